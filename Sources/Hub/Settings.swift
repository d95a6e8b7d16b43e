import API
package import Localization
package import Rendering
package import Storage

/// What a coordinator has set for the whole hub.
package struct HubSettings: Sendable {
    private static let nameKey = "name"
    private static let languageKey = "language"
    private static let weightUnitKey = "weightUnit"
    private static let sheetOffsetKey = "sheetOffset"

    /// What people call the hub.
    package let name: String
    /// A tag; nil where nobody chose one.
    package let language: String?
    /// What the hub weighs in.
    package let weightUnit: WeightUnit

    /// The settings as of a snapshot.
    package init(_ queries: Queries) throws {
        name = try queries.setting(Self.nameKey) ?? "Larder"
        language = try queries.setting(Self.languageKey)
        weightUnit =
            try queries.setting(Self.weightUnitKey).flatMap { WeightUnit(rawValue: $0) }
            ?? .kilograms
    }

    /// How far sheets of labels are moved, as the last ones were.
    package static func sheetOffset(_ queries: Queries) throws -> SheetOffset {
        let kept = try queries.setting(sheetOffsetKey) ?? ""
        let sides = kept.split(separator: ",").compactMap { Int($0) }
        guard sides.count == 2 else { return SheetOffset.none }
        return (try? SheetOffset(across: sides[0], along: sides[1])) ?? SheetOffset.none
    }

    fileprivate static func write(_ offset: SheetOffset, _ ledger: Ledger) throws {
        try ledger.set(sheetOffsetKey, to: "\(offset.across),\(offset.along)")
    }

    fileprivate static func write(
        name: String, weightUnit: WeightUnit, language: String?, _ ledger: Ledger
    ) throws {
        try ledger.set(nameKey, to: name)
        try ledger.set(weightUnitKey, to: weightUnit.rawValue)
        if let language { try ledger.set(languageKey, to: language) }
    }
}

extension Hub {
    /// Gives the hub its name, its unit of weight and, where one is given, its language.
    ///
    /// - Throws: `text_out_of_range`.
    package func set(name: String, weightUnit: WeightUnit, language: String?) async throws {
        let name = try InputParsing.text(name, "name", 1...60)
        try await store.write {
            try HubSettings.write(name: name, weightUnit: weightUnit, language: language, $0)
        }
    }

    /// Keeps how far sheets of labels are moved, for those that are made next.
    func set(sheetOffset: SheetOffset) async throws {
        try await store.write { try HubSettings.write(sheetOffset, $0) }
    }
}

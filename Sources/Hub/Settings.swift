import API
package import Foundation
package import Localization
package import Rendering
import Stock
package import Storage

/// What a coordinator has set for the whole hub.
package struct HubSettings: Sendable {
    private static let nameKey = "name"
    private static let languageKey = "language"
    private static let weightUnitKey = "weightUnit"
    private static let sheetOffsetKey = "sheetOffset"
    private static let whereaboutsKey = "whereabouts"
    private static let beginningKey = "beginning"
    private static let householdSizesKey = "householdSizes"

    /// What people call the hub.
    package let name: String
    /// Whether someone gave it that name.
    package let isNamed: Bool
    /// A town or an address, as a person wrote it; nil where nobody did.
    package let whereabouts: String?
    /// Whether someone wants to be led through the hub's beginning no more.
    package let hasPutBeginningAside: Bool
    /// Whether labels were made on sheets of plain paper.
    package let hasMadeSheets: Bool
    /// Whether it is asked how many a household is.
    package let asksHouseholdSizes: Bool
    /// A tag; nil where nobody chose one.
    package let language: String?
    /// What the hub weighs in.
    package let weightUnit: WeightUnit

    /// The settings as of a snapshot.
    package init(_ queries: Queries) throws {
        let named = try queries.setting(Self.nameKey)
        (name, isNamed) = (named ?? "Larder", named != nil)
        whereabouts = try queries.setting(Self.whereaboutsKey).flatMap { $0.isEmpty ? nil : $0 }
        hasPutBeginningAside = try queries.setting(Self.beginningKey) != nil
        hasMadeSheets = try queries.setting(Self.sheetOffsetKey) != nil
        asksHouseholdSizes = try queries.setting(Self.householdSizesKey) == "asked"
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

    fileprivate static func putBeginningAside(_ ledger: Ledger) throws {
        try ledger.set(beginningKey, to: "aside")
    }

    fileprivate static func ask(householdSizes: Bool, _ ledger: Ledger) throws {
        try ledger.set(householdSizesKey, to: householdSizes ? "asked" : "")
    }

    fileprivate static func write(
        name: String, whereabouts: String, weightUnit: WeightUnit, language: String?,
        _ ledger: Ledger
    ) throws {
        try ledger.set(nameKey, to: name)
        try ledger.set(whereaboutsKey, to: whereabouts)
        try ledger.set(weightUnitKey, to: weightUnit.rawValue)
        if let language { try ledger.set(languageKey, to: language) }
    }
}

extension Hub {
    /// What the hub weighs in, for a form that was sent.
    package var weightUnit: WeightUnit {
        get async throws { try await read { try HubSettings($0).weightUnit } }
    }

    /// Gives the hub its name, where it is, its unit of weight and, where they are given, its language and time zone.
    ///
    /// - Throws: `text_out_of_range`, `zone_is_fixed`.
    package func set(
        name: String, whereabouts: String?, weightUnit: WeightUnit, language: String?,
        timeZone: TimeZone? = nil
    ) async throws {
        let name = try InputParsing.text(name, "name", 1...60)
        let whereabouts = try InputParsing.text(whereabouts ?? "", "where", 0...100)
        try await store.write {
            try HubSettings.write(
                name: name, whereabouts: whereabouts, weightUnit: weightUnit, language: language,
                $0)
            if let timeZone { try $0.setTimeZone(timeZone, entryID: $0.freshEntryID()) }
        }
    }

    /// Leads nobody through the hub's beginning any more.
    package func putBeginningAside() async throws {
        try await store.write { try HubSettings.putBeginningAside($0) }
    }

    /// Has the page that hands out ask how many a household is, or not.
    package func ask(householdSizes: Bool) async throws {
        try await store.write { try HubSettings.ask(householdSizes: householdSizes, $0) }
    }

    /// Keeps how far sheets of labels are moved, for those that are made next.
    func set(sheetOffset: SheetOffset) async throws {
        try await store.write { try HubSettings.write(sheetOffset, $0) }
    }
}

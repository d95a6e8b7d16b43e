import Barcodes
package import Foundation
package import Stock

/// What a hub weighs in.
package enum WeightUnit: String, Sendable, CaseIterable {
    case kilograms = "kg"
    case pounds = "lb"

    static let gramsPerPound = 453.592_37

    /// A weight of one piece, which people know in grams or in ounces, in whole grams; nil for more than 64 bits hold.
    package func grams(ofPiece amount: Double) -> Int64? {
        Int64(exactly: (amount * gramsOfPiecesUnit).rounded())
    }

    /// A weight in this unit, in whole grams; nil for more than 64 bits hold.
    package func grams(_ amount: Double) -> Int64? {
        Int64(exactly: (amount * gramsOfUnit).rounded())
    }

    /// A weight of one piece as it is typed into a field: read again, it is the same.
    package func typed(ofPiece grams: Int64) -> String { Self.typed(grams, in: gramsOfPiecesUnit) }

    /// A weight as it is typed into a field: read again, it is the same.
    package func typed(_ grams: Int64) -> String { Self.typed(grams, in: gramsOfUnit) }

    private var gramsOfPiecesUnit: Double { self == .pounds ? Self.gramsPerPound / 16 : 1 }
    private var gramsOfUnit: Double { self == .pounds ? Self.gramsPerPound : 1_000 }

    /// The shortest that is the same grams again.
    private static func typed(_ grams: Int64, in unit: Double) -> String {
        let amount = Double(grams) / unit
        let digits = (0..<3).first { digits in
            let scale = Double([1, 10, 100][digits])
            return Int64(nearest: (amount * scale).rounded() / scale * unit) == grams
        }
        return amount.formatted(
            .number.precision(.fractionLength(0...(digits ?? 3))).grouping(.never)
                .locale(Locale(identifier: "en_US_POSIX")))
    }
}

/// One language in use in one hub: texts, and numbers, weights and dates as that language writes them.
package struct Localizer: Sendable {
    package let messages: Messages
    package let weightUnit: WeightUnit
    package let locale: Locale
    /// The hub's own: a day and an hour are those on its wall.
    package let timeZone: TimeZone

    package init(_ messages: Messages, weightUnit: WeightUnit, timeZone: TimeZone) {
        (self.messages, self.weightUnit, self.timeZone) = (messages, weightUnit, timeZone)
        locale = Locale(identifier: messages.tag)
    }

    /// The text of a key, its `{names}` filled in.
    package func text(_ key: String, _ values: [String: String] = [:]) -> String {
        messages.text(key, values)
    }

    /// The text of a key that depends on a number, which stands in it as `{n}`.
    package func text(_ key: String, n number: Int, _ values: [String: String] = [:]) -> String {
        messages.text(
            key, number: Int64(number),
            values.merging(["n": self.number(Int64(number))]) { given, _ in given })
    }

    package func number(_ number: Int64) -> String {
        number.formatted(.number.locale(locale)).replacing("-", with: "−")
    }

    /// Grams in the hub's unit.
    package func weight(_ grams: Int64) -> String {
        switch weightUnit {
        case .pounds:
            text(
                "words.pounds",
                ["n": decimal(Double(grams) / WeightUnit.gramsPerPound, digits: 1)])
        case .kilograms where grams.magnitude < 1_000: text("words.grams", ["n": number(grams)])
        case .kilograms: text("words.kilograms", ["n": decimal(Double(grams) / 1_000, digits: 2)])
        }
    }

    /// How a weight of one piece is asked for.
    package var pieceWeightAsked: String {
        text(weightUnit == .pounds ? "scan.askOunces" : "scan.askWeight")
    }

    /// How a weight is asked for.
    package var weightAsked: String { text("mend.packWeight", ["unit": weightUnit.rawValue]) }

    /// What a field of a weight is in.
    package var unitAsked: String { text("count.inUnit", ["unit": weightUnit.rawValue]) }

    private func decimal(_ number: Double, digits: Int) -> String {
        number.formatted(.number.precision(.fractionLength(0...digits)).locale(locale))
            .replacing("-", with: "−")
    }

    /// A quantity in its item's own measure: pieces as a number, grams as a weight.
    package func amount(_ quantity: Int64, _ measure: Measure) -> String {
        measure == .gram ? weight(quantity) : number(quantity)
    }

    /// The same with a sign for what happened: “+12”, “−3”.
    package func signed(_ quantity: Int64, _ measure: Measure) -> String {
        (quantity > 0 ? "+" : "") + amount(quantity, measure)
    }

    /// Pieces and grams in one phrase; what is zero is left out unless both are.
    package func pieces(_ pieces: Int64, grams: Int64) -> String {
        guard pieces != 0 || grams == 0 else { return weight(grams) }
        let counted = text("words.pieces", n: Int(pieces))
        return grams == 0
            ? counted : text("words.both", ["pieces": counted, "weight": weight(grams)])
    }
}

extension Localizer {
    /// A place as people call it: the floor and the world's edges have names of each language's own.
    package func name(of place: Place) -> String { name(ofPlace: place.name, kind: place.kind) }

    package func name(ofPlace name: String, kind: Place.Kind) -> String {
        kind.canBeMade ? name : text("words.\(kind.rawValue)")
    }

    /// The names of items to choose one of; those that are alike with what else tells them apart.
    package func names(of items: [Item]) -> [String] {
        let alike = Dictionary(grouping: items, by: \.name).filter { $1.count > 1 }
        return items.map { item in
            guard alike[item.name] != nil else { return item.name }
            let facts = [item.name, item.category, item.unitWeightGrams.map { weight($0) } ?? ""]
            return facts.filter { !$0.isEmpty }.joined(separator: " · ")
        }
    }

    /// A programme that every hub knows in words; a hub's own as it is written.
    package func name(of programme: Programme) -> String {
        [.donated, .purchased, .tefap].contains(programme)
            ? text("words.\(programme.rawValue)") : programme.rawValue
    }

    /// A code for the eye: a label's in two groups, any other as it is on the package, control characters as a dot.
    package func code(_ code: String) -> String {
        let seen = String(
            String.UnicodeScalarView(
                code.unicodeScalars.map { $0.properties.generalCategory == .control ? "·" : $0 }))
        guard let label = try? LabelCode(code), code.contains(where: \.isLetter) else {
            return ScanReader.printed(seen)
        }
        return label.grouped.replacing(" ", with: "-")
    }
}

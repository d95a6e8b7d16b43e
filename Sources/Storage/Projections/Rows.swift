import Foundation
import GRDB
import Stock

// How projection rows read as values. A column that holds what it cannot is SQLITE_CORRUPT:
// `larder verify` finds it and a rebuild mends it.

extension Item {
    init(row: Row) throws {
        self.init(
            id: try ItemID(column: row["id"]), name: row["name"], category: row["category"],
            measure: try decoded(row["measure"]), unitWeightGrams: row["unit_weight"],
            shelfLifeDays: row["shelf_life"],
            programme: try decoded(row["programme"]))
    }
}

extension MeasureConversion {
    /// Nil where nobody knows what a piece weighs.
    init?(row: Row) throws {
        guard let grams = row["grams"] as Int64? else { return nil }
        try self.init(to: try decoded(row["measure"]), gramsPerPiece: grams)
    }
}

extension Place {
    init(row: Row) throws {
        let parent: Data? = row["parent"]
        self.init(
            id: try PlaceID(column: row["id"]), name: row["name"], kind: try decoded(row["kind"]),
            parent: try parent.map { try PlaceID(column: $0) }, labelCode: row["label_code"])
        retiredBy = row["retired"]
    }
}

extension Place.Kind {
    /// The kinds of storage, as SQL lists them: `'room', 'shelf', …`.
    static let storageList = allCases.filter(\.isStorage).map { "'\($0.rawValue)'" }
        .joined(separator: ", ")
}

extension Lot {
    init(row: Row) throws {
        var label: DateLabel?
        if let kind = row["date_kind"] as String?, let text = row["date"] as String? {
            guard let date = PartialDate(text) else {
                throw corrupt("a lot's date is no date: \(text)")
            }
            label = DateLabel(kind: try decoded(kind), date: date)
        }
        self.init(
            id: try LotID(column: row["id"]),
            key: LotKey(
                item: try ItemID(column: row["item"]), dateLabel: label, number: row["number"],
                programme: try decoded(row["programme"])))
    }
}

extension DayTotals {
    /// What happened, by the columns of those names with `suffix` behind them; nothing was there
    /// before.
    init(row: Row, _ suffix: String = "") {
        self.init()
        taken = Quantity(row["taken" + suffix])
        distributed = Quantity(row["distributed" + suffix])
        discarded = Quantity(row["discarded" + suffix])
        adjusted = Quantity(row["adjusted" + suffix])
    }
}

extension CodeReferent {
    init(row: Row) throws {
        if let place = row["place"] as Data? {
            self = .place(try PlaceID(column: place))
        } else if let lot = row["lot"] as Data? {
            self = .lot(try LotID(column: lot), item: try ItemID(column: row["item"]))
        } else {
            self = .item(try ItemID(column: row["item"]), pack: row["pack"])
        }
    }
}

/// A word of a fixed list, as a column holds it.
func decoded<Word: RawRepresentable>(_ text: String) throws -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: text) else { throw corrupt("\(Word.self) has no \(text)") }
    return word
}

func corrupt(_ message: String) -> DatabaseError {
    DatabaseError(resultCode: .SQLITE_CORRUPT, message: message)
}

/// What tells one lot of an item from another.
public struct LotKey: Hashable, Sendable, Codable {
    /// The item it is a lot of.
    public let item: ItemID
    /// Nil where no date was read.
    public let dateLabel: DateLabel?
    /// The maker's lot number, as printed; nil where it was not noted.
    public let number: String?
    /// Lots of two programmes are kept apart, however alike the food is.
    public let programme: Programme

    /// A key as it was stored; ``Item/lot(dated:number:programme:)`` makes a new one.
    public init(item: ItemID, dateLabel: DateLabel?, number: String?, programme: Programme) {
        self.item = item
        self.dateLabel = dateLabel
        self.number = number
        self.programme = programme
    }

    /// The key with what was read off the package put right: a date, and a maker's lot number as it was typed.
    public func corrected(dated dateLabel: DateLabel?, number: String?) -> LotKey {
        LotKey(
            item: item, dateLabel: dateLabel, number: number.flatMap { Self.cleaned(number: $0) },
            programme: programme)
    }

    /// The same date, number and programme of another item.
    public func of(_ other: ItemID) -> LotKey {
        LotKey(item: other, dateLabel: dateLabel, number: number, programme: programme)
    }

    /// The text whose SHA-256 gives the lot's id, so that two stations that never met name it
    /// alike: `larder-lot-v1`, item, date kind, date, lot number and programme, one a line; what is
    /// unknown is empty.
    ///
    /// A lot number cannot hold a line feed (``cleaned(number:)``).
    public var canonicalText: String {
        [
            "larder-lot-v1", item.description, dateLabel?.kind.rawValue ?? "",
            dateLabel?.date.description ?? "",
            number ?? "", programme.rawValue,
        ].joined(separator: "\n")
    }

    /// A lot number without control characters, outer and doubled spaces, at most 60 characters;
    /// nil where nothing is left.
    public static func cleaned(number: String) -> String? {
        let kept = number.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let words = String(String.UnicodeScalarView(kept)).split(separator: " ")
        let text = words.joined(separator: " ").prefix(60)
        return text.isEmpty ? nil : String(text.last == " " ? text.dropLast() : text)
    }
}

extension Item {
    /// What tells a lot of this item from its others.
    ///
    /// No other place makes a lot's key, so that food of one programme is never told apart by how it
    /// was spoken of.
    ///
    /// - Parameters:
    ///   - label: The date on the package; nil where none was read.
    ///   - number: The lot number on the package, as it was typed.
    ///   - programme: Nil for the item's own.
    /// - Returns: The key of a lot that may be new.
    public func lot(
        dated label: DateLabel? = nil, number: String? = nil, programme: Programme? = nil
    ) -> LotKey {
        LotKey(
            item: id, dateLabel: label, number: number.flatMap(LotKey.cleaned(number:)),
            programme: programme ?? self.programme)
    }
}

/// An item's pieces that share one date label, lot number and programme.
public struct Lot: Hashable, Sendable, Codable {
    /// Derived from the key: the first half of the SHA-256 of ``LotKey/canonicalText``.
    public let id: LotID
    /// What the id is derived from.
    public let key: LotKey

    /// A lot as it was stored; whoever makes a new one derives its id from the key.
    public init(id: LotID, key: LotKey) {
        self.id = id
        self.key = key
    }
}

/// Names a lot, alike on stations that never met.
public typealias LotID = ID<Lot>

public import Stock

/// A hub's first entry: what holds for all that follow.
public struct HubFounded: Codable, Sendable, Hashable {
    /// An IANA name such as `America/New_York`; a day is a date in this zone.
    public let timeZone: String
    /// The Ed25519 key that closed days are signed with, 32 bytes in hexadecimal.
    public let publicKey: String
    /// The floor and the world's edges.
    public let places: [Place]
}

/// An item as it is from here on, with the codes learned for it here.
public struct ItemDefined: Codable, Sendable, Hashable {
    public let item: Item
    public let codes: [PackCode]
}

/// A code, and how many pieces or grams of its item one scan of it stands for.
public struct PackCode: Codable, Sendable, Hashable {
    /// As it was given.
    public let code: String
    /// What a scan is looked up by: the code in its one normal form.
    public let key: String
    /// At least 1.
    public let pack: Int64

    public init(code: String, key: String, pack: Int64) {
        (self.code, self.key, self.pack) = (code, key, pack)
    }
}

/// A place, a box with its contents, stands somewhere else.
public struct PlaceMoved: Codable, Sendable, Hashable {
    /// Nil where nothing was scanned.
    public let scan: ScanFacts?
    public let place: PlaceID
    public let parent: PlaceID?
}

/// What the sender of a scan said, in full: the same id must come with the same facts.
public struct ScanFacts: Codable, Sendable, Hashable {
    public var mode: Mode
    /// The raw text the scanner gave.
    public var code: String
    /// Packs of the code; nil where the sender left it to the default of 1.
    public var quantity: Int64?
    public var weightGrams: Int64?
    public var place: PlaceID?
    public var to: PlaceID?
    public var dateLabel: DateLabel?
    public var lotNumber: String?
    public var programme: Programme?
    public var source: SourceID?
    public var donation: DonationID?
    public var distribution: DistributionID?
    public var reason: String?
    public var count: CountID?
    public var station: String?
    /// The sender's clock.
    public var at: String?

    public init(mode: Mode, code: String) {
        self.mode = mode
        self.code = code
    }
}

/// Lines that move stock, and what the volunteer was told of them.
public struct Movement: Codable, Sendable, Hashable {
    public var scan: ScanFacts?
    /// The movement that this one undoes.
    public var reverses: EntryID?
    /// Lots first spoken of here.
    public var lots: [Lot]
    public var lines: [Line]
    public var day: CivilDate
    /// The scanned item; nil where a whole box went.
    public var item: ItemID?
    /// Where the item was put or taken; for several places the one that was asked for.
    public var place: PlaceID
    /// The item's balance at that place just after.
    public var balance: Quantity
    public var warnings: [Warning]
}

/// A scan of a code nobody knows yet.
public struct UnresolvedScan: Codable, Sendable, Hashable {
    public let scan: ScanFacts
    public let key: String
    public let day: CivilDate
}

/// Someone said what an unresolved scan was.
public struct ScanResolved: Codable, Sendable, Hashable {
    public let scan: EntryID
    /// What it was; nil where it was nothing, such as a misread.
    public let item: ItemID?
    /// The movement it stands for; nil where it was nothing, or was seen in a count.
    public let movement: Movement?
}

/// A label code stands for a lot from here on. (A place's code is in its own entry.)
public struct LabelIssued: Codable, Sendable, Hashable {
    public let code: String
    public let lot: LotID
    public let item: ItemID
}

/// A count of a place begins.
public struct CountOpened: Codable, Sendable, Hashable {
    public let place: PlaceID
}

/// What was seen of an item, or of one of its lots, at the count's place.
public struct CountObservation: Codable, Sendable, Hashable {
    public let count: CountID
    public let scan: ScanFacts?
    public let item: ItemID
    /// Nil where the item was counted whatever its dates.
    public let lot: LotID?
    /// What this scan added; nil where a line says the whole.
    public let added: Quantity?
    /// All that was seen so far of this item or lot in this count, this line included.
    public let seen: Quantity
    /// The journal number the observation holds for.
    public let asOf: Int64
    /// What the ledger held at that number.
    public let expected: Quantity
}

/// A count's differences, as lines to or from the adjustment edge.
public struct CountCompleted: Codable, Sendable, Hashable {
    public let count: CountID
    public let uncounted: Uncounted
    public let lots: [Lot]
    public let lines: [Line]
    public let day: CivilDate
}

/// A day's account, signed. It closes all earlier days too.
public struct DayClosed: Codable, Sendable, Hashable {
    public let day: CivilDate
    /// The last entry the account covers.
    public let upTo: Int64
    /// SHA-256 of the account's canonical text, in hexadecimal.
    public let account: String
    /// Ed25519 over the account's canonical text, in hexadecimal.
    public let signature: String
    /// Scans nobody has explained yet.
    public let unresolved: Int
}

/// The marks that tell ids of these things apart.
public enum Source {}
public enum Donation {}
public enum Distribution {}
public enum Count {}
public typealias SourceID = ID<Source>
public typealias DonationID = ID<Donation>
public typealias DistributionID = ID<Distribution>
public typealias CountID = ID<Count>

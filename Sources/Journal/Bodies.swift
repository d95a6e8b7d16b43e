public import Stock

/// A hub's first entry: what holds for all that follow.
public struct HubFounded: Codable, Sendable, Hashable {
    /// An IANA name such as `America/New_York`; a day is a date in this zone.
    public let timeZone: String
    /// The Ed25519 key that closed days are signed with, 32 bytes in hexadecimal.
    public let publicKey: String
    /// The floor and the world's edges.
    public let places: [Place]

    package init(
        timeZone: String,
        publicKey: String,
        places: [Place]
    ) {
        self.timeZone = timeZone
        self.publicKey = publicKey
        self.places = places
    }
}

/// An item as it is from here on, with the codes learned for it here.
public struct ItemDefined: Codable, Sendable, Hashable {
    /// All of it, not only what changed.
    public let item: Item
    /// Those that are new or stand for another pack; none where the item alone changed.
    public let codes: [PackCode]

    package init(
        item: Item,
        codes: [PackCode]
    ) {
        self.item = item
        self.codes = codes
    }
}

/// A code, and how many pieces or grams of its item one scan of it stands for.
public struct PackCode: Codable, Sendable, Hashable {
    /// As it was given.
    public let code: String
    /// What a scan is looked up by: the code in its one normal form.
    public let key: String
    /// At least 1.
    public let pack: Int64

    /// A code as `Barcodes` read it.
    public init(code: String, key: String, pack: Int64) {
        (self.code, self.key, self.pack) = (code, key, pack)
    }
}

/// A place, and with it all that it holds, stands somewhere else.
public struct PlaceMoved: Codable, Sendable, Hashable {
    /// Nil where nothing was scanned.
    public let scan: ScanFacts?
    /// The place that moved; what stands in it is not named.
    public let place: PlaceID
    /// Where it stands now; nil where it stands by itself.
    public let parent: PlaceID?

    package init(
        scan: ScanFacts?,
        place: PlaceID,
        parent: PlaceID?
    ) {
        self.scan = scan
        self.place = place
        self.parent = parent
    }
}

/// What the sender of a scan said, in full: the same id must come with the same facts.
public struct ScanFacts: Codable, Sendable, Hashable {
    /// What the scan does; the other facts mean something in some modes only.
    public var mode: ScanMode
    /// The raw text the scanner gave.
    public var code: String
    /// Packs of the code; nil where the sender left it to the default of 1.
    public var quantity: Int64?
    /// Grams on a scale, above zero, in place of `quantity`.
    public var weightGrams: Int64?
    /// Where it was put, taken from or counted; nil for the floor on the way in and any storage
    /// place on the way out.
    public var place: PlaceID?
    /// Where a move went; nil for the floor, and for a place that then stands by itself.
    public var to: PlaceID?
    /// The date on the package, where someone read it.
    public var dateLabel: DateLabel?
    /// The lot number on the package, as ``LotKey/cleaned(number:)`` leaves it.
    public var lotNumber: String?
    /// Nil for the item's own.
    public var programme: Programme?
    /// Who gave it, by an id whose name is not in the journal.
    public var source: SourceID?
    /// The intake it was part of.
    public var donation: DonationID?
    /// The hand-out it was part of.
    public var distribution: DistributionID?
    /// Why it was thrown away, in a person's words; at most 200 characters.
    public var reason: String?
    /// The count it was seen in, for that mode alone.
    public var count: CountID?
    /// What scanned, by a name of its own such as `table-1`; at most 60 characters.
    public var station: String?
    /// The sender's clock, in the RFC 3339 text it sent.
    public var at: String?

    /// A scan of one pack that says nothing more.
    public init(mode: ScanMode, code: String) {
        self.mode = mode
        self.code = code
    }
}

/// Lines that move stock, and what the volunteer was told of them.
public struct Movement: Codable, Sendable, Hashable {
    /// Nil for a movement that undoes another.
    public var scan: ScanFacts?
    /// The movement that this one undoes.
    public var reverses: EntryID?
    /// Lots first spoken of here.
    public var lots: [Lot]
    /// Each from one place to another; none where an empty box went.
    public var lines: [MovementLine]
    /// The open day it counts for.
    public var day: CivilDate
    /// The scanned item; nil where a whole box went.
    public var item: ItemID?
    /// Where the item was put or taken; for several places the one that was asked for.
    public var place: PlaceID
    /// The item's balance at that place just after.
    public var balance: Quantity
    /// What the volunteer was told; a replay tells the same.
    public var warnings: [Warning]

    package init(
        scan: ScanFacts? = nil,
        reverses: EntryID? = nil,
        lots: [Lot],
        lines: [MovementLine],
        day: CivilDate,
        item: ItemID? = nil,
        place: PlaceID,
        balance: Quantity,
        warnings: [Warning]
    ) {
        self.scan = scan
        self.reverses = reverses
        self.lots = lots
        self.lines = lines
        self.day = day
        self.item = item
        self.place = place
        self.balance = balance
        self.warnings = warnings
    }
}

/// A scan of a code nobody knows yet.
public struct UnresolvedScan: Codable, Sendable, Hashable {
    /// Kept whole, to be recorded once someone says what it was.
    public let scan: ScanFacts
    /// What an item learns the code by.
    public let key: String
    /// The day it counts for, if that is still open when it is explained.
    public let day: CivilDate

    package init(
        scan: ScanFacts,
        key: String,
        day: CivilDate
    ) {
        self.scan = scan
        self.key = key
        self.day = day
    }
}

/// Someone said what an unresolved scan was.
public struct ScanResolved: Codable, Sendable, Hashable {
    /// The entry of the scan.
    public let scan: EntryID
    /// What it was; nil where it was nothing, such as a misread.
    public let item: ItemID?
    /// The movement it stands for; nil where it was nothing, or was seen in a count.
    public let movement: Movement?

    package init(
        scan: EntryID,
        item: ItemID?,
        movement: Movement?
    ) {
        self.scan = scan
        self.item = item
        self.movement = movement
    }
}

/// A label code stands for a lot from here on.
///
/// A place's code is in the entry that made the place.
public struct LabelIssued: Codable, Sendable, Hashable {
    /// Eight characters, the check character among them.
    public let code: String
    /// The lot it stands for; it keeps this one code.
    public let lot: LotID
    /// The item that `lot` is of.
    public let item: ItemID

    package init(
        code: String,
        lot: LotID,
        item: ItemID
    ) {
        self.code = code
        self.lot = lot
        self.item = item
    }
}

/// A count of a place begins.
public struct CountOpened: Codable, Sendable, Hashable {
    /// The place itself; what stands in it is counted by itself.
    public let place: PlaceID

    package init(
        place: PlaceID
    ) {
        self.place = place
    }
}

/// What was seen of an item, or of one of its lots, at the count's place.
public struct CountObservation: Codable, Sendable, Hashable {
    /// The count it belongs to.
    public let count: CountID
    /// Nil where a line says the whole.
    public let scan: ScanFacts?
    /// What was seen, or the item of the lot that was seen.
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

    package init(
        count: CountID,
        scan: ScanFacts?,
        item: ItemID,
        lot: LotID?,
        added: Quantity?,
        seen: Quantity,
        asOf: Int64,
        expected: Quantity
    ) {
        self.count = count
        self.scan = scan
        self.item = item
        self.lot = lot
        self.added = added
        self.seen = seen
        self.asOf = asOf
        self.expected = expected
    }
}

/// A count's differences, as lines to or from the adjustment edge.
public struct CountCompleted: Codable, Sendable, Hashable {
    /// The count that ends here.
    public let count: CountID
    /// What became of items nobody saw.
    public let uncounted: Uncounted
    /// Lots first spoken of here: an item's lot of unknown date, where the count needs one.
    public let lots: [Lot]
    /// One for each lot that differs; none where the shelf agreed.
    public let lines: [MovementLine]
    /// The open day the differences count for.
    public let day: CivilDate

    package init(
        count: CountID,
        uncounted: Uncounted,
        lots: [Lot],
        lines: [MovementLine],
        day: CivilDate
    ) {
        self.count = count
        self.uncounted = uncounted
        self.lots = lots
        self.lines = lines
        self.day = day
    }
}

/// A day's account, signed.
///
/// It closes all earlier days too.
public struct DayClosed: Codable, Sendable, Hashable {
    /// In the hub's own time zone.
    public let day: CivilDate
    /// The last entry the account covers.
    public let upTo: Int64
    /// SHA-256 of the account's canonical text, in hexadecimal.
    public let account: String
    /// Ed25519 over the account's canonical text, in hexadecimal.
    public let signature: String
    /// Scans nobody has explained yet.
    public let unresolved: Int

    package init(
        day: CivilDate,
        upTo: Int64,
        account: String,
        signature: String,
        unresolved: Int
    ) {
        self.day = day
        self.upTo = upTo
        self.account = account
        self.signature = signature
        self.unresolved = unresolved
    }
}

/// The mark that tells a source's id from other ids.
public enum Source {}
/// The mark that tells a donation's id from other ids.
public enum Donation {}
/// The mark that tells a distribution's id from other ids.
public enum Distribution {}
/// The mark that tells a count's id from other ids.
public enum Count {}
/// Names who gave; random, so that it tells nobody who that is.
public typealias SourceID = ID<Source>
/// Names one intake from one source.
public typealias DonationID = ID<Donation>
/// Names one hand-out: a visit, a batch of bags, a delivery.
public typealias DistributionID = ID<Distribution>
/// Names a count, and the entry that opened it.
public typealias CountID = ID<Count>

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

    /// What a person says on a page of so much that is somewhere, where nothing was scanned; the item's name stands for a
    /// code.
    package init(
        _ mode: ScanMode, _ quantity: Quantity, of item: Item, at place: PlaceID, station: String?
    ) {
        self.init(mode: mode, code: item.name)
        switch item.measure {
        case .each: self.quantity = quantity.value
        case .gram: weightGrams = quantity.value
        }
        (self.place, self.station) = (place, station)
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

/// One line of a movement: a quantity of one lot goes from one place to another.
public struct MovementLine: Hashable, Sendable, Codable {
    /// The item that `lot` is of.
    public let item: ItemID
    /// The lot that moves.
    public let lot: LotID
    /// Where it was; the source, for what comes in.
    public let from: PlaceID
    /// Where it is then; never the same as `from`.
    public let to: PlaceID
    /// Above zero; a movement the other way swaps the places.
    public let quantity: Quantity
    /// The count that an adjustment makes true; nil where goods moved.
    public let count: CountID?
    /// When that count saw it, or when the box went that it went with; nil where goods moved, when their entry says they did.
    public let at: Moment?
    /// The open day that it counts for; nil where that is the day of its entry.
    ///
    /// What stands in an entry beside its own lines happened at a time of its own.
    public private(set) var day: CivilDate?

    /// A line as it may be written down.
    ///
    /// - Throws: ``StockFault/quantityNotPositive``, ``StockFault/placesAreTheSame``.
    public init(
        item: ItemID, lot: LotID, from: PlaceID, to: PlaceID, quantity: Quantity,
        count: CountID? = nil, at: Moment? = nil, day: CivilDate? = nil
    ) throws(StockFault) {
        guard quantity > .zero else { throw .quantityNotPositive }
        guard from != to else { throw .placesAreTheSame }
        (self.item, self.lot, self.from, self.to, self.quantity) = (item, lot, from, to, quantity)
        (self.count, self.at, self.day) = (count, at, day)
    }

    /// The line after which there is so much more of a lot at a place, or less where `change` is below zero.
    ///
    /// - Parameters:
    ///   - spot: The lot and the place.
    ///   - item: The item that the lot is of.
    ///   - change: Not zero.
    ///   - edge: The edge that it comes from or goes to.
    ///   - count: The count that it makes true, if it is a count's.
    ///   - at: When that count saw it.
    /// - Throws: ``StockFault/quantityNotPositive``, ``StockFault/quantityOutOfRange``,
    ///   ``StockFault/placesAreTheSame``.
    public init(
        changing spot: LotAtPlace, of item: ItemID, by change: Quantity, over edge: PlaceID,
        count: CountID? = nil, at: Moment? = nil
    ) throws(StockFault) {
        let isMore = change > .zero
        try self.init(
            item: item, lot: spot.lot, from: isMore ? edge : spot.place,
            to: isMore ? spot.place : edge,
            quantity: isMore ? change : try Quantity.zero.subtracting(change), count: count, at: at)
    }

    private init(reversing line: MovementLine) {
        (item, lot, from, to, quantity) = (line.item, line.lot, line.to, line.from, line.quantity)
        (count, at) = (line.count, line.at)
    }

    /// Whether it is what the entry is of, and not what stands beside that because of what came later.
    public var isOwn: Bool { count == nil && at == nil }

    /// The count that the line of a count's entry is of; nil for what goes with a box.
    ///
    /// Of the entry's own count are lines that say neither count nor moment, too.
    package func count(else count: CountID?) -> CountID? { self.count ?? (at == nil ? count : nil) }

    /// The same line in an entry of a day, as it counts for its own.
    package func on(_ own: CivilDate, in day: CivilDate) -> MovementLine {
        var line = self
        line.day = own == day ? nil : own
        return line
    }

    /// The same quantity, back where it came from.
    public var reversed: MovementLine { MovementLine(reversing: self) }
}

extension [MovementLine] {
    /// What they change at some places, by lot; below zero for what left.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func changes(in places: Set<PlaceID>) throws(StockFault) -> [LotAtPlace: Quantity] {
        var changes: [LotAtPlace: Quantity] = [:]
        for line in self {
            for (place, change) in [
                (line.from, try Quantity.zero.subtracting(line.quantity)), (line.to, line.quantity),
            ] where places.contains(place) {
                let spot = LotAtPlace(place: place, lot: line.lot)
                changes[spot] = try (changes[spot] ?? .zero).adding(change)
            }
        }
        return changes
    }
}

/// What a scan does with what it names.
public enum ScanMode: String, Sendable, Codable, CaseIterable {
    case intake, distribute, discard, move, count, lookup
}

/// What a volunteer is told beside "recorded"; none of it stops anything.
public enum Warning: String, Sendable, Codable, CaseIterable {
    /// More went out than the ledger knew of: also a box that was empty, or one of several where there is one.
    case shortfall
    /// The date label's last day has passed.
    case pastDate = "past_date"
    /// An item with a shelf life came in without a date.
    case dateUnknown = "date_unknown"
    /// It was to move to where it is: nothing moved.
    case alreadyThere = "already_there"
    /// The same station scanned the same code in the same mode moments before.
    case sameScanSecondsAgo = "same_scan_seconds_ago"
    /// Something kept by weight was scanned without a weight: it stands for as many grams as the quantity says.
    case weightMissing = "weight_missing"
    /// What is kept by the piece was weighed, and the weight is off by more than a quarter of a piece from so many whole ones.
    case weightRounded = "weight_rounded"
    /// A case's code was given without how many are in it, and stands for one.
    case packMissing = "pack_missing"
    /// The day it belongs to is closed; it was recorded on the open day.
    case dayClosed = "day_closed"
    /// The lot is recalled.
    case recalled
    /// A count that came later had seen it already; the counted figure stays.
    case countedSince = "counted_since"
    /// It happened while a pile was being counted: the count has no say about the item any more, which is to be counted
    /// again.
    case countAgain = "count_again"
    /// The sender's clock is more than two minutes off the hub's.
    case clockOff = "clock_off"
    /// It was seen in a count of another place than the sender named, and is counted there.
    case placeNotCounted = "place_not_counted"
    /// It was seen in a count of the item, whatever its dates: the date or lot number that was said is not counted by itself.
    case dateNotCounted = "date_not_counted"
    /// Its place was retired, and is in use again.
    case placeReturned = "place_returned"
}

/// The mark that tells an entry's id from other ids.
public enum JournalEntry {}
/// Names an entry; made by whoever sends it, so that sending it twice is harmless.
public typealias EntryID = ID<JournalEntry>
/// The mark that tells a hub's id from other ids.
public enum HubMark {}
/// Names a hub, in each hash of its journal and wherever journals meet.
public typealias HubID = ID<HubMark>

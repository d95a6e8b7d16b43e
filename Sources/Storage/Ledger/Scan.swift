import Journal
public import Stock

/// A scan on its way into the ledger.
public struct Scan: Sendable {
    /// Made by whoever scanned.
    public var id: EntryID
    /// What goes into the journal; the ledger fills in the ids of the places and the source below.
    public var facts: ScanFacts
    /// What the code may be looked up by, the likeliest first; never empty.
    public var keys: [String]
    /// What an item learns the code by, once someone says what an unknown scan was.
    public var keyToLearn: String
    /// The item that a person named in place of a code; nil for what the code stands for.
    public var item: ItemID?
    /// Where it was put, taken from or counted.
    public var place: PlaceReference?
    /// Where a move goes.
    public var to: PlaceReference?
    /// Who gave it.
    public var source: SourceReference?
    /// The day it belongs to, where that is not the day on which it happened.
    public var day: CivilDate?
    /// When it happened, by the hub's clock; nil where the sender did not say.
    public var at: Moment?
    /// The time that ``facts`` say, where it was read from their text already.
    package var readAt: Moment?
    /// Whether the sender's clock was found to be more than two minutes off.
    public var isClockOff = false

    /// Whether it is recorded anew by what its code stands for now.
    var isRecordedAgain = false

    /// Whether its code is what it was when it happened: nobody named an item, nor put the scan right.
    var isOfPackThen: Bool { item == nil && !isRecordedAgain }

    /// When it happened by the sender's own clock; nil where the sender did not say.
    var saidAt: Moment? { readAt ?? facts.at.flatMap { Moment($0) } }

    /// A scan as its sender says it, at no place yet.
    public init(id: EntryID, facts: ScanFacts, keys: [String], keyToLearn: String) {
        (self.id, self.facts, self.keys, self.keyToLearn) = (id, facts, keys, keyToLearn)
    }
}

/// How a sender names a place.
public enum PlaceReference: Sendable, Hashable {
    /// As the place's maker named it.
    case id(PlaceID)
    /// Its label code, in its one normal form.
    case code(String)

    /// The id or the code.
    package var text: String {
        switch self {
        case .id(let id): id.description
        case .code(let code): code
        }
    }
}

/// How a person or a program names an item.
public enum ItemReference: Sendable, Hashable {
    /// As its maker named it; one that was joined with another means that one.
    case id(ItemID)
    /// Its whole name, whatever the case, accents, spaces and marks.
    case name(String)
}

/// How a sender names a source.
public enum SourceReference: Sendable, Hashable {
    /// As an earlier answer gave it; it is not looked up.
    case id(SourceID)
    /// Upper and lower case are one; a name that is new becomes a source.
    case name(String)
}

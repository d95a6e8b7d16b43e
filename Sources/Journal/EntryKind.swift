package import Foundation
package import Stock

/// What an entry says: a value whose JSON is the entry's body.
///
/// A new kind never changes an old one. It is a type here, a line of ``EntryKinds/all``, its
/// projection in `Storage` and its words in `Web`. Whoever has an entry asks it, and no list of kinds.
package protocol EntryKind: Codable, Hashable, Sendable {
    /// The kind's name in the journal.
    static var kind: String { get }
    /// The movement that the entry records, one back among them; nil where it records none.
    var movementTold: Movement? { get }
    /// What the entry moves; empty where it moves nothing.
    var lines: [MovementLine] { get }
    /// What makes its lines.
    var linesAre: LineOrigin { get }
    /// What a list of lines calls them: the mode of a scan, or a word of the kind's own.
    var lineWord: String? { get }
    /// The open day that it counts for as it was recorded; nil where it counts for none.
    var countsFor: CivilDate? { get }
    /// The moment whose day it counts for while that is open; nil where that is when it was recorded.
    var dayMoment: Moment? { get }
    /// What the sender said of the scan that the entry began with; nil where it began with none.
    var facts: ScanFacts? { get }
    /// Why its lines only name stock anew, while nothing came or went; nil where something did.
    var nameChange: NameChange? { get }
    /// What its words speak of beside its lines.
    var subjects: EntrySubjects { get }
    /// The item that its request meant, as it was then; nil where a request of the kind names none.
    var itemMeant: ItemID? { get }
    /// The item that someone named, where it is one with that one only since; nil where it is that one.
    var named: ItemID? { get }
    /// The movement that a reversal of the entry takes back; nil where there is none.
    var reversible: Movement? { get }
    /// What undoing the entry does; nil where there is nothing to undo.
    var undo: UndoAction? { get }
    /// The JSON that is stored and hashed.
    func encoded() throws -> Data
}

extension EntryKind {
    package var movementTold: Movement? { nil }
    package var lines: [MovementLine] { movementTold?.lines ?? [] }
    package var linesAre: LineOrigin { movementTold?.isOfWholeBox == true ? .boxes : .goods }
    package var lineWord: String? { facts?.mode.rawValue }
    package var countsFor: CivilDate? { movementTold?.day }
    package var dayMoment: Moment? { movementTold?.happenedAt }
    package var facts: ScanFacts? { movementTold?.scan }
    package var nameChange: NameChange? { nil }
    package var subjects: EntrySubjects { EntrySubjects() }
    package var itemMeant: ItemID? { nil }
    package var named: ItemID? { nil }
    package var reversible: Movement? { movementTold }
    package var undo: UndoAction? { reversible.map { .moveBack($0) } }
    package func encoded() throws -> Data { try EntryJSON.encode(self) }
}

/// What makes an entry's lines.
package enum LineOrigin: Sendable {
    /// Goods that moved, or what was said of them.
    case goods
    /// What went with boxes, or came back with them.
    case boxes
    /// What counts saw.
    case counts
}

/// Why stock goes by another name, or is told in another measure.
package enum NameChange: Sendable {
    /// What stands on packages was put right.
    case lots([LotShift])
    /// Two items are one.
    case joined
    /// They are two again.
    case parted
    /// The item is kept in another measure.
    case converted
}

/// Ids that an entry's words speak of.
package struct EntrySubjects: Sendable {
    package var items: Set<ItemID> = []
    package var places: Set<PlaceID> = []
    package var lots: Set<LotID> = []
    package private(set) var count: CountID?

    package init(items: [ItemID?] = [], places: [PlaceID?] = [], count: CountID? = nil) {
        self.items = Set(items.compactMap { $0 })
        self.places = Set(places.compactMap { $0 })
        self.count = count
    }

    /// All that an entry speaks of, with what some of its lines are of.
    ///
    /// - Parameters:
    ///   - body: What the entry says.
    ///   - first: Lines that are passed over.
    ///   - lines: Lines behind those that are looked at, at the most.
    package init(_ body: any EntryKind, behind first: Int, lines: Int) {
        self = body.subjects
        for line in body.lines.dropFirst(first).prefix(lines) {
            items.insert(line.item)
            places.formUnion([line.from, line.to])
            lots.insert(line.lot)
        }
    }
}

/// What undoing an entry does.
package enum UndoAction: Sendable, Hashable {
    /// A movement the other way is recorded.
    case moveBack(Movement)
    /// A scan of an unknown code is put down as nothing; what someone said that it was is taken back.
    case dismiss
    /// What someone said of a scan is taken back, and the scan waits again.
    case reopen(ScanResolved)
    /// Items that were joined are two again.
    case part(ItemsJoined)
    /// What a completed count posted counts no more.
    case takeBackCount(CountID)
    /// What a scan saw in a count is no part of it.
    case unsee(CountObservation)
    /// A place was never moved by it: it stands where the last of its other moves put it.
    case standBack(PlaceMoved)
    /// A place is used again.
    case useAgain(PlaceRetired)
    /// A code stands for what it stood for before.
    case giveBack(CodeGiven)
}

/// The kinds of entry that this Larder knows.
///
/// A kind that is not among them was written by a newer one: it is kept and shown, and moves nothing.
package enum EntryKinds {
    /// Each kind, once.
    package static let all: [any EntryKind.Type] = [
        HubFounded.self, ItemDefined.self, PlaceMade.self, PlaceMoved.self, Movement.self,
        Reversal.self, UnresolvedScan.self, ScanResolved.self, LabelIssued.self,
        LabelCodesIssued.self, LabelBound.self, DonationLabelled.self, CountOpened.self,
        CountObservation.self, CountCompleted.self, CountTakenBack.self, CountLineTakenBack.self,
        RecountAsked.self, CountDropped.self, DayClosed.self, DayReopened.self, ClockConfirmed.self,
        TimeZoneSet.self,
        CodeGiven.self,
        ScansReopened.self, ItemsJoined.self, ItemsParted.self, LotCorrected.self,
        ItemConverted.self, PlaceRenamed.self, EpochBegun.self, MinimumSet.self,
        PlaceRetired.self, DonorCorrected.self, PictureSet.self,
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })

    /// The kinds that scans are recorded as, of which there are very many.
    package static let plain: [String: @Sendable (Data) -> (any EntryKind)?] = [
        Movement.kind: { JSONReader.read(Movement.self, [UInt8]($0)) },
        Reversal.kind: { JSONReader.read(Reversal.self, [UInt8]($0)) },
        UnresolvedScan.kind: { JSONReader.read(UnresolvedScan.self, [UInt8]($0)) },
        ScanResolved.kind: { JSONReader.read(ScanResolved.self, [UInt8]($0)) },
        CountObservation.kind: { JSONReader.read(CountObservation.self, [UInt8]($0)) },
    ]

    /// Reads a stored body.
    ///
    /// - Returns: Nil for a kind this Larder does not know.
    /// - Throws: `DecodingError` where a known kind's body is not what that kind says.
    package static func read(_ kind: String, _ body: Data) throws -> (any EntryKind)? {
        try plain[kind]?(body) ?? decode(kind, body)
    }

    /// The same by Foundation's decoder, which reads bodies of any form.
    ///
    /// - Throws: `DecodingError` where a known kind's body is not what that kind says.
    package static func decode(_ kind: String, _ body: Data) throws -> (any EntryKind)? {
        try byName[kind].map { try JSONDecoder().decode($0, from: body) }
    }
}

extension Entry {
    /// What the entry says; nil for a kind this Larder does not know.
    ///
    /// - Throws: `DecodingError` where a known kind's body is not what that kind says.
    package func content() throws -> (any EntryKind)? { try EntryKinds.read(kind, body) }
}

/// The one way bodies are turned to bytes and back.
package enum EntryJSON {
    package static func encode(_ body: some Encodable) throws -> Data {
        try OrderedJSONEncoder.encode(body)
    }

    package static func decode<Body: Decodable>(_ body: Data) throws -> Body {
        try JSONDecoder().decode(Body.self, from: body)
    }
}

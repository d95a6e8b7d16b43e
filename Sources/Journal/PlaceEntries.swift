public import Stock

/// A place stands from here on, under the name and label code it was made with.
package struct PlaceMade: EntryKind {
    package static let kind = "placeMade"

    /// Its JSON is the whole body.
    package let place: Place

    package init(place: Place) { self.place = place }

    package init(from decoder: any Decoder) throws { place = try Place(from: decoder) }

    package func encode(to encoder: any Encoder) throws { try place.encode(to: encoder) }
}

/// A place, and with it all that it holds, stands somewhere else.
public struct PlaceMoved: EntryKind {
    package static let kind = "placeMoved"

    /// Nil where nothing was scanned.
    public let scan: ScanFacts?
    /// The place that moved; what stands in it is not named.
    public let place: PlaceID
    /// Where it stands now; nil where it stands by itself.
    public let parent: PlaceID?
    /// Where it stood before; nil in entries that did not say.
    public let before: Position?
    /// The entry that this one takes back.
    public let reverses: EntryID?
    /// When it was moved; nil where that was when it was recorded.
    public let happenedAt: Moment?
    /// What the sender of the scan was told; nil for nothing.
    public package(set) var warnings: [Warning]?
    /// What went with boxes that went out whole since, or did not, as the place stood elsewhere then; nil for nothing.
    public package(set) var goods: BoxGoods?

    /// Lines as of when boxes went.
    public struct BoxGoods: Codable, Hashable, Sendable {
        /// Lots first spoken of here.
        public let lots: [Lot]
        /// To or from where each box went, at its moment.
        public let lines: [MovementLine]
        /// The open day they count for.
        public let day: CivilDate

        package init(lots: [Lot], lines: [MovementLine], day: CivilDate) {
            (self.lots, self.lines, self.day) = (lots, lines, day)
        }
    }

    /// Where a place stood.
    public struct Position: Codable, Hashable, Sendable {
        /// Nil where it stood by itself.
        public let parent: PlaceID?

        package init(parent: PlaceID?) { self.parent = parent }
    }

    package init(
        scan: ScanFacts?, place: PlaceID, parent: PlaceID?, before: Position? = nil,
        reverses: EntryID? = nil, happenedAt: Moment? = nil, warnings: [Warning]? = nil
    ) {
        (self.scan, self.place, self.parent) = (scan, place, parent)
        (self.before, self.reverses) = (before, reverses)
        (self.happenedAt, self.warnings, goods) = (happenedAt, warnings, nil)
    }

    package var lines: [MovementLine] { goods?.lines ?? [] }
    package var countsFor: CivilDate? { goods?.day }
    package var linesAre: LineOrigin { .boxes }
    package var facts: ScanFacts? { scan }
    package var subjects: EntrySubjects { EntrySubjects(places: [place, parent]) }
    package var undo: UndoAction? {
        reverses == nil && before != nil ? .standBack(self) : nil
    }
}

/// A place goes by another name from here on.
public struct PlaceRenamed: EntryKind {
    package static let kind = "placeRenamed"

    /// The place itself; its label code stays.
    public let place: PlaceID
    /// 1 to 100 characters.
    public let name: String

    package init(place: PlaceID, name: String) { (self.place, self.name) = (place, name) }

    package var subjects: EntrySubjects { EntrySubjects(places: [place]) }
}

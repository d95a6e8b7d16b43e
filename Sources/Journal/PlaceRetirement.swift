public import Stock

/// A place is used no more, and lists leave it out, until something is put there; or that is taken back.
public struct PlaceRetired: EntryKind {
    package static let kind = "placeRetired"

    /// The place itself; its label stays on it.
    public let place: PlaceID
    /// The entry that this one takes back.
    public let reverses: EntryID?

    package init(place: PlaceID, reverses: EntryID? = nil) {
        (self.place, self.reverses) = (place, reverses)
    }

    package var subjects: EntrySubjects { EntrySubjects(places: [place]) }
    package var undo: UndoAction? { reverses == nil ? .useAgain(self) : nil }
}

public import Stock

extension Movement: EntryKind {
    package static let kind = "movement"

    package var movementTold: Movement? { self }
    package var subjects: EntrySubjects { EntrySubjects(items: [item], places: [place]) }
    package var undo: UndoAction? { reverses == nil ? .moveBack(self) : nil }
}

/// A movement that goes the other way of one before it, which stays as it is.
package struct Reversal: EntryKind {
    package static let kind = "reversal"

    /// The movement back, which says what it ``Movement/reverses``; its JSON is the whole body.
    package let movement: Movement

    package init(_ movement: Movement) { self.movement = movement }

    package init(from decoder: any Decoder) throws { movement = try Movement(from: decoder) }

    package var movementTold: Movement? { movement }
    /// It is not taken back itself.
    package var reversible: Movement? { nil }
    package var lineWord: String? { Self.kind }
    package var subjects: EntrySubjects { movement.subjects }
    package func encode(to encoder: any Encoder) throws { try movement.encode(to: encoder) }
}

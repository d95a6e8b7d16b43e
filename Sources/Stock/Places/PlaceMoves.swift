/// What an entry told of where a place was put.
public struct PlaceMove: Hashable, Sendable {
    /// When it was moved.
    public let moment: Moment
    /// The entry's number.
    public let seq: Int64
    /// Where it was put; nil where it stands by itself since.
    public let parent: PlaceID?
    /// The entry that took the move back; nil while it stands.
    public let undone: Int64?

    /// A move, by one entry, and whether another took it back.
    public init(moment: Moment, seq: Int64, parent: PlaceID?, undone: Int64? = nil) {
        (self.moment, self.seq, self.parent, self.undone) = (moment, seq, parent, undone)
    }
}

/// All that is told of where one place was put, whatever was told first.
///
/// A place stands where the last of its moves put it, by when they happened. A move that was taken back never happened.
public struct PlaceMoves: Hashable, Sendable {
    /// Where it stood before all of them; nil where it stood by itself.
    public let first: PlaceID?
    /// In the order in which they happened.
    private let moves: [PlaceMove]

    /// The moves of one place, in any order.
    public init(from first: PlaceID?, _ moves: some Sequence<PlaceMove> = []) {
        self.first = first
        self.moves = moves.sorted { ($0.moment, $0.seq) < ($1.moment, $1.seq) }
    }

    /// Where the place stood at a moment, or stands by now; by what was told up to an entry.
    public func parent(at moment: Moment = .latest, asOf seq: Int64 = .max) -> PlaceID? {
        let last = moves.last { move in
            move.moment <= moment && move.seq <= seq && move.undone.map { $0 > seq } ?? true
        }
        return if let last { last.parent } else { first }
    }

    /// With one more, which is told after all others.
    public func adding(_ parent: PlaceID?, at moment: Moment) -> PlaceMoves {
        PlaceMoves(from: first, moves + [PlaceMove(moment: moment, seq: .max, parent: parent)])
    }

    /// Without the one that an entry told of.
    public func without(_ seq: Int64) -> PlaceMoves {
        PlaceMoves(from: first, moves.filter { $0.seq != seq })
    }
}

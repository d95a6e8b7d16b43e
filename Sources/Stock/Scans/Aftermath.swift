/// What a fact makes of what is known to have come after it: from its moment on, box after box that went with what it
/// changed, and between them the counts that saw that.
public struct Aftermath: Sendable {
    /// What happened to an item, or did not after all; each at its own moment or at ``moment``.
    private let changed: [MovementLine]
    /// The earliest of these moments.
    private let moment: Moment
    /// The entry that told of it first: of one moment, what was told first was first.
    private let seq: Int64
    /// What completed counts saw of the item.
    private let figures: [CountAnchor]
    /// Places where stock is.
    private let storage: Set<PlaceID>

    /// A fact of one item.
    public init(
        of lines: [MovementLine], at moment: Moment, toldBy seq: Int64 = .max,
        seenBy figures: [CountAnchor], in storage: Set<PlaceID>
    ) {
        (changed, self.moment, self.seq) = (lines, moment, seq)
        (self.figures, self.storage) = (figures, storage)
    }

    /// The lines that stand beside the fact's own, each as of its count or box.
    ///
    /// A box was empty after it had gone. So what was in it besides, as is known only now, went where it went, then, and
    /// what was in it less did not. A count that saw the box before it went keeps what it saw, so that the box goes with that.
    ///
    /// - Parameters:
    ///   - nextBox: The first box that went after a moment, and held one of some places then; nil for none.
    ///   - corrections: What keeps figures true of what so many lines changed since a moment.
    ///   - goods: What goes with a box, or comes back, by what was there besides before it went.
    /// - Returns: None where nothing came after it.
    /// - Throws: What these throw, or `StockFault`.
    public func lines(
        nextBox: (_ after: Moment, _ seq: Int64, _ holding: Set<PlaceID>) throws -> BoxOut?,
        corrections: (_ of: [MovementLine], _ since: Moment, _ figures: [CountAnchor]) throws
            -> [MovementLine],
        goods: (_ with: BoxOut, _ changes: [LotAtPlace: Quantity]) throws -> [MovementLine]
    ) throws -> [MovementLine] {
        var beside: [MovementLine] = []
        var (since, told) = (moment, seq)
        func next() throws -> BoxOut? {
            let changes = try (changed + beside).changes(in: storage)
            return try nextBox(since, told, Set(changes.keys.map(\.place)))
        }
        while true {
            let end = try next()?.moment ?? .latest
            let seen = figures.filter { $0.moment < end || end == .latest }
            if seen.contains(where: { $0.moments.lowerBound >= since }) {
                beside += try corrections(changed + beside, since, seen)
            }
            // What a count had adjusted may have been in another box, which went before.
            guard let box = try next() else { return beside }
            let earlier = (changed + beside).filter { $0.at ?? .earliest < box.moment }
            let changes = try earlier.changes(in: storage).filter { $0.value != .zero }
            if !changes.isEmpty { beside += try goods(box, changes) }
            (since, told) = (box.moment, box.seq)
        }
    }
}

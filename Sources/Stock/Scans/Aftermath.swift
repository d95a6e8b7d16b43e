/// What a fact makes of what is known to have come after it: from its moment on, box after box that went with what it
/// changed, and between them the counts that saw that.
public struct Aftermath: Sendable {
    /// What happened to an item, or to what is one with others by now.
    public struct Share: Sendable {
        /// What of the item it was of then; nil for all of it.
        public let part: ItemID?
        /// What changed, or did not after all; each at its own moment or at the fact's.
        public let told: [MovementLine]
        /// What completed counts saw of the part.
        fileprivate let figures: [CountAnchor]
        /// What changed, with what stands beside that by now.
        public fileprivate(set) var lines: [MovementLine]

        /// A share of a fact, before anything stands beside it.
        public init(of part: ItemID? = nil, _ told: [MovementLine], seenBy figures: [CountAnchor]) {
            (self.part, self.told, self.figures, lines) = (part, told, figures, told)
        }
    }

    /// By parts of the item.
    private let shares: [Share]
    /// The earliest of the moments of what happened.
    private let moment: Moment
    /// The entry that told of it first: of one moment, what was told first was first.
    private let seq: Int64
    /// Places where stock is.
    private let storage: Set<PlaceID>

    /// A fact of one item, by the parts of the item that it is of.
    public init(
        of shares: [Share], at moment: Moment, toldBy seq: Int64 = .max, in storage: Set<PlaceID>
    ) {
        (self.shares, self.moment, self.seq, self.storage) = (shares, moment, seq, storage)
    }

    /// The lines that stand beside the fact's own, each as of its count or box.
    ///
    /// A box was empty after it had gone. So what was in it besides, as is known only now, went where it went, then, and
    /// what was in it less did not. A count that saw the box before it went keeps what it saw, so that the box goes with that.
    ///
    /// - Parameters:
    ///   - nextBox: The first box that went after a moment, and held one of some places then; nil for none.
    ///   - corrections: What keeps figures true of what a share changed since a moment.
    ///   - goods: What goes with a box, or comes back, by what was there besides before it went.
    /// - Returns: None where nothing came after it.
    /// - Throws: What these throw, or `StockFault`.
    public func lines(
        nextBox: (_ after: Moment, _ seq: Int64, _ holding: Set<PlaceID>) throws -> BoxOut?,
        corrections: (_ of: Share, _ since: Moment, _ figures: [CountAnchor]) throws
            -> [MovementLine],
        goods: (_ with: BoxOut, _ changes: [LotAtPlace: Quantity]) throws -> [MovementLine]
    ) throws -> [MovementLine] {
        var (shares, beside) = (shares, [MovementLine]())
        var (since, told) = (moment, seq)
        func next() throws -> BoxOut? {
            let changes = try shares.flatMap(\.lines).changes(in: storage)
            return try nextBox(since, told, Set(changes.keys.map(\.place)))
        }
        while true {
            let end = try next()?.moment ?? .latest
            for index in shares.indices {
                let seen = shares[index].figures.filter { $0.moment < end || end == .latest }
                guard seen.contains(where: { $0.moments.lowerBound >= since }) else { continue }
                let corrected = try corrections(shares[index], since, seen)
                shares[index].lines += corrected
                beside += corrected
            }
            // What a count had adjusted may have been in another box, which went before.
            guard let box = try next() else { return beside }
            let earlier = shares.map { share in
                share.lines.filter { $0.at ?? .earliest < box.moment }
            }
            let changes = try earlier.flatMap { $0 }.changes(in: storage)
                .filter { $0.value != .zero }
            if !changes.isEmpty {
                let gone = try goods(box, changes)
                try shares.divide(
                    gone, after: earlier.map { try $0.changes(in: storage) }, in: storage)
                beside += gone
            }
            (since, told) = (box.moment, box.seq)
        }
    }
}

extension [Aftermath.Share] {
    /// Gives each what went of it with a box, of which nothing is left there: what it had changed before, and the last of
    /// them the rest.
    fileprivate mutating func divide(
        _ gone: [MovementLine], after changes: [[LotAtPlace: Quantity]], in storage: Set<PlaceID>
    ) throws(StockFault) {
        for line in gone {
            for (spot, change) in try [line].changes(in: storage) {
                var rest = change
                let changed = indices.filter { changes[$0][spot] ?? .zero != .zero }
                let last = changed.last ?? 0
                for index in changed.dropLast() + [last] {
                    let share =
                        index == last
                        ? rest : try Quantity.zero.subtracting(changes[index][spot] ?? .zero)
                    guard share != .zero else { continue }
                    self[index].lines.append(
                        try MovementLine(
                            changing: spot, of: line.item, by: share,
                            over: line.from == spot.place ? line.to : line.from, at: line.at))
                    rest = try rest.subtracting(share)
                }
            }
        }
    }
}

/// What of the balances of two items that are one is of the joined one, by all that is known to have happened, in the order
/// in which it happened.
///
/// What happened to one of them before they were one is that one's. A box took what it held of each. What went of both
/// otherwise, while they were one, went of the item that it was recorded as; of the joined one where that had no more, until it
/// had again.
public struct JoinedShares: Sendable {
    /// One change of a balance.
    public struct Step: Hashable, Sendable {
        /// Whose it is.
        public enum Owner: Hashable, Sendable {
            /// Of the item that was joined with the other.
            case joined
            /// Of the other one.
            case other
            /// What went with a whole box, or came back.
            case box
            /// Of both, as they were one.
            case both
        }

        /// The lot of the item that both are.
        public let spot: LotAtPlace
        /// When it happened.
        public let moment: Moment
        /// Below zero for what left.
        public let quantity: Quantity
        /// Whose it was.
        public let owner: Owner
        /// Whether it was recorded since they are one: what it took of the joined item comes back once it is taken back.
        public let isRecordedOfBoth: Bool
        /// Whether it is told with its owner's goods that they went with a box, or not after all: it is of that box, where more
        /// of that is told.
        public let isWithBox: Bool

        /// One side of a line.
        public init(
            spot: LotAtPlace, moment: Moment, quantity: Quantity, owner: Owner,
            isRecordedOfBoth: Bool = true, isWithBox: Bool = false
        ) {
            (self.spot, self.moment, self.quantity) = (spot, moment, quantity)
            (self.owner, self.isRecordedOfBoth) = (owner, isRecordedOfBoth)
            self.isWithBox = isWithBox
        }
    }

    /// What went of the joined item's goods with what was recorded of both.
    public struct Loss: Hashable, Sendable {
        /// The lot of the item that both are.
        public let spot: LotAtPlace
        /// When it went with a box; nil for all that went otherwise.
        public let moment: Moment?
        /// Above zero.
        public let quantity: Quantity
    }

    /// How much of each balance is of the joined item; below zero for its own shortfall.
    public private(set) var joined: [LotAtPlace: Quantity]
    /// How much of each balance is of the other one.
    public private(set) var other: [LotAtPlace: Quantity]
    /// What went with boxes, in the order in which it went, then what went otherwise.
    public private(set) var losses: [Loss] = []
    /// What went otherwise; it comes back as the other one has as much again, until a box goes.
    private var lent: [LotAtPlace: Quantity] = [:]
    private var lost: [LotAtPlace: Quantity] = [:]

    /// Goes along all steps.
    ///
    /// - Parameters:
    ///   - joined: What was of the joined item before the first of them.
    ///   - other: What was of the other one then.
    ///   - steps: In any order.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public init(
        joined: [LotAtPlace: Quantity], other: [LotAtPlace: Quantity], steps: [Step]
    ) throws(StockFault) {
        (self.joined, self.other) = (joined, other)
        var course = steps.sorted { $0.moment < $1.moment }[...]
        while let moment = course.first?.moment {
            let end = course.firstIndex { $0.moment > moment } ?? course.endIndex
            try go(on: course[..<end], at: moment)
            course = course[end...]
        }
        self.joined = self.joined.filter { $0.value != .zero }
        for spot in Set(lent.keys).union(lost.keys).sorted() {
            let quantity = try (lent[spot] ?? .zero).adding(lost[spot] ?? .zero)
            guard quantity > .zero else { continue }
            losses.append(Loss(spot: spot, moment: nil, quantity: quantity))
        }
    }

    /// What happens to a balance in one moment.
    private struct Sum {
        var quantity = Quantity.zero
        var isRecordedOfBoth = false
        /// What of the joined item is told to have gone with a box, with its own goods.
        var said = Quantity.zero

        mutating func add(_ step: Step) throws(StockFault) {
            quantity = try quantity.adding(step.quantity)
            isRecordedOfBoth = isRecordedOfBoth || step.isRecordedOfBoth
            if step.owner == .joined { said = try said.subtracting(step.quantity) }
        }
    }

    /// What happens in one moment, each balance once: what was taken back of it never happened.
    private mutating func go(
        on steps: ArraySlice<Step>, at moment: Moment
    ) throws(StockFault) {
        let hasBox = steps.contains { $0.owner == .box }
        func isOfBox(_ step: Step) -> Bool { step.owner == .box || hasBox && step.isWithBox }
        for step in steps where !isOfBox(step) {
            switch step.owner {
            case .joined: try add(step.quantity, to: \.joined, at: step.spot)
            case .other: try add(step.quantity, to: \.other, at: step.spot)
            case .box, .both: continue
            }
        }
        for owner in [Step.Owner.both, .box] {
            var sums: [LotAtPlace: Sum] = [:]
            for step in steps where owner == .box ? isOfBox(step) : step.owner == owner {
                try sums[step.spot, default: Sum()].add(step)
            }
            for (spot, sum) in sums.sorted(by: { $0.key < $1.key }) {
                var share = Quantity.zero
                if sum.quantity < .zero {
                    share = try taken(
                        try Quantity.zero.subtracting(sum.quantity), at: spot,
                        withBox: owner == .box)
                }
                try add(try Quantity.zero.subtracting(share), to: \.joined, at: spot)
                try add(try sum.quantity.adding(share), to: \.other, at: spot)
                if owner == .both {
                    lent[spot] = try (lent[spot] ?? .zero).adding(share)
                } else {
                    lost[spot] = try (lost[spot] ?? .zero).adding(lent[spot] ?? .zero)
                    lent[spot] = nil
                    let unsaid = try share.subtracting(sum.said)
                    if unsaid > .zero, sum.isRecordedOfBoth {
                        losses.append(Loss(spot: spot, moment: moment, quantity: unsaid))
                    }
                }
            }
        }
        for (spot, quantity) in lent where quantity > .zero {
            let back = min(quantity, max(.zero, other[spot] ?? .zero))
            lent[spot] = try quantity.subtracting(back)
            try add(back, to: \.joined, at: spot)
            try add(try Quantity.zero.subtracting(back), to: \.other, at: spot)
        }
    }

    /// How much of what leaves a balance is of the joined item.
    private func taken(
        _ quantity: Quantity, at spot: LotAtPlace, withBox: Bool
    ) throws(StockFault) -> Quantity {
        let own = max(.zero, joined[spot] ?? .zero)
        // A box is empty then.
        if withBox { return own }
        let rest = try quantity.subtracting(max(.zero, other[spot] ?? .zero))
        return min(own, max(.zero, rest))
    }

    private mutating func add(
        _ quantity: Quantity, to shares: WritableKeyPath<Self, [LotAtPlace: Quantity]>,
        at spot: LotAtPlace
    ) throws(StockFault) {
        self[keyPath: shares][spot] = try (self[keyPath: shares][spot] ?? .zero).adding(quantity)
    }
}

/// A lot that goes by another's name from here on, as its label was misread or its item was joined with
/// another.
public struct LotShift: Hashable, Sendable, Codable {
    /// The lot that there is no more of.
    public let from: LotID
    /// The lot that all there is of it belongs to.
    public let to: Lot

    /// One lot under the name of another.
    public init(from: LotID, to: Lot) { (self.from, self.to) = (from, to) }
}

extension Holdings {
    /// The lines that put all there is of some lots under others, at the places where it is.
    ///
    /// Each goes out of the one lot to the edge and comes from there into the other, so that over all
    /// places each lot still adds up to zero. What is short stays short.
    ///
    /// - Parameters:
    ///   - shifts: Lots of these holdings.
    ///   - item: The item that these holdings are of.
    ///   - storage: The places that stock is kept at.
    ///   - edge: The adjustment edge.
    /// - Returns: Two lines for each balance, in the order of places and lots.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func lines(
        shifting shifts: [LotShift], of item: ItemID, in storage: Set<PlaceID>, over edge: PlaceID
    ) throws(StockFault) -> [MovementLine] {
        var lines: [MovementLine] = []
        let targets = Dictionary(shifts.map { ($0.from, $0.to) }) { first, _ in first }
        let held = balances.filter { storage.contains($0.key.place) && $0.value != .zero }
        for (spot, quantity) in held.sorted(by: { $0.key < $1.key }) {
            guard let to = targets[spot.lot], to.id != spot.lot else { continue }
            lines.append(
                try MovementLine(
                    changing: spot, of: item, by: try Quantity.zero.subtracting(quantity),
                    over: edge))
            lines.append(
                try MovementLine(
                    changing: LotAtPlace(place: spot.place, lot: to.id), of: to.key.item,
                    by: quantity, over: edge))
        }
        return lines
    }

    /// The lines that take shifts back.
    ///
    /// Of goods that are there no more, what went since they were put there does not come back. All else does, what is short
    /// of both: a shortfall of each is its own.
    ///
    /// - Parameters:
    ///   - lines: Those of ``lines(shifting:of:in:over:)``, or the same of what came later; these holdings are of the item they
    ///     went to.
    ///   - edge: The adjustment edge.
    ///   - gone: How much went of a balance since; all of it, where nobody says.
    /// - Returns: Two lines for each balance of which something goes back.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    public func lines(
        back lines: [MovementLine], over edge: PlaceID, gone: [LotAtPlace: Quantity]? = nil
    ) throws(StockFault) -> [MovementLine] {
        var back: [MovementLine] = []
        for half in try halves(of: lines, over: edge) {
            let amount = try half.quantity.subtracting(try missing(of: half, gone))
            guard amount != .zero else { continue }
            back.append(
                try MovementLine(
                    changing: half.spot, of: half.item,
                    by: try Quantity.zero.subtracting(amount), over: edge))
            back.append(try half.line(of: amount, over: edge))
        }
        return back
    }

    /// What ``lines(back:over:gone:)`` leaves of the goods, as lines that would bring it.
    ///
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func missing(
        back lines: [MovementLine], over edge: PlaceID, gone: [LotAtPlace: Quantity]? = nil
    ) throws(StockFault) -> [MovementLine] {
        var lacking: [MovementLine] = []
        for half in try halves(of: lines, over: edge) {
            let missing = try missing(of: half, gone)
            if missing > .zero { lacking.append(try half.line(of: missing, over: edge)) }
        }
        return lacking
    }

    private func missing(
        of half: Half, _ gone: [LotAtPlace: Quantity]?
    ) throws(StockFault) -> Quantity {
        let there = balance(half.spot.lot, at: half.spot.place)
        guard half.quantity > there, half.quantity > .zero else { return .zero }
        let short = min(half.quantity, try half.quantity.subtracting(there))
        guard let gone else { return short }
        return max(.zero, min(short, gone[half.spot] ?? .zero))
    }

    /// How much of a balance is of the item that was shifted.
    private struct Half {
        let spot: LotAtPlace
        let item: ItemID
        /// The item and lot that it was of.
        let first: (item: ItemID, lot: LotID)
        var quantity: Quantity

        func line(of amount: Quantity, over edge: PlaceID) throws(StockFault) -> MovementLine {
            try MovementLine(
                changing: LotAtPlace(place: spot.place, lot: first.lot), of: first.item,
                by: amount, over: edge)
        }
    }

    private func halves(
        of lines: [MovementLine], over edge: PlaceID
    ) throws(StockFault) -> [Half] {
        var halves: [LotAtPlace: Half] = [:]
        for index in stride(from: 0, to: lines.count - 1, by: 2) {
            let (out, into) = (lines[index], lines[index + 1])
            let isThere = into.from == edge
            let spot = LotAtPlace(place: isThere ? into.to : into.from, lot: into.lot)
            var half =
                halves[spot]
                ?? Half(
                    spot: spot, item: into.item, first: (out.item, out.lot), quantity: .zero)
            half.quantity =
                isThere
                ? try half.quantity.adding(into.quantity)
                : try half.quantity.subtracting(into.quantity)
            halves[spot] = half
        }
        return halves.values.filter { $0.quantity != .zero }.sorted { $0.spot < $1.spot }
    }
}

extension MovementLine {
    /// The same line of another lot, and of so much of it.
    ///
    /// - Throws: ``StockFault/quantityNotPositive``.
    public func of(
        _ lot: LotID, of item: ItemID, _ quantity: Quantity
    ) throws(StockFault) -> MovementLine {
        try MovementLine(
            item: item, lot: lot, from: from, to: to, quantity: quantity, count: count, at: at)
    }
}

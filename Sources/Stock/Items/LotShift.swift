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

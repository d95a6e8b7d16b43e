import GRDB
package import Journal
package import Stock

/// What completing a count came to.
package struct CountOutcome: Sendable {
    /// One lot's difference at one place.
    package struct Difference: Sendable {
        package let item: ItemID
        package let spot: LotAtPlace
        /// Above zero where more was there than the ledger knew.
        package let quantity: Quantity
    }

    /// A scan whose code nobody knows yet.
    package struct UnknownScan: Sendable {
        package let id: EntryID
        package let facts: ScanFacts
    }

    package let differences: [Difference]
    package let recount: [Item]
    package let unexplained: [UnknownScan]
}

extension Queries {
    /// What a completion came to, with the names it needs.
    ///
    /// - Parameters:
    ///   - completion: What completed a count.
    ///   - known: Items that it has no say about, where more is known by now; nil for those of then.
    /// - Returns: Its differences, and what it left open.
    /// - Throws: ``StockFault/quantityOutOfRange``, or what SQLite says.
    package func outcome(
        of completion: CountCompleted, recount known: [ItemID]? = nil
    ) throws -> CountOutcome {
        let edge = try places(edges: true).first { $0.kind == .adjustment }?.id
        let recount = known ?? completion.recount ?? []
        let items = try items(among: Set(recount))
        return CountOutcome(
            differences: try completion.ownLines.map { line in
                let isFound = line.from == edge
                return CountOutcome.Difference(
                    item: line.item,
                    spot: LotAtPlace(place: isFound ? line.to : line.from, lot: line.lot),
                    quantity: isFound
                        ? line.quantity : try Quantity.zero.subtracting(line.quantity))
            },
            recount: recount.compactMap { items[$0] },
            unexplained: try (completion.unexplained ?? []).compactMap { id in
                try scanFacts(id).map { CountOutcome.UnknownScan(id: id, facts: $0) }
            })
    }
}

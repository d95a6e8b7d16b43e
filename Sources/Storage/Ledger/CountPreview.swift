import Journal
package import Stock

/// What completing a count would post, for someone to look at first.
package struct CountPreview: Sendable {
    /// What was seen of an item, or of one of its lots, beside the ledger.
    package struct Row: Sendable {
        package let item: Item
        /// Nil where the item was counted whatever its dates.
        package let lot: Lot?
        /// Pieces or grams.
        package let seen: Quantity
        /// What is posted; above zero where more is there than the ledger knows.
        package let difference: Quantity
        /// What is there by the ledger.
        package var expected: Int64 { seen.value &- difference.value }
    }

    /// The counted place.
    package let place: Place
    /// What was seen, each differing or not, by the items' names.
    package let rows: [Row]
    /// What was there when the count began, still is by the ledger, and nobody counted: what is posted of each if
    /// nothing is left of it.
    package let uncounted: [Row]
    /// How many more nobody counted; they are not asked about.
    package let more: Int
    /// Items that moved while they were counted or looked for, or that cannot be told for another reason; they stay.
    package let recount: [Item]
    /// Scans whose code nobody knows yet.
    package let unexplained: Int

    /// Stands for all of this: another one stands for another outcome.
    package var digest: String {
        let rows = (rows + uncounted).map {
            "\($0.item.id) \($0.lot?.id.description ?? "-") \($0.seen.value) \($0.difference.value)"
        }
        let rest = recount.map(\.id.description) + ["\(uncounted.count) \(more) \(unexplained)"]
        let text = (["larder-count-preview-v1"] + rows + rest).joined(separator: "\n")
        return EntryID(hashOf: text).description
    }
}

extension Ledger {
    /// Items that someone is asked about at the most, of those that nobody counted.
    private static let askLimit = 300

    /// What completing a count would post as of now; nothing is recorded.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsCompleted``.
    package func previewCompletion(of count: CountID) throws -> CountPreview {
        try requireOpen(count)
        let lines = try Queries(db).lines(of: count)
        let (unseen, moments) = try unseenItems(in: count, among: lines)
        let asked = unseen.prefix(Self.askLimit).map {
            CountedLine(item: $0, lot: nil, seen: .zero, moments: moments)
        }
        let plan = try settlement(
            of: count, lines + asked, uncounted: .leave,
            unexplained: try Queries(db).unexplained(in: count))
        let rows = try plan.differences(over: places.founded(.adjustment)).map {
            figure, difference in
            CountPreview.Row(
                item: try item(figure.item), lot: try figure.lot.map { try currentLot($0) },
                seen: figure.seen, difference: difference)
        }.sorted { ($0.item.name, $0.item.id) < ($1.item.name, $1.item.id) }
        let isAsked = Set(asked.map(\.item))
        func isUncounted(_ row: CountPreview.Row) -> Bool {
            row.lot == nil && isAsked.contains(row.item.id)
        }
        return CountPreview(
            place: try knownPlace(try countPlace(count)),
            rows: rows.filter { !isUncounted($0) },
            uncounted: rows.filter { isUncounted($0) && $0.difference != .zero },
            more: unseen.count - asked.count,
            recount: try (plan.recount ?? []).map { try item($0) },
            unexplained: plan.unexplained?.count ?? 0)
    }

    /// Items of which there was some when a count began and is by now, and that nobody counted whatever their dates; and
    /// from when to when they were looked for.
    private func unseenItems(
        in count: CountID, among lines: [CountedLine]
    ) throws -> ([ItemID], ClosedRange<Moment>) {
        let (moments, places) = try searched(by: count)
        let seen = Set(lines.filter { $0.lot == nil }.map(\.item))
        let unseen = try UncountedRule(.zero).gone(among: items(at: places), seen: seen) {
            try balance($0, nil, at: places, when: moments.lowerBound) != .zero
        }
        return (unseen, moments)
    }
}

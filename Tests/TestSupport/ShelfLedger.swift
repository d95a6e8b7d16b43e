import Stock

/// What the ledger has to say of a bin once every fact has arrived, by the moments of these facts alone.
///
/// The last count that has a say about an item there, and all that came and went after it; whatever arrived in which order.
extension ShelfTruth {
    /// What a count says of an item in its bin.
    private struct Pile {
        let seen: Int64
        let first: Int64
        let last: Int64
        /// The second that the figure holds for.
        let moment: Int64
    }

    /// What came to a spot, or left it.
    private struct Change {
        let at: Int64
        let quantity: Int64
    }

    /// The balance that the ledger has to show.
    func ledger(of spot: Spot) -> Int64 {
        let changes = changes(at: spot)
        let pile = piles(at: spot).filter { pile in
            !changes.contains { $0.at > pile.first && $0.at <= pile.last }
        }.max { $0.moment < $1.moment }
        let later = changes.filter { $0.at > pile?.moment ?? .min }
        return later.reduce(pile?.seen ?? 0) { $0 + $1.quantity }
    }

    private func changes(at spot: Spot) -> [Change] {
        let undone = facts.compactMap { if case .undo(let id) = $0.kind { id } else { nil } }
        return facts.filter { !undone.contains($0.id) }.flatMap { fact -> [Change] in
            switch fact.kind {
            case .scan(let mode, let item, let quantity, let from, let to)
            where item.id == spot.item.id:
                let leaves = mode == .intake ? quantity : -quantity
                return (from == spot.place ? [Change(at: fact.at, quantity: leaves)] : [])
                    + (to == spot.place ? [Change(at: fact.at, quantity: quantity)] : [])
            case .unknown(let item, let quantity, spot.place, _) where item.id == spot.item.id:
                return [Change(at: fact.at, quantity: quantity)]
            case .scan, .unknown, .explain, .undo, .open, .seen, .scanned, .scannedUnknown,
                .complete, .takeBack, .join, .part, .keep:
                return []
            }
        }
    }

    private func piles(at spot: Spot) -> [Pile] {
        facts.compactMap { opened in
            guard case .open(let count, spot.place) = opened.kind, !isTakenBack(count) else {
                return nil
            }
            let typed = facts.filter {
                if case .seen(count, let item, _) = $0.kind {
                    item.id == spot.item.id
                } else {
                    false
                }
            }.max { $0.at < $1.at }
            let scans = facts.filter {
                switch $0.kind {
                case .scanned(count, let item, _), .scannedUnknown(count, let item, _, _):
                    return item.id == spot.item.id && $0.at > typed?.at ?? .min
                default: return false
                }
            }
            let looks = (typed.map { [$0] } ?? []) + scans
            if let first = looks.map(\.at).min(), let last = looks.map(\.at).max() {
                return Pile(
                    seen: looks.reduce(0) { $0 + pieces($1) }, first: first, last: last,
                    moment: last)
            }
            return facts.lazy.compactMap { fact -> Pile? in
                guard case .complete(count, .zero) = fact.kind else { return nil }
                return Pile(seen: 0, first: opened.at, last: fact.at, moment: opened.at)
            }.first
        }
    }

    /// How many pieces were seen, whatever the item was kept in then.
    private func pieces(_ look: Fact) -> Int64 {
        switch look.kind {
        case .seen(_, let item, let seen):
            seen / (item.id == SamplePantry.beans.id && isWeighed(at: look.at) ? Self.grams : 1)
        case .scanned(_, _, let seen), .scannedUnknown(_, _, let seen, _): seen
        default: 0
        }
    }

    private func isTakenBack(_ count: CountID) -> Bool {
        facts.contains { if case .takeBack(count) = $0.kind { true } else { false } }
    }
}

extension ShelfTruth {
    /// What was told, in the order of arrival: to look into a model that ends wrong.
    public func story() -> [String] {
        facts.sorted { ($0.arrives, $0.at) < ($1.arrives, $1.at) }.map {
            "FACT \($0.at) arrives \($0.arrives) \($0.id) \($0.kind)"
        }
    }
}

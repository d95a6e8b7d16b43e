import GRDB
import Journal
import Stock

// What happened to an item before it was joined with another one, or was seen of it, and is told only after that.
extension Ledger {
    /// The item that a sender named, where it is one with others only since a moment; nil where it was all that by then.
    func part(of subject: CountLineRequest.Subject, at moment: Moment?) throws -> ItemID? {
        guard let moment, moment < head.recordedAt, try projector.cache.hasJoins(db) else {
            return nil
        }
        switch subject {
        case .item(let id):
            let joins = try self.joins(of: current(id).id, since: moment)
            guard !joins.isEmpty else { return nil }
            // Whoever names what was joined before means what it was by then.
            var (seen, known) = (id, Set([id]))
            while !joins.contains(where: { $0.item == seen }),
                let into = try Queries(db).successor(of: seen, nil, since: 0)?.item,
                known.insert(into).inserted
            {
                seen = into
            }
            return seen
        case .keys(let keys):
            guard let key = try knownKey(among: keys) else { return nil }
            switch try target([key]) {
            case .item(let item, _), .lot(_, let item):
                return try part(of: item, coded: key, at: moment)
            case .place, nil: return nil
            }
        case .lot: return nil
        }
    }

    /// What was scanned in a count, by what a person named or what its code stood for then.
    func part(
        of target: CodeReferent, by key: String?, named: ItemID?, at moment: Moment?
    ) throws -> ItemID? {
        if let named { return try part(of: .item(named), at: moment) }
        switch target {
        case .item(let item, _), .lot(_, let item):
            return try key.flatMap { try part(of: item, coded: $0, at: moment) }
        case .place: return nil
        }
    }

    /// The item that a code stood for at a moment, where `item` is one with others only since then.
    func part(of item: ItemID, coded key: String, at moment: Moment?) throws -> ItemID? {
        guard let moment, moment < head.recordedAt else { return nil }
        let joins = try self.joins(of: item, since: moment)
        for join in joins {
            let body = try Queries(db).entry(join.until)?.content() as? ItemsJoined
            if body?.codes.contains(key) == true { return join.item }
        }
        return joins.isEmpty ? nil : item
    }

    /// What was joined after a moment and is one with an item by now, the first first.
    private func joins(of item: ItemID, since moment: Moment) throws -> [JoinedPart] {
        guard try projector.cache.hasJoins(db) else { return [] }
        return try Queries(db).lineage(of: item).filter { part in
            try part.until < .max && recordedAt(part.until) > moment
        }.sorted { $0.until < $1.until }
    }
}

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

// What a count says of one of two items that were joined since.
extension Ledger {
    /// One of two items, as it was before it was joined with the other.
    struct CountedHalf {
        let item: ItemID
        let join: ItemsJoined
        /// The number of the join.
        let seq: Int64
    }

    /// The one of two items that a completed count saw by itself before they were one: of the other it says nothing.
    ///
    /// Nil where it saw both, or was completed when they were one, and of items that were joined with several since.
    func half(
        of item: ItemID, seenBy lines: [CountedLine], in count: CountID
    ) throws -> CountedHalf? {
        guard try projector.cache.hasJoins(db) else { return nil }
        let queries = Queries(db)
        let named = lines.reduce(into: Set<ItemID>()) { $0.formUnion($1.named) }
        guard !named.isEmpty, lines.allSatisfy({ !$0.named.isEmpty }),
            let completed = try queries.completion(of: count)?.entry.seq
        else { return nil }
        let joins = try queries.lineage(of: item).filter { (completed..<Int64.max) ~= $0.until }
        guard joins.count == 1, let join = joins.first, lines.allSatisfy({ $0.told < join.until }),
            let body = try queries.entry(join.until)?.content() as? ItemsJoined, body.into == item
        else { return nil }
        let isOfJoined = try named.map {
            try queries.became($0, body.item, before: join.until)
        }
        guard Set(isOfJoined).count == 1 else { return nil }
        let (half, other) = isOfJoined[0] ? (body.item, item) : (item, body.item)
        // What it once said of the other, or of both, may have to be taken back.
        let isOfOther = try queries.figures(of: item, seeing: other).contains { $0.count == count }
        let sql = """
            SELECT EXISTS (SELECT 1 FROM posting INDEXED BY posting_count
                WHERE count = ? AND item = ? AND seq < ?)
            """
        let hasAdjusted = try Bool.fetchOne(
            db.cachedStatement(sql: sql), arguments: [count.blob, other.blob, join.until])
        return isOfOther || hasAdjusted == true
            ? nil : CountedHalf(item: half, join: body, seq: join.until)
    }

    /// What is known by now to have been of a half at some places at a moment, with all that a count posted of it.
    func share(
        of half: CountedHalf, _ lot: LotID?, at places: [PlaceID], when moment: Moment,
        in count: CountID
    ) throws -> Quantity {
        let shares = try shares(of: half.join, since: half.seq, at: moment, with: count).shares
        let its = half.item == half.join.item ? shares.joined : shares.other
        return try its.reduce(Quantity.zero) { sum, balance in
            places.contains(balance.key.place) && balance.key.lot == lot ?? balance.key.lot
                ? try sum.adding(balance.value) : sum
        }
    }
}

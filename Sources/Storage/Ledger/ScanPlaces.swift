import Journal
import Stock

extension Ledger {
    /// Puts a place, with all it holds, into another; into no place where `parent` is nil.
    ///
    /// What completed counts saw after it is held against where the place stood then.
    ///
    /// - Returns: The entry's number, and what its sender is told.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/placeInsideItself``.
    @discardableResult
    func movePlace(
        _ id: PlaceID, to parent: PlaceID?, scan: ScanFacts?, at happenedAt: Moment? = nil,
        reverses: EntryID? = nil, warnings: [Warning]? = nil, entryID: EntryID
    ) throws -> (seq: Int64, warnings: [Warning]) {
        let place = try knownPlace(id)
        guard place.kind.canBeMade else { throw StorageFault.placeIsAnEdge(place.name) }
        if let parent {
            let target = try knownPlace(parent)
            guard target.kind.isStorage else { throw StorageFault.placeIsAnEdge(target.name) }
            guard !places.wouldLoop(moving: id, into: parent) else {
                throw StorageFault.placeInsideItself
            }
        }
        let moment = happenedAt ?? moment
        let before = try Queries(db).places(at: moment, now: places)[id]?.parent
        func moved(_ warnings: [Warning]?) -> PlaceMoved {
            PlaceMoved(
                scan: scan, place: id, parent: parent, before: .init(parent: before),
                reverses: reverses, happenedAt: happenedAt, warnings: warnings)
        }
        guard try moment <= projector.cache.lastCounted(db) else {
            return (try append(entryID, moved(warnings)).seq, warnings ?? [])
        }
        // What comes after an entry is told with it.
        let told = try preview {
            try append(entryID, moved(warnings))
            return Warning.of(
                try judgeCounts(of: id, from: [before, parent], since: moment, entryID))
        }
        let warnings = told.isEmpty ? warnings : (warnings ?? []) + told
        let seq = try append(entryID, moved(warnings)).seq
        _ = try judgeCounts(of: id, from: [before, parent], since: moment, entryID)
        return (seq, warnings ?? [])
    }

    /// Judges anew what completed counts say of things in a place that, as is told now, stood elsewhere when they saw it.
    private func judgeCounts(
        of id: PlaceID, from parents: [PlaceID?], since moment: Moment, _ move: EntryID
    ) throws -> Set<CountVerdict> {
        let queries = Queries(db)
        let around = parents.compactMap { $0 }.reduce(into: Set<PlaceID>()) { around, parent in
            var next: PlaceID? = parent
            while let place = next, around.insert(place).inserted { next = places[place]?.parent }
        }
        let counts = try queries.counts(seen: moment, at: around)
        guard !counts.isEmpty else { return [] }
        return try items(at: places.within(id), orPostedAfter: moment).reduce(into: []) {
            $0.formUnion(try judge($1, in: counts, after: move))
        }
    }

    func answer(
        moved id: PlaceID, seq: Int64, id entryID: EntryID, warnings: [Warning], isReplay: Bool
    ) throws -> RecordedScan {
        RecordedScan(
            seq: seq, id: entryID, item: nil, lots: [:],
            place: try knownPlace(id, asOf: isReplay ? seq : nil), quantity: .zero, balance: .zero,
            warnings: warnings, isReplay: isReplay)
    }

    /// Everything that was in a box when its own label was scanned, to the edge that the mode names.
    ///
    /// - Throws: ``StorageFault/codeNamesAPlace(_:)`` for a place that is no box, and for another mode.
    func emptying(
        _ id: PlaceID, _ facts: ScanFacts, at happenedAt: Moment?, day: CivilDate
    ) throws -> Movement {
        let box = try knownPlace(id)
        guard box.kind == .box, facts.mode == .distribute || facts.mode == .discard else {
            throw StorageFault.codeNamesAPlace(box.name)
        }
        let moment = happenedAt ?? moment
        let then = try Queries(db).places(at: moment, now: places)
        var movement = try Movement(
            facts, emptying: id, of: try contents(of: then.within(id), when: moment), then, on: day)
        movement.happenedAt = happenedAt
        if try !movement.warnings.contains(.shortfall) && isShort(movement) {
            movement.warnings.append(.shortfall)
        }
        return movement
    }

    /// What is known by now to have been at some storage places at a moment: all there was of each item, in the order
    /// of the items' ids.
    private func contents(
        of places: [PlaceID], when moment: Moment
    ) throws -> [(item: ItemID, stock: Holdings)] {
        guard moment < head.recordedAt else {
            return try items(at: places).map { ($0, try holdings(of: $0)) }
        }
        return try items(at: places, orPostedAfter: moment).map { item in
            let stock = try holdings(of: item)
            return (item, try Queries(db).stock(stock, of: item, at: places, when: moment))
        }
    }

    /// Items of which there is any at some places, or of which any came there or left since a moment.
    func items(
        at places: [PlaceID], orPostedAfter moment: Moment
    ) throws -> [ItemID] {
        let posted = try Queries(db).itemsPosted(at: places, after: moment)
            .map { try current($0).id }
        return Set(try items(at: places) + posted).sorted()
    }

    /// Whether a movement leaves less than nothing of anything in storage.
    func isShort(_ movement: Movement) throws -> Bool {
        try Dictionary(grouping: movement.lines, by: \.item).contains { item, lines in
            try stock(of: item, changedBy: lines).change(by: lines).isShort(in: places)
        }
    }
}

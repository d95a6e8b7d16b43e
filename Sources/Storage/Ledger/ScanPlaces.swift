import Journal
import Stock

extension Ledger {
    /// Puts a place, with all it holds, into another; into no place where `parent` is nil.
    ///
    /// It stands there unless it was moved on since. What completed counts saw after it is held against where the place stood
    /// then.
    ///
    /// - Returns: The entry's number, and what its sender is told.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/placeInsideItself``.
    @discardableResult
    func movePlace(
        _ id: PlaceID, to parent: PlaceID?, scan: ScanFacts?, at happenedAt: Moment? = nil,
        warnings: [Warning]? = nil, entryID: EntryID
    ) throws -> (seq: Int64, warnings: [Warning]) {
        let place = try knownPlace(id)
        guard place.kind.canBeMade else { throw StorageFault.placeIsAnEdge(place.name) }
        if let parent {
            let target = try knownPlace(parent)
            guard target.kind.isStorage else { throw StorageFault.placeIsAnEdge(target.name) }
            guard parent != id else { throw StorageFault.placeInsideItself }
        }
        let moment = happenedAt ?? moment
        let moves = try Queries(db).moves(of: place)
        try refuseLoop(of: place, by: moves.adding(parent, at: moment))
        let moved = PlaceMoved(
            scan: scan, place: id, parent: parent, before: .init(parent: moves.parent(at: moment)),
            happenedAt: happenedAt, warnings: warnings)
        return try append(moved, at: moment, as: entryID)
    }

    /// Puts a place that was scanned into another; no scan is refused for where things stand.
    ///
    /// What is to go into itself stays. What stands in the place that goes into it has come out unseen: it stands beside that
    /// first. Where it was put into it later, the place stays too.
    func move(
        scanned id: PlaceID, _ facts: ScanFacts, at happenedAt: Moment?, warnings: [Warning],
        entryID: EntryID
    ) throws -> (seq: Int64, warnings: [Warning]) {
        let place = try knownPlace(id)
        let moment = happenedAt ?? moment
        let stand = try Queries(db).moves(of: place).parent(at: moment)
        var (to, told) = (facts.to, warnings)
        if let target = facts.to, place.kind.canBeMade {
            func isLoop() throws -> Bool {
                let next = try Queries(db).moves(of: place).adding(target, at: moment).parent()
                return next.map { $0 == id || places.wouldLoop(moving: id, into: $0) } ?? false
            }
            if try target != id && isLoop() && isOut(of: id, target, at: stand, since: moment) {
                try movePlace(
                    target, to: stand, scan: nil, at: happenedAt,
                    entryID: EntryID(hashOf: "larder-came-out-v1\n\(entryID)"))
            }
            if try target == id || isLoop() { (to, told) = (stand, warnings + [.alreadyThere]) }
        }
        return try movePlace(
            id, to: to, scan: facts, at: happenedAt, warnings: told.isEmpty ? nil : told,
            entryID: entryID)
    }

    /// Whether a place would not be in another one by now, had it been put elsewhere at a moment.
    private func isOut(
        of box: PlaceID, _ id: PlaceID, at parent: PlaceID?, since moment: Moment
    ) throws -> Bool {
        let next = try Queries(db).moves(of: try knownPlace(id)).adding(parent, at: moment).parent()
        return next.map { !places.within(box).contains($0) } ?? true
    }

    /// Takes the move of a place back: the place stands where the last of its other moves put it.
    ///
    /// - Throws: ``StorageFault/placeInsideItself``.
    func takeBack(
        _ moved: PlaceMoved, of id: EntryID, since seq: Int64, entryID: EntryID
    ) throws {
        let place = try knownPlace(moved.place)
        let moment = try happenedAt(moved.happenedAt, in: seq)
        let moves = try Queries(db).moves(of: place)
        let others = moves.without(seq)
        try refuseLoop(of: place, by: others)
        _ = try append(
            PlaceMoved(
                scan: nil, place: place.id, parent: others.parent(at: moment),
                before: .init(parent: moves.parent(at: moment)), reverses: id, happenedAt: moment),
            at: moment, as: entryID)
    }

    /// Refuses what would put a place into itself as things stand now.
    private func refuseLoop(of place: Place, by moves: PlaceMoves) throws {
        let parent = moves.parent()
        guard parent != place.parent, let parent else { return }
        guard !places.wouldLoop(moving: place.id, into: parent) else {
            throw StorageFault.placeInsideItself
        }
    }

    /// Records the move of a place with all that boxes which went out, and completed counts, make of it.
    private func append(
        _ moved: PlaceMoved, at moment: Moment, as entryID: EntryID
    ) throws -> (seq: Int64, warnings: [Warning]) {
        var moved = moved
        let isCounted = try moment <= projector.cache.last.counted(db)
        func judgeAll() throws -> Set<CountVerdict> {
            guard isCounted else { return [] }
            let told = try judgeCounts(
                of: moved.place, from: [moved.before?.parent, moved.parent], since: moment, entryID)
            // What went with a box, or did not, counts may know better.
            if try moment <= projector.cache.last.boxOut(db) {
                let items = try itemsCounted(at: places.within(moved.place), since: moment)
                try judgeOthers(
                    than: [], of: items.union(moved.lines.map(\.item)), since: moment,
                    after: entryID)
            }
            return told
        }
        guard try isCounted || moment <= projector.cache.last.boxOut(db) else {
            return (try append(entryID, moved).seq, moved.warnings ?? [])
        }
        let before = try boxesOut(after: moment, holding: moved.place)
        // What comes after an entry is told with it.
        let goods = try preview {
            try append(entryID, moved)
            return try goingWithBoxes(before, by: moved.place, since: moment)
        }
        if !goods.lines.isEmpty {
            let day = try openDay()
            moved.goods = .init(
                lots: goods.lots, lines: try booked(goods.lines, on: day), day: day)
        }
        if isCounted {
            let told = try preview {
                try append(entryID, moved)
                return Warning.of(try judgeAll())
            }
            if !told.isEmpty { moved.warnings = (moved.warnings ?? []) + told }
        }
        let seq = try append(entryID, moved).seq
        _ = try judgeAll()
        return (seq, moved.warnings ?? [])
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

import Foundation
import GRDB
import Journal
public import Stock

extension Ledger {
    /// Gives a known item other facts; where there is stock of it, another measure needs the weight of a
    /// piece, by which all there is and the packs of its codes are converted.
    ///
    /// - Parameters:
    ///   - item: All of it, as it is from here on.
    ///   - gramsPerPiece: The weight of a piece, above 0; nil where the measure stays, or there is no
    ///     stock.
    /// - Returns: What it did.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, ``StorageFault/itemIsJoined(item:into:)``,
    ///   ``StorageFault/measureInUse(_:)``, a `StockFault` for what cannot be kept.
    public func changeItem(_ item: Item, gramsPerPiece: Int64? = nil) throws -> ItemChange {
        let known = try self.item(item.id)
        try refuseJoined(item.id)
        guard known.measure != item.measure, let gramsPerPiece else {
            return try mergeItem(item, codes: [])
        }
        try convert(item, gramsPerPiece: gramsPerPiece)
        try settleScans(of: item.id)
        return .changed
    }

    /// Keeps an item in another measure from here on: all there is of it, and the packs of its codes.
    func convert(_ item: Item, gramsPerPiece: Int64) throws {
        let conversion = try MeasureConversion(to: item.measure, gramsPerPiece: gramsPerPiece)
        var converted = item
        converted.unitWeightGrams = gramsPerPiece
        let codes = try Queries(db).item(item.id)?.codes ?? []
        let body = ItemConverted(
            item: converted, conversion: conversion,
            codes: try codes.map {
                PackCode(code: $0.code, key: $0.key, pack: try conversion.pack($0.pack))
            },
            lines: try conversion.lines(
                for: try holdings(of: item.id), of: item.id, in: places.storage,
                over: places.founded(.adjustment)),
            day: try openDay())
        try append(freshEntryID(), body)
    }

    /// By how many grams all there is of an item would weigh more as whole pieces than it does.
    ///
    /// - Returns: Below zero for less; nil where each lot comes out even.
    package func gramsRounded(of id: ItemID, gramsPerPiece: Int64) throws -> Int64? {
        let conversion = try MeasureConversion(to: .each, gramsPerPiece: gramsPerPiece)
        return try conversion.gramsRounded(of: holdings(of: id), in: places.storage)
    }

    /// - Throws: ``StorageFault/itemIsJoined(item:into:)``.
    package func refuseJoined(_ id: ItemID) throws {
        let into = try projector.cache.current(id, db)
        guard into == id else { throw StorageFault.itemIsJoined(item: id, into: into) }
    }
}

extension Ledger {
    /// Two items that are the same are one from here on: codes, labels, stock and scans that wait go
    /// over to the other, and whoever names the one means the other.
    ///
    /// - Parameters:
    ///   - id: The item that is not spoken of any more; what was recorded of it stays.
    ///   - reference: The item that both are.
    ///   - entryID: The new entry's; the same request again changes nothing. Its reversal parts them.
    /// - Returns: The item that both are, and whether the same request had come before.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, ``StorageFault/itemIsJoined(item:into:)``,
    ///   ``StorageFault/itemsAreTheSame``, ``StorageFault/measuresDiffer`` where there is stock of the
    ///   first, ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func joinItems(
        _ id: ItemID, into reference: ItemReference, entryID: EntryID
    ) throws -> (item: ItemID, isReplay: Bool) {
        let other = try itemID(reference, asIn: entryID)
        if let known = try entry(entryID) {
            guard let body = known.body as? ItemsJoined, body.item == id,
                try other == current(body.into).id
            else { throw StorageFault.idExistsWithDifferentContent(entryID) }
            return (other, true)
        }
        let item = try item(id)
        try refuseJoined(id)
        let into = try current(other)
        guard into.id != id else { throw StorageFault.itemsAreTheSame }
        let stock = try holdings(of: id)
        guard item.measure == into.measure || stock.isEmpty(in: places.storage) else {
            throw StorageFault.measuresDiffer
        }
        let codes = try codes(of: id)
        let held = stock.balances.filter {
            $0.value != .zero && places.storage.contains($0.key.place)
        }
        let lots = Set(held.keys.map(\.lot)).union(codes.compactMap(\.lot)).sorted().compactMap {
            stock.lots[$0].map { lot in
                LotShift(from: lot.id, to: projector.cache.lot(lot.key.of(into.id)))
            }
        }
        let body = ItemsJoined(
            item: id, into: into.id, codes: codes.map(\.key), lots: lots,
            lines: try stock.lines(
                shifting: lots, of: id, in: places.storage, over: places.founded(.adjustment)),
            day: try openDay())
        try append(entryID, body)
        try settleScans(of: into.id)
        return (into.id, false)
    }

    /// Parts two items that a join made one: the codes go back that nobody gave anew since, and what the first has by its own
    /// facts, as far as it is still there.
    func part(_ joined: ItemsJoined, _ join: EntryID, entryID: EntryID) throws {
        let sql = """
            SELECT item_join.seq FROM item_join JOIN journal ON journal.seq = item_join.seq
            WHERE journal.id = ?
            """
        guard let seq = try Int64.fetchOne(db, sql: sql, arguments: [join.blob]) else {
            throw StorageFault.alreadyReversed(join)
        }
        try refuseJoined(joined.into)
        let queries = Queries(db)
        guard try queries.conversion(of: joined.into, since: seq) == nil else {
            throw StorageFault.measuresDiffer
        }
        let (wanted, lots) = (Set(joined.codes), Set(joined.lots.map(\.to.id)))
        let named = try Set(queries.codes(of: joined.into, named: joined.item, since: seq))
        let codes = try codes(of: joined.into).filter { code in
            named.contains(code.key)
                || wanted.contains(code.key) && code.lot.map { lots.contains($0) } ?? true
        }
        let (own, spoken, missing) = try ownFacts(of: joined, since: seq)
        let counts = try queries.counts(seeing: joined.into, since: seq)
        let completed =
            try counts.filter { try isLate($0) }
            + queries.counts(
                of: joined.into, by: queries.uncountedWords(completedSince: recordedAt(seq)))
        try append(
            entryID,
            ItemsParted(
                join: join, of: joined, codes: codes.map(\.key), lines: own, day: try openDay(),
                counts: counts, spoken: spoken, missing: missing))
        // What those counts saw was of one item, and is of two.
        for item in [joined.item, joined.into] {
            try judge(item, in: Set(completed).sorted(), after: entryID)
        }
    }

    /// What goes back to a joined item: two lines for each balance of which some is its own by the facts of each; lots of it that
    /// nobody has spoken of; and what went of its goods while both were one, as lines that would bring it.
    private func ownFacts(
        of joined: ItemsJoined, since seq: Int64
    ) throws -> (lines: [MovementLine], spoken: [Lot], missing: [MovementLine]) {
        let (shares, lots) = try shares(of: joined, since: seq)
        let edge = places.founded(.adjustment)
        func own(_ lot: LotID) -> Lot? {
            lots[lot].map { projector.cache.lot($0.key.of(joined.item)) }
        }
        var lines: [MovementLine] = []
        for (spot, quantity) in shares.joined.sorted(by: { $0.key < $1.key }) {
            guard let lot = own(spot.lot) else { continue }
            lines += [
                try MovementLine(
                    changing: spot, of: joined.into, by: Quantity.zero.subtracting(quantity),
                    over: edge),
                try MovementLine(
                    changing: LotAtPlace(place: spot.place, lot: lot.id), of: joined.item,
                    by: quantity, over: edge),
            ]
        }
        let missing = try shares.losses.compactMap { loss in
            try own(loss.spot.lot).map { lot in
                try MovementLine(
                    changing: LotAtPlace(place: loss.spot.place, lot: lot.id), of: joined.item,
                    by: loss.quantity, over: edge, at: loss.moment)
            }
        }
        let named = Set((lines + missing).map(\.lot))
        let known = lots.keys.sorted().compactMap(own).filter { named.contains($0.id) }
        return (lines, try unspoken(known), missing)
    }

    /// What stands for an item or one of its lots, by key.
    func codes(of item: ItemID) throws -> [(key: String, lot: LotID?)] {
        let sql = "SELECT key, lot FROM code WHERE item = ? ORDER BY key"
        return try Row.fetchAll(db, sql: sql, arguments: [item.blob]).map { row in
            (row["key"], try (row["lot"] as Data?).map { try LotID(column: $0) })
        }
    }
}

extension Ledger {
    /// Puts right what was read off a lot's package: all there is of it, wherever it is, and its label
    /// are of the lot with the right facts from here on.
    ///
    /// - Parameters:
    ///   - id: A lot that an entry spoke of; one that was put right before is the right one.
    ///   - facts: The date and the lot number by what was read; nil where there is none.
    ///   - entryID: The new entry's, where something changes.
    /// - Returns: The lot as it is now.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, a `StockFault` for what cannot be kept.
    public func correctLot(
        _ id: LotID, _ facts: (LotKey) -> (dateLabel: DateLabel?, number: String?),
        entryID: EntryID
    ) throws -> Lot {
        let lot = try currentLot(id)
        let (label, number) = facts(lot.key)
        let right = projector.cache.lot(lot.key.corrected(dated: label, number: number))
        guard right.id != lot.id else { return lot }
        let codes = try String.fetchAll(
            db, sql: "SELECT key FROM code WHERE lot = ? ORDER BY key", arguments: [lot.id.blob])
        let shifts = [LotShift(from: lot.id, to: right)]
        let body = LotCorrected(
            lots: shifts, codes: codes,
            lines: try holdings(of: lot.key.item).lines(
                shifting: shifts, of: lot.key.item, in: places.storage,
                over: places.founded(.adjustment)),
            day: try openDay())
        try append(entryID, body)
        return right
    }

    /// The lot that a lot is by now: of the item that its own was joined with, and the one that it was
    /// said to be, unless there is some of it again or nobody has spoken of that one.
    func currentLot(_ id: LotID) throws -> Lot {
        var lot = try knownLot(id)
        for _ in 0..<100 {
            let stock = try holdings(of: lot.key.item)
            let isThere = places.storage.contains { stock.balance(lot.id, at: $0) != .zero }
            guard !isThere,
                let next = try Queries(db).successor(of: lot.key.item, lot, since: 0)?.lot,
                try Queries(db).lot(next.id) != nil
            else { break }
            lot = next
        }
        return lot
    }

    /// A movement that was recorded as the entry `seq`, as it would be recorded now: of the lots and
    /// items that those it names became since, in the measure that they are kept in.
    ///
    /// - Returns: The movement, its lots that no entry has spoken of, and the items that its lines were of when it happened.
    func asItIsNow(
        _ movement: Movement, since seq: Int64
    ) throws -> (Movement, lots: [Lot], parts: [ItemID]) {
        let queries = Queries(db)
        let parts = movement.lines.map { movement.part ?? $0.item }
        guard try queries.hasCorrections(since: seq) else { return (movement, [], parts) }
        var now = movement
        var (lots, kept) = ([Lot](), [ItemID]())
        now.lines = []
        for (line, part) in zip(movement.lines, parts) {
            guard let (line, lot) = try self.now(line, of: part, since: seq) else {
                continue
            }
            now.lines.append(line)
            lots.append(lot)
            kept.append(part)
        }
        now.item = try movement.item.map { item in
            let part = movement.part ?? item
            return try current(isApart(part, item) ? part : item).id
        }
        return (now, try unspoken(lots), kept)
    }

    /// Those of some lots that no entry has spoken of.
    func unspoken(_ lots: [Lot]) throws -> [Lot] {
        let known = try Queries(db).lots(among: Set(lots.map(\.id)))
        var found: [Lot] = []
        for lot in lots where known[lot.id] == nil && !found.contains(lot) { found.append(lot) }
        return found
    }

    /// Says how much of an item the hub wants at least; where that is known, nothing is written.
    ///
    /// - Parameters:
    ///   - item: One that is spoken of itself.
    ///   - minimum: Pieces or grams, above zero; nil where nobody says any more.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, ``StorageFault/itemIsJoined(item:into:)``.
    package func setMinimum(of item: ItemID, to minimum: Quantity?) throws {
        _ = try self.item(item)
        try refuseJoined(item)
        guard try Queries(db).minimums(of: [item])[item] != minimum?.value else { return }
        try append(freshEntryID(), MinimumSet(item: item, minimum: minimum))
    }
}

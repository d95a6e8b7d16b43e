import Foundation
import GRDB
import Journal
import Stock

// A box that was handed out whole took along all that was in it, also what is told only later.
extension Ledger {
    /// Lines beside others, and the lots that no entry has spoken of.
    typealias SpokenLines = (lines: [MovementLine], lots: [Lot])

    /// What of an item goes out with a box, or comes back, by some changes before it went that are in no entry yet; see
    /// ``BoxContent/goingToo(_:with:at:)``.
    ///
    /// - Throws: A fault of the database, or `StockFault`.
    func goingToo(
        with box: BoxOut, _ item: ItemID, _ changes: [LotAtPlace: Quantity]
    ) throws -> SpokenLines {
        let (content, lots) = try content(of: box, item)
        let lines = try content.goingToo(item, with: changes, at: box.moment)
        let spoken = Set(lines.map(\.lot))
        return (lines, try unspoken(lots.filter { spoken.contains($0.id) }))
    }

    /// What is known by now of an item in a box before it went, and the lots of what went.
    func content(of box: BoxOut, _ item: ItemID) throws -> (BoxContent, lots: [Lot]) {
        let (own, edge) = try goods(of: box)
        let told = try toldLater(of: box, to: edge)
        let halves = try goodsOfHalves(with: box, to: edge)
        let (gone, after) = (
            (own.lines + told.goods.map(\.line) + halves.lines).filter { $0.item == item },
            told.after.filter { $0.item == item }
        )
        let queries = Queries(db)
        let inside = Set(try queries.places(at: box.moment, now: places).within(box.place))
        let went = try gone.changes(in: places.storage)
        let since = try (gone + after).changes(in: places.storage)
        try flush()
        var held = try queries.stock(
            try holdings(of: item), of: item,
            at: inside.union(since.keys.map(\.place)).sorted(), when: box.moment)
        for (spot, change) in since { try held.add(Quantity.zero.subtracting(change), at: spot) }
        return (
            BoxContent(places: inside, held: held, went: went, edge: edge),
            own.lots + told.goods.map(\.lot) + halves.lots
        )
    }

    /// All there is of an item; of those of some places that went with boxes after a moment, what there was before they went.
    func stock(of item: ItemID, at places: Set<PlaceID>, since moment: Moment) throws -> Holdings {
        var stock = try holdings(of: item)
        var left = places
        while let box = try boxOut(after: moment, holding: left) {
            let content = try content(of: box, item).0
            for (spot, quantity) in content.held.balances
            where content.places.contains(spot.place) && left.contains(spot.place) {
                stock.set(quantity, at: spot)
            }
            left.subtract(content.places)
        }
        return stock
    }

    /// What went with a box as was known when it went, of the lots of now, and where to.
    private func goods(of box: BoxOut) throws -> (lines: SpokenLines, edge: PlaceID) {
        guard let out = try entry(box.entry)?.body as? Movement else {
            throw StorageFault.entryNotFound(box.entry.description)
        }
        let edge = places.founded(out.scan?.mode == .discard ? .discarded : .distributed)
        let (now, lots, _) = try asItIsNow(out, since: box.seq)
        return ((now.lines.filter(\.isOwn), lots), edge)
    }

    /// The first box that went out whole after a moment, and held one of some places then.
    ///
    /// - Parameters:
    ///   - moment: When something happened.
    ///   - seq: The entry that told of it: of one moment, what was told first was first.
    ///   - held: Places, of which one stood in the box or is the box.
    ///   - undone: The entry of a box that did not go after all.
    /// - Returns: Nil where none did.
    /// - Throws: A fault of the database.
    func boxOut(
        after moment: Moment, toldBy seq: Int64 = .max, holding held: Set<PlaceID>,
        without undone: EntryID? = nil
    ) throws -> BoxOut? {
        guard !held.isEmpty, moment <= (try projector.cache.last.boxOut(db)) else { return nil }
        let queries = Queries(db)
        let around = try queries.places(everAround: held, now: places).sorted()
        let sql = """
            SELECT * FROM box_out WHERE place IN (\(marks(around.count))) AND moment >= ? ORDER BY moment, seq
            """
        var arguments = StatementArguments(around.map(\.blob))
        arguments += [moment.microseconds]
        for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments) {
            let box = BoxOut(
                entry: try EntryID(column: row["entry"]), seq: row["seq"],
                place: try PlaceID(column: row["place"]),
                moment: Moment(microseconds: row["moment"]))
            guard box.isAfter(moment, toldBy: seq), box.entry != undone else { continue }
            let then = try queries.places(at: box.moment, now: places)
            if !held.isDisjoint(with: then.within(box.place)) { return box }
        }
        return nil
    }

    /// All boxes that went out whole after a moment, and held a place then, with all that stands in it.
    func boxesOut(after moment: Moment, holding place: PlaceID) throws -> [BoxOut] {
        let held = Set(places.within(place))
        var boxes: [BoxOut] = []
        while let box = try boxOut(
            after: boxes.last?.moment ?? moment, toldBy: boxes.last?.seq ?? .max, holding: held)
        { boxes.append(box) }
        return boxes
    }

    /// Whether a box that held one of some places went out whole between two moments.
    func isBoxOut(
        between one: Moment, and other: Moment, holding held: [PlaceID]
    ) throws -> Bool {
        let (first, last) = (min(one, other), max(one, other))
        return try boxOut(after: first, holding: Set(held)).map { $0.moment <= last } ?? false
    }

    /// What goes out with boxes, or comes back, as a place stood elsewhere when they went, as is told by now.
    ///
    /// - Parameters:
    ///   - before: Those that held the place as was known before.
    ///   - place: What stood elsewhere.
    ///   - moment: Since when.
    /// - Returns: Lines to or from where each box went, as of when it went.
    /// - Throws: A fault of the database, or `StockFault`.
    func goingWithBoxes(
        _ before: [BoxOut], by place: PlaceID, since moment: Moment
    ) throws -> SpokenLines {
        let after = try boxesOut(after: moment, holding: place)
            .filter { box in !before.contains { $0.entry == box.entry } }
        let boxes = (before + after).sorted { ($0.moment, $0.seq) < ($1.moment, $1.seq) }
        guard !boxes.isEmpty else { return ([], []) }
        var all: SpokenLines = ([], [])
        for item in try items(at: places.within(place), orPostedAfter: moment) {
            var lines: [MovementLine] = []
            for box in boxes {
                let earlier = lines.filter { $0.at ?? .earliest < box.moment }
                let more = try goingToo(with: box, item, earlier.changes(in: places.storage))
                lines += more.lines
                all.lots += more.lots.filter { !all.lots.contains($0) }
            }
            all.lines += lines
        }
        return all
    }

    /// Goods that are told to have gone with a box, or not, since it went.
    struct LateGoods {
        /// Of the lots of now, to the edge or from there.
        var line: MovementLine
        let lot: Lot
        /// What its item was of then.
        let part: ItemID
    }

    /// What went out with a box as was known only later, of the lots of now.
    ///
    /// - Returns: A line to the edge for each lot, place and part, or from there for what did not go.
    /// - Throws: A fault of the database, or `StockFault`.
    func wentLater(with box: BoxOut) throws -> [LateGoods] {
        struct Share: Hashable {
            let spot: LotAtPlace
            let part: ItemID
        }
        let (_, edge) = try goods(of: box)
        var shares: [Share: (quantity: Quantity, goods: LateGoods)] = [:]
        for goods in try toldLater(of: box, to: edge).goods {
            for (spot, change) in try [goods.line].changes(in: places.storage) {
                let share = Share(spot: spot, part: goods.part)
                shares[share] = (try (shares[share]?.quantity ?? .zero).adding(change), goods)
            }
        }
        return try shares.filter { $0.value.quantity != .zero }
            .sorted { ($0.key.spot, $0.key.part) < ($1.key.spot, $1.key.part) }
            .map { share, sum in
                var goods = sum.goods
                goods.line = try MovementLine(
                    changing: share.spot, of: goods.line.item, by: sum.quantity, over: edge)
                return goods
            }
    }

    /// What was told of a box's moment since it went: its goods, and what happened right after it.
    private func toldLater(
        of box: BoxOut, to edge: PlaceID
    ) throws -> (goods: [LateGoods], after: [MovementLine]) {
        let queries = Queries(db)
        // What stood in the box as was told once may have stood elsewhere.
        func wasInside(_ place: PlaceID) throws -> Bool {
            try places.storage.contains(place)
                && queries.places(everAround: [place], now: places).contains(box.place)
        }
        let sql = """
            SELECT DISTINCT seq FROM posting WHERE stretch >= ?1 >> 8 AND seq > ?1 AND moment = ?2
                AND count IS NULL ORDER BY seq
            """
        var (goods, after): ([LateGoods], [MovementLine]) = ([], [])
        // What the box took of halves that were one then is noted with their parting.
        let shared = try queries.partings(since: box.seq)
            .filter { try recordedAt($0.join) <= box.moment }.map(\.parted.item)
        for later in try Int64.fetchAll(
            db.cachedStatement(sql: sql), arguments: [box.seq, box.moment.microseconds])
        {
            let body = try queries.entry(later)?.content()
            let isAfter = try isAfter(box, body, later)
            let half = try body.flatMap { try queries.part(toldBy: $0) }.flatMap {
                shared.contains($0) ? nil : $0
            }
            for line in body?.lines ?? [] where line.count == nil {
                let part = half ?? line.item
                let isGoods =
                    try line.at.map { try queries.held($0, since: later) == box.moment } ?? false
                    && (line.from == edge && wasInside(line.to)
                        || line.to == edge && wasInside(line.from))
                guard isGoods || line.isOwn && isAfter,
                    let (now, lot) = try now(line, of: part, since: later)
                else { continue }
                if isGoods {
                    goods.append(LateGoods(line: now, lot: lot, part: part))
                } else {
                    after.append(now)
                }
            }
        }
        return (goods, after)
    }

    /// Whether an entry tells of goods that moved at the very moment of a box and after it, as it was told later, or takes back
    /// what did.
    private func isAfter(_ box: BoxOut, _ body: (any EntryKind)?, _ seq: Int64) throws -> Bool {
        guard let movement = body?.movementTold,
            try happenedAt(movement.happenedAt, in: seq) == box.moment
        else { return false }
        guard let undone = try movement.reverses.flatMap({ try entry($0) }) else { return true }
        return undone.seq > box.seq
    }
}

import GRDB
import Stock

/// The tables of what moved: lots, balances, postings and the stretches of the journal in which an item or a place has
/// some, and each day's totals.
struct StoredStock: StockSink {
    private let posting, region, capPostings: BoundStatement
    private let lot, balance, heldBalance: BoundStatement
    private let newPlaceStock, placeStock, newDayTotal, dayTotal: BoundStatement

    init(_ db: Database) throws {
        posting = try BoundStatement(
            db,
            """
            INSERT INTO posting (stretch, item, seq, line, place, lot, other, quantity, day, moment, count)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        region = try BoundStatement(
            db,
            """
            INSERT INTO posting_region (region, subject, stretches, seq)
            SELECT ?1, subject, ?2, min(seq) FROM (
                SELECT item AS subject, seq FROM posting WHERE stretch = ?3
                UNION ALL SELECT place, seq FROM posting WHERE stretch = ?3)
            GROUP BY subject
            ON CONFLICT (region, subject) DO UPDATE SET stretches = stretches | excluded.stretches, seq = excluded.seq
            """)
        capPostings = try BoundStatement(
            db, "UPDATE posting SET moment = ?1 WHERE moment > ?1")
        lot = try BoundStatement(
            db,
            """
            INSERT INTO lot (id, item, date_kind, date, number, programme, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO NOTHING
            """)
        balance = try BoundStatement(
            db,
            """
            INSERT INTO balance (item, place, lot, quantity, seq, held, last_day) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (item, place, lot) DO UPDATE
            SET quantity = excluded.quantity, seq = excluded.seq, held = excluded.held
            """)
        heldBalance = try BoundStatement(
            db,
            "UPDATE balance SET quantity = ?, seq = ? WHERE item = ? AND place = ? AND lot = ? AND held = ?"
        )
        newPlaceStock = try BoundStatement(
            db,
            "INSERT INTO balance (quantity, seq, item, place, lot) VALUES (?, ?, ?, ?, x'')")
        placeStock = try BoundStatement(
            db,
            "UPDATE balance SET quantity = ?, seq = ? WHERE item = ? AND place = ? AND lot = x''")
        newDayTotal = try BoundStatement(
            db,
            """
            INSERT INTO day_total (taken, distributed, discarded, adjusted, seq, day, item)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        dayTotal = try BoundStatement(
            db,
            """
            UPDATE day_total SET taken = taken + ?, distributed = distributed + ?, discarded = discarded + ?,
            adjusted = adjusted + ?, seq = ? WHERE day = ? AND item = ?
            """)
    }

    func write(_ row: PostingRow) throws {
        try posting.run(
            Schema.block(of: row.seq), row.item, row.seq, row.line, row.place, row.lot, row.other,
            row.quantity, row.day.description, row.moment, row.count)
    }

    func cap(at moment: Int64) throws { try capPostings.run(moment) }

    func write(_ row: StoredLot) throws {
        try lot.run(
            row.id, row.item, row.dateKind, row.date, row.number, row.programme, row.seq)
    }

    func write(_ row: BalanceRow) throws {
        // Most balances have a row that stays on its side of zero. One step finds and changes it, where an insertion that
        // meets it takes two.
        let isWritten = try heldBalance.changesRow(
            row.quantity, row.seq, row.item, row.place, row.lot, row.held)
        guard !isWritten else { return }
        try balance.run(
            row.item, row.place, row.lot, row.quantity, row.seq, row.held, row.lastDay)
    }

    func write(_ row: PlaceStockRow) throws {
        let isWritten = try placeStock.changesRow(row.quantity, row.seq, row.item, row.place)
        guard !isWritten else { return }
        try newPlaceStock.run(row.quantity, row.seq, row.item, row.place)
    }

    func write(_ row: DayTotalRow) throws {
        let isWritten = try dayTotal.changesRow(
            row.taken, row.distributed, row.discarded, row.adjusted, row.seq, row.day, row.item)
        guard !isWritten else { return }
        try newDayTotal.run(
            row.taken, row.distributed, row.discarded, row.adjusted, row.seq, row.day, row.item)
    }

    func endStretch(_ stretch: Int64) throws {
        let (number, bit) = Schema.region(of: stretch)
        try region.run(number, bit, stretch)
    }
}

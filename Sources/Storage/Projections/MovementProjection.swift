import GRDB
import Journal
import Stock

/// The tables of what moved: lots, balances, postings, a day's totals, what was taken back, and the
/// entries that name a donation.
struct MovementProjection {
    static let schema = """
        CREATE TABLE lot (
            id BLOB PRIMARY KEY, item BLOB NOT NULL, date_kind TEXT, date TEXT, number TEXT,
            programme TEXT NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX lot_item ON lot (item);
        CREATE TABLE balance (
            item BLOB NOT NULL, place BLOB NOT NULL, lot BLOB NOT NULL, quantity INTEGER NOT NULL,
            seq INTEGER NOT NULL, PRIMARY KEY (item, place, lot)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX balance_place ON balance (place);
        CREATE TABLE posting (
            item BLOB NOT NULL, seq INTEGER NOT NULL, line INTEGER NOT NULL, place BLOB NOT NULL,
            lot BLOB NOT NULL, other BLOB NOT NULL, quantity INTEGER NOT NULL, day TEXT NOT NULL,
            PRIMARY KEY (item, seq, line, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX posting_place ON posting (place, seq);
        CREATE TABLE day_total (
            day TEXT NOT NULL, item BLOB NOT NULL, taken INTEGER NOT NULL, distributed INTEGER NOT NULL,
            discarded INTEGER NOT NULL, adjusted INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (day, item)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE reversal (
            movement BLOB PRIMARY KEY, reversed_by BLOB NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Boxes that went out whole, and when.
    static let boxes = """
        CREATE TABLE box_out (
            entry BLOB PRIMARY KEY, place BLOB NOT NULL, moment INTEGER NOT NULL, seq INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX box_out_place ON box_out (place, moment);
        """

    let reversal, donation, sourceDonation, boxOut, boxBack: BoundStatement

    init(_ db: Database) throws {
        reversal = try BoundStatement(
            db,
            """
            INSERT INTO reversal (movement, reversed_by, seq) VALUES (?, ?, ?) ON CONFLICT (movement) DO NOTHING
            """)
        boxOut = try BoundStatement(
            db, "INSERT INTO box_out (entry, place, moment, seq) VALUES (?, ?, ?, ?)")
        boxBack = try BoundStatement(db, "DELETE FROM box_out WHERE entry = ?")
        donation = try BoundStatement(
            db, "INSERT INTO donation_entry (donation, seq) VALUES (?, ?)")
        sourceDonation = try BoundStatement(
            db,
            """
            INSERT INTO source_donation (source, donation, seq) VALUES (?, ?, ?)
            ON CONFLICT (source, donation) DO NOTHING
            """)
    }
}

extension Movement: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.move(lots: lots, lines: lines, at: happenedAt, day: day, seq: seq)
        if isOfWholeBox {
            let moment = happenedAt ?? projector.recordedAt
            try projector.movements.boxOut.run(id, place, moment.microseconds, seq)
            projector.cache.last.noteBoxOut(moment)
        }
        if let donation = scan?.donation { try projector.movements.donation.run(donation, seq) }
        if let source = scan?.source, let donation = scan?.donation ?? DonationID(bytes: id.bytes),
            projector.cache.noteGiven(donation, by: source)
        {
            let donor = try Queries(projector.db).donor(source, of: donation)
            try projector.movements.sourceDonation.run(donor, donation, seq)
        }
    }
}

extension Reversal: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try movement.project(into: projector, id: id, seq: seq)
        if let undone = movement.reverses {
            try projector.movements.reversal.run(undone, id, seq)
            try projector.movements.boxBack.run(undone)
        }
    }
}

extension Projector {
    /// Adds lines to balances and totals, and writes a posting for each side that is in storage.
    ///
    /// Lines happened at `moment`, or when the entry was recorded; an adjustment at its own, for `count`
    /// where its line does not say which.
    func move(
        lots: [Lot], lines: [MovementLine], at moment: Moment? = nil, for count: CountID? = nil,
        day: CivilDate, seq: Int64
    ) throws {
        try add(lines, day: day, seq: seq)
        for lot in lots { try register(lot, seq: seq) }
        if !cache.places.retired.isEmpty {
            for line in lines { try use([line.from, line.to], seq: seq) }
        }
        for (number, line) in lines.enumerated() {
            for (place, other, sign) in [(line.from, line.to, -1), (line.to, line.from, 1)]
                as [(PlaceID, PlaceID, Int64)]
            {
                pending.note(line.item, at: .init(place: place, lot: line.lot), seq: seq)
                guard cache.places.storage.contains(place) else { continue }
                let happenedAt = line.at ?? moment ?? recordedAt
                if sign > 0 { cache.lastArrivals.note(line.item, happenedAt) }
                try stock.write(
                    PostingRow(
                        item: line.item, seq: seq, line: Int64(number), place: place, lot: line.lot,
                        other: other, quantity: sign * line.quantity.value, day: line.day ?? day,
                        moment: happenedAt.microseconds, count: line.count(else: count)))
            }
        }
    }

    /// Makes a lot known; one that is known stays as it is.
    func register(_ lot: Lot, seq: Int64) throws {
        // What is known of an item's lots is what their table holds.
        guard try cache.stock(of: lot.key.item, db).lots[lot.id] == nil else { return }
        try stock.write(StoredLot(lot, seq: seq))
        try cache.change(lot.key.item, db) { $0.register(lot) }
    }

    /// Adds lines up in memory: all of them or, where a sum is beyond 64 bits, none.
    private func add(_ lines: [MovementLine], day: CivilDate, seq: Int64) throws {
        struct ItemSums {
            let item: ItemID
            let change: Holdings.Effect
            var totals: DayTotals
            /// Of lines that count for a day of their own.
            var others: [CivilDate: DayTotals] = [:]
        }
        var added: [ItemSums] = []
        for (item, lines) in byItem(lines) {
            try cache.register(lines, of: item, db)
            let holdings = try cache.stock(of: item, db)
            let change = try holdings.change(by: lines)
            // What is over the edges is what is in storage, with its sign turned.
            _ = try holdings.total(at: cache.places.edges, after: change)
            var more = ItemSums(
                item: item, change: change, totals: pending.totals(of: item, on: day))
            for line in lines {
                guard let from = cache.places[line.from]?.kind, let to = cache.places[line.to]?.kind
                else { continue }
                if let own = line.day, own != day {
                    let known = pending.totals(of: item, on: own)
                    try more.others[own, default: known].add(line.quantity, from: from, to: to)
                } else {
                    try more.totals.add(line.quantity, from: from, to: to)
                }
            }
            added.append(more)
        }
        for more in added {
            try cache.change(more.item, db) { $0.apply(more.change) }
            pending.set(more.totals, of: more.item, on: day, seq: seq)
            for (day, totals) in more.others {
                pending.set(totals, of: more.item, on: day, seq: seq)
            }
        }
    }

    /// Lines that belong together; those of a scan are all of one item.
    private func byItem(_ lines: [MovementLine]) -> [(item: ItemID, lines: [MovementLine])] {
        guard let first = lines.first?.item else { return [] }
        if lines.allSatisfy({ $0.item == first }) { return [(first, lines)] }
        return Dictionary(grouping: lines, by: \.item).map { ($0.key, $0.value) }
    }
}

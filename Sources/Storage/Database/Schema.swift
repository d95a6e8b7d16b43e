import GRDB

/// The database's tables, by migrations from the first on.
///
/// A migration never uses application types.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 journal") { try $0.execute(sql: journal) }
        migrator.registerMigration("1 projections") { try $0.execute(sql: firstProjections) }
        migrator.registerMigration("1 beside the journal") { try $0.execute(sql: besideTheJournal) }
        migrator.registerMigration("2 label codes") { try labelCodes(in: $0) }
        migrator.registerMigration("2 postings by stretch") {
            try $0.execute(sql: postingsByStretch)
        }
        migrator.registerMigration("2 print queue") { try $0.execute(sql: PrintSchema.queue) }
        migrator.registerMigration("2 names on badges") { try $0.execute(sql: badges) }
        migrator.registerMigration("3 habits of printers") {
            try $0.execute(sql: PrintSchema.habits)
        }
        migrator.registerMigration("3 donations") { try donations(in: $0) }
        migrator.registerMigration("3 donation labels") { try $0.execute(sql: donationLabels) }
        migrator.registerMigration("4 layouts of print jobs") {
            try $0.execute(sql: badgesByLayout)
        }
        migrator.registerMigration("4 subscribers") {
            try $0.execute(sql: SubscriberSchema.subscribers)
        }
        migrator.registerMigration("4 webhooks") { try $0.execute(sql: SubscriberSchema.webhooks) }
        migrator.registerMigration("5 mends") { try $0.execute(sql: CorrectionProjection.schema) }
        migrator.registerMigration("5 moments") { try moments(in: $0) }
        migrator.registerMigration("6 print orders") { try $0.execute(sql: PrintSchema.orders) }
        migrator.registerMigration("7 moves of places") { try placeMoves(in: $0) }
        migrator.registerMigration("7 shorter rests") { try $0.execute(sql: shorterRests) }
        migrator.registerMigration("8 stock at hand") { try $0.execute(sql: stockAtHand) }
        migrator.registerMigration("8 regions of postings") { try $0.execute(sql: postingRegions) }
        migrator.registerMigration("9 items as they were") { try itemsBefore(in: $0) }
        migrator.registerMigration("10 counts asked again") { try recounts(in: $0) }
        migrator.registerMigration("11 measures without a weight") { try measures(in: $0) }
        migrator.registerMigration("12 held moments") { try $0.execute(sql: heldMoments) }
        migrator.registerMigration("13 fewer sums") { try $0.execute(sql: fewerSums) }
        migrator.registerMigration("13 corrections") { try corrections(in: $0) }
        migrator.registerMigration("13 looks of counts") { try looks(in: $0) }
        migrator.registerMigration("13 names of places") { try placeNames(in: $0) }
        migrator.registerMigration("14 days of entries") {
            try $0.execute(sql: DayProjection.entries)
        }
        migrator.registerMigration("14 packs of codes") { try codePacks(in: $0) }
        migrator.registerMigration("14 boxes that went") { try boxesOut(in: $0) }
        migrator.registerMigration("15 shortfalls by item") {
            try $0.execute(sql: shortfallsByItem)
        }
        migrator.registerMigration("15 figures of joined items") {
            try $0.execute(sql: figuresOfJoinedItems)
        }
        migrator.registerMigration("15 stock by kind") { try $0.execute(sql: stockByKind) }
        migrator.registerMigration("15 stock by last day") {
            try $0.execute(sql: stockByLastDay)
        }
        migrator.registerMigration("15 minimums") { try $0.execute(sql: ItemProjection.minimums) }
        migrator.registerMigration("15 donations of sources") { try sourceDonations(in: $0) }
        migrator.registerMigration("15 moves taken back") { try undoneMoves(in: $0) }
        migrator.registerMigration("15 retired places") {
            try $0.execute(sql: PlaceProjection.retirement)
        }
        migrator.registerMigration("15 households") {
            try $0.execute(sql: HouseholdSchema.counts)
        }
        migrator.registerMigration("15 days of lines") {
            try $0.execute(sql: DayProjection.lines)
        }
        migrator.registerMigration("15 parts of figures") {
            try $0.execute(sql: CountProjection.parts)
        }
        migrator.registerMigration("15 counts by the clock") {
            try $0.execute(sql: CountProjection.byTheClock)
        }
        migrator.registerMigration("15 donors put right") {
            try $0.execute(sql: DonorProjection.schema)
        }
        migrator.registerMigration("15 sums among balances") {
            try $0.execute(sql: sumsAmongBalances)
        }
        migrator.registerMigration("16 stories of things") { try ThingProjection.fill($0) }
        migrator.registerMigration("16 pictures of items") {
            try $0.execute(sql: ItemProjection.pictures + ItemPicture.schema)
        }
        migrator.registerMigration("17 boxes of figures") { try CountProjection.coverAll($0) }
        migrator.registerMigration("18 words of codes") { try codeWords(in: $0) }
        return migrator
    }

    /// The hub's own facts and the entries, which the database itself refuses to change.
    private static let journal = """
        CREATE TABLE hub (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            id BLOB NOT NULL CHECK (length(id) = 16),
            epoch INTEGER NOT NULL CHECK (epoch > 0),
            signing_key BLOB NOT NULL
        ) STRICT;
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY CHECK (seq > 0),
            epoch INTEGER NOT NULL CHECK (epoch > 0),
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            kind TEXT NOT NULL,
            recorded_at INTEGER NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            body BLOB NOT NULL
        ) STRICT;
        CREATE TRIGGER journal_is_dense BEFORE INSERT ON journal
        WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM journal)
        BEGIN SELECT RAISE(ABORT, 'journal numbers are dense'); END;
        CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
        CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;
        """

    /// The triggers that refuse to change the journal, and what each says.
    static func guards() throws -> [String: String] {
        try DatabaseQueue().write { db in
            try db.execute(sql: journal)
            return try guards(of: db)
        }
    }

    /// Those that a database has.
    static func guards(of db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"], $0["sql"]) })
    }

    /// What entries add up to, in an empty database.
    static let projections = [
        firstProjections, labelCodes, postingsByStretch, donations, donationLabels,
        CorrectionProjection.schema, moments, PlaceProjection.moves, stockAtHand, postingRegions,
        itemsBefore, CountProjection.recounts, CorrectionProjection.measures,
        CorrectionProjection.entries, CountProjection.looks, PlaceProjection.names,
        DayProjection.entries, ItemProjection.packs, MovementProjection.boxes, stockByKind,
        stockByLastDay, ItemProjection.minimums, sourceDonations, PlaceProjection.undoneMoves,
        PlaceProjection.retirement, DayProjection.lines, CountProjection.parts,
        DonorProjection.schema, sumsAmongBalances, ThingProjection.schema,
        ItemProjection.pictures, ItemProjection.words,
    ]

    /// Each row's `seq` is an entry that wrote it, in most tables the last.
    private static let firstProjections = [
        ItemProjection.schema, PlaceProjection.schema, MovementProjection.schema,
        DayProjection.schema, ScanProjection.schema, CountProjection.schema,
    ].joined(separator: "\n")

    /// Postings beside those of the same block of 256 entries, and within it by item.
    ///
    /// A commit writes whole pages, twice. In the order of the items alone, every scan of a batch
    /// wrote a page of its own.
    private static let postingsByStretch = """
        ALTER TABLE posting RENAME TO posting_by_item;
        CREATE TABLE posting (
            stretch INTEGER NOT NULL CHECK (stretch = seq >> 8), item BLOB NOT NULL, seq INTEGER NOT NULL,
            line INTEGER NOT NULL, place BLOB NOT NULL, lot BLOB NOT NULL, other BLOB NOT NULL,
            quantity INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY (stretch, item, seq, line, place)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO posting SELECT seq >> 8, item, seq, line, place, lot, other, quantity, day
        FROM posting_by_item ORDER BY seq;
        DROP TABLE posting_by_item;
        """

    /// The block that an entry's postings stand in.
    static func block(of seq: Int64) -> Int64 { seq >> 8 }

    /// The block that ends with an entry; nil where others follow in it.
    static func block(endingWith seq: Int64) -> Int64? {
        (seq + 1) & 255 == 0 ? block(of: seq) : nil
    }

    /// The projections' tables, in the order in which they are compared.
    static let projectionTables = [
        "item", "item_before", "place", "place_move", "place_before", "code", "code_pack",
        "lot", "balance", "posting", "posting_region", "day_total", "day_closed", "reversal",
        "box_out",
        "unresolved",
        "count_sheet", "count_line", "count_figure", "count_recount", "day_unit", "clock_leap",
        "clock_word",
        "time_zone", "entry_day", "line_day", "label_code", "donation_entry",
        "donation_label", "item_join", "lot_shift", "item_conversion",
        "correction", "item_minimum", "source_donation",
        "donor_correction", "thing_entry", "item_picture",
    ]

    /// What can be changed or erased: names, settings, devices, printers and their jobs.
    private static let besideTheJournal = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE source (
            id BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE credential (
            digest BLOB PRIMARY KEY CHECK (length(digest) = 32), id BLOB NOT NULL UNIQUE,
            use TEXT NOT NULL CHECK (use IN ('token', 'session', 'link', 'pairing')),
            role TEXT NOT NULL CHECK (role IN ('coordinator', 'volunteer', 'viewer')),
            name TEXT NOT NULL, made_at INTEGER NOT NULL, expires_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE printer (
            name TEXT PRIMARY KEY, device TEXT NOT NULL, language TEXT NOT NULL, media TEXT NOT NULL,
            dpi INTEGER NOT NULL, settings TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE print_job (
            number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, printer TEXT NOT NULL, request TEXT NOT NULL,
            state TEXT NOT NULL, reason TEXT, bytes_sent INTEGER NOT NULL DEFAULT 0,
            made_at INTEGER NOT NULL, ended_at INTEGER
        ) STRICT;
        CREATE INDEX print_job_open ON print_job (printer, number) WHERE state IN ('queued', 'printing');
        """
}

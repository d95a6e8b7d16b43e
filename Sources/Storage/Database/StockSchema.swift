extension Schema {
    /// What pages of stock are read by, however long the journal is.
    ///
    /// A balance says the sign of what is held of it in storage, 0 at the world's edges, and the last day before its lot is
    /// past its date: `~` where there is none, which comes after all days. The indexes hold those of which something is
    /// held or missing. They name no quantity, so a balance that changes and stays above zero writes none of them, as long
    /// as its statement does not set `held`. `place_stock` is what an item's lots add up to at each place.
    static let stockAtHand = """
        ALTER TABLE balance ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE balance ADD COLUMN last_day TEXT NOT NULL DEFAULT '~';
        UPDATE balance SET
            held = coalesce((SELECT kind IN ('room', 'shelf', 'bin', 'box', 'floor') FROM place
                WHERE place.id = balance.place), 0) * ((quantity > 0) - (quantity < 0)),
            last_day = coalesce((SELECT CASE length(date) WHEN 10 THEN date WHEN 4 THEN date || '-12-31' ELSE
                CASE substr(date, 6) WHEN '12' THEN date || '-31' ELSE date(date || '-01', '+1 month', '-1 day') END END
                FROM lot WHERE lot.id = balance.lot AND date_kind IN ('bestBy', 'useBy', 'sellBy', 'expires')), '~');
        DROP INDEX balance_place;
        CREATE INDEX balance_by_day ON balance (item, last_day, lot, place) WHERE held <> 0;
        CREATE INDEX balance_by_place ON balance (place, item, last_day, lot) WHERE held <> 0;
        CREATE INDEX balance_short ON balance (seq DESC, lot, place) WHERE held < 0;
        CREATE TABLE place_stock (
            place BLOB NOT NULL, item BLOB NOT NULL, quantity INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (place, item)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX place_stock_item ON place_stock (item);
        INSERT INTO place_stock SELECT place, item, sum(quantity), max(seq) FROM balance GROUP BY place, item;
        CREATE UNIQUE INDEX item_name ON item (name COLLATE NOCASE, id);
        CREATE UNIQUE INDEX place_name ON place (name COLLATE NOCASE, id);
        CREATE INDEX place_kind ON place (kind);
        CREATE INDEX place_parent ON place (parent) WHERE parent IS NOT NULL;
        """

    /// Shortfalls are found by what does not change while they last: a hand-out from what is short already writes no index.
    static let shortfallsByItem = """
        DROP INDEX balance_short;
        CREATE INDEX balance_short ON balance (item, place, lot) WHERE held < 0;
        """

    /// In which of the journal's stretches an item or a place has postings: a bit for each of a region's 64, written with a
    /// stretch's last entry.
    ///
    /// To find the last entries of one that is seldom used, a row is looked up for each 16,384 entries. An index of
    /// postings by item or place would make every scan of a batch write a page of its own.
    static let postingRegions = """
        CREATE TABLE posting_region (
            region INTEGER NOT NULL, subject BLOB NOT NULL, stretches INTEGER NOT NULL, seq INTEGER NOT NULL,
            PRIMARY KEY (region, subject)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO posting_region
            SELECT stretch >> 6, subject, sum(1 << (stretch & 63)), max(first) FROM (
                SELECT stretch, item AS subject, min(seq) AS first FROM posting GROUP BY stretch, item
                UNION ALL SELECT stretch, place, min(seq) FROM posting GROUP BY stretch, place
            ) GROUP BY stretch >> 6, subject;
        """

    /// Takes out what each scan wrote and nobody needs: sums at the world's edges, which are those in storage with their
    /// sign turned, and where in the stretch that is being written items and places have postings.
    static let fewerSums = """
        DELETE FROM place_stock
        WHERE place NOT IN (SELECT id FROM place WHERE kind IN ('room', 'shelf', 'bin', 'box', 'floor'));
        DELETE FROM posting_region WHERE region = (SELECT max(seq) >> 14 FROM journal);
        INSERT INTO posting_region
            SELECT stretch >> 6, subject, sum(1 << (stretch & 63)), max(first) FROM (
                SELECT stretch, item AS subject, min(seq) AS first FROM posting
                WHERE stretch >= ((SELECT max(seq) >> 14 FROM journal) << 6)
                    AND stretch < (SELECT (max(seq) + 1) >> 8 FROM journal) GROUP BY stretch, item
                UNION ALL SELECT stretch, place, min(seq) FROM posting
                WHERE stretch >= ((SELECT max(seq) >> 14 FROM journal) << 6)
                    AND stretch < (SELECT (max(seq) + 1) >> 8 FROM journal) GROUP BY stretch, place
            ) GROUP BY stretch >> 6, subject;
        """

    /// What an item's lots add up to at each place stands among its balances there, as the one of no lot: a scan that changes
    /// both writes one page of the log for them, and not two.
    ///
    /// The views are read by place, and by item. The indexes name no quantity, so a sum that changes writes none of them.
    static let sumsAmongBalances = """
        INSERT INTO balance (item, place, lot, quantity, seq) SELECT item, place, x'', quantity, seq FROM place_stock;
        DROP TABLE place_stock;
        CREATE INDEX balance_of_place ON balance (place, item) WHERE lot = x'';
        CREATE INDEX balance_of_item ON balance (item, place) WHERE lot = x'';
        CREATE VIEW place_stock AS SELECT place, item, quantity, seq FROM balance INDEXED BY balance_of_place
            WHERE lot = x'';
        CREATE VIEW item_stock AS SELECT item, place, quantity, seq FROM balance INDEXED BY balance_of_item
            WHERE lot = x'';
        """

    /// What pages of stock by category and by programme are read by.
    static let stockByKind = """
        CREATE INDEX item_category ON item (category COLLATE NOCASE, name COLLATE NOCASE, id);
        CREATE INDEX lot_programme ON lot (programme);
        """

    /// What is to be used first: what there is of lots that have a last day, by that day.
    ///
    /// As the other indexes of balances, it is written when a balance comes to be above zero or ceases to be, not when it
    /// changes.
    static let stockByLastDay = """
        CREATE INDEX balance_by_last_day ON balance (last_day, item, lot, place) WHERE held > 0 AND last_day < '~';
        """

    /// The region of a stretch, and its bit there.
    static func region(of stretch: Int64) -> (region: Int64, bit: Int64) {
        (stretch >> 6, 1 << (stretch & 63))
    }
}

import GRDB
import Stock

/// Until when a fact has anything to follow it: what happened later than these moments asks for nothing more.
///
/// Each is read once, and kept up while entries are written.
struct LastMoments {
    private var count, box, move: Moment?

    /// No completed count saw anything later than this.
    mutating func counted(_ db: Database) throws -> Moment {
        try read(
            \.count, db,
            """
            SELECT max(at) FROM (SELECT max(moment) AS at FROM count_line UNION ALL SELECT recorded_at FROM journal
                WHERE seq = (SELECT max(completed) FROM count_sheet))
            """)
    }

    /// No box went out whole later than this.
    mutating func boxOut(_ db: Database) throws -> Moment {
        try read(\.box, db, "SELECT max(moment) FROM box_out")
    }

    /// No place was put anywhere later than this.
    mutating func moved(_ db: Database) throws -> Moment {
        try read(\.move, db, "SELECT max(moment) FROM place_move")
    }

    mutating func noteCounted(_ moment: Moment) { count = count.map { max($0, moment) } }
    mutating func noteBoxOut(_ moment: Moment) { box = box.map { max($0, moment) } }
    mutating func noteMoved(_ moment: Moment) { move = move.map { max($0, moment) } }

    private mutating func read(
        _ known: WritableKeyPath<Self, Moment?>, _ db: Database, _ sql: String
    ) throws -> Moment {
        if let moment = self[keyPath: known] { return moment }
        let read = Moment(
            microseconds: try Int64.fetchOne(db.cachedStatement(sql: sql)) ?? .min)
        self[keyPath: known] = read
        return read
    }
}

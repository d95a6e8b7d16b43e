import Foundation
import GRDB

extension Schema {
    /// Notes which moves of places were taken back, in place of the moves back, and stands places where the last of their moves
    /// put them that was not.
    ///
    /// A move by a clock that was ahead happened when a person put that right, at the latest.
    static func undoneMoves(in db: Database) throws {
        let told = try Row.fetchAll(
            db,
            sql: """
                SELECT place_move.*, journal.id AS entry, (SELECT movement FROM reversal
                    WHERE reversal.seq = place_move.seq AND reversed_by = journal.id) AS reverses
                FROM place_move JOIN journal ON journal.seq = place_move.seq ORDER BY place, place_move.seq
                """)
        let words = try Row.fetchAll(db, sql: "SELECT seq, at FROM clock_word ORDER BY seq")
        try db.execute(sql: PlaceProjection.undoneMoves)
        try db.execute(
            sql: """
                UPDATE place_move SET entry = (SELECT id FROM journal WHERE journal.seq = place_move.seq);
                UPDATE place_move SET undone = (SELECT seq FROM reversal WHERE movement = entry);
                DELETE FROM place_move WHERE seq IN (SELECT seq FROM reversal);
                UPDATE place_move SET moment = min(moment, coalesce(
                    (SELECT min(at) FROM clock_word WHERE clock_word.seq > place_move.seq), moment));
                """)
        let stand = try db.makeStatement(
            sql: "UPDATE place SET parent = ?, seq = max(seq, ?) WHERE id = ?")
        for rows in Dictionary(grouping: told, by: { $0["place"] as Data }).values {
            guard let end = end(of: rows, words) else { continue }
            try stand.execute(arguments: [end.parent, end.seq, rows[0]["place"] as Data])
        }
    }

    /// Where the moves of a place leave it, and the last entry that said so.
    private static func end(of rows: [Row], _ words: [Row]) -> (parent: Data?, seq: Int64)? {
        struct Move {
            let entry: Data
            var moment: Int64
            let parent: Data?
            var stands = true
        }
        var moves: [Move] = []
        var parent: Data? = rows.first?["before"]
        var (last, word) = (Int64(0), words.startIndex)
        for row in rows {
            let seq: Int64 = row["seq"]
            while word < words.endIndex, words[word]["seq"] < seq {
                let at: Int64 = words[word]["at"]
                for index in moves.indices { moves[index].moment = min(moves[index].moment, at) }
                word += 1
            }
            let (moment, reverses): (Int64, Data?) = (row["moment"], row["reverses"])
            if let reverses {
                for index in moves.indices where moves[index].entry == reverses {
                    moves[index].stands = false
                }
            } else {
                moves.append(Move(entry: row["entry"], moment: moment, parent: row["parent"]))
            }
            let isLast = moves.allSatisfy { $0.moment <= moment }
            var latest: Move?
            for move in moves where move.stands && move.moment >= latest?.moment ?? .min {
                latest = move
            }
            let now: Data? = if let latest { latest.parent } else { rows[0]["before"] }
            if isLast || now != parent { last = seq }
            parent = now
        }
        return last == 0 ? nil : (parent, last)
    }
}

import Foundation
import GRDB
import Stock
import Testing

@testable import Storage

@Suite struct BoundStatementTests {
    private let database: DatabaseQueue

    init() throws {
        database = try DatabaseQueue()
        try database.write {
            try $0.execute(sql: "CREATE TABLE kept (number INTEGER PRIMARY KEY, value ANY) STRICT")
        }
    }

    @Test func `each value is kept as what it is`() throws {
        let id = try #require(ItemID("0198c1f2-0000-7000-8000-00000000abcd"))
        let text = "Frijoles 🫘 فول"
        let kept = try database.write { db in
            let insert = try BoundStatement(db, "INSERT INTO kept VALUES (?, ?)")
            try insert.run(1, Int64.min)
            try insert.run(2, text)
            try insert.run(3, "")
            try insert.run(4, Data([0, 255]))
            try insert.run(5, Data())
            try insert.run(6, id)
            try insert.run(7, String?.none)
            try insert.run(8, Int64?.some(7))
            return try Row.fetchAll(db, sql: "SELECT value FROM kept ORDER BY number").map {
                $0[0] as DatabaseValue
            }
        }
        let wanted: [DatabaseValue] = [
            Int64.min.databaseValue, text.databaseValue, "".databaseValue,
            Data([0, 255]).databaseValue, Data().databaseValue, id.blob.databaseValue, .null,
            Int64(7).databaseValue,
        ]
        #expect(kept == wanted)
    }

    @Test func `one that was refused says why, and runs again`() throws {
        try database.write { db in
            let insert = try BoundStatement(db, "INSERT INTO kept VALUES (?, ?)")
            try insert.run(1, "first")
            let refusal = #expect(throws: DatabaseError.self) { try insert.run(1, "second") }
            #expect(refusal?.resultCode == .SQLITE_CONSTRAINT)
            #expect(refusal?.message?.contains("kept.number") == true)
            try insert.run(2, "third")
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM kept") == 2)
        }
    }

    @Test func `a row is found where there is one, each time`() throws {
        try database.write { db in
            let find = try BoundStatement(db, "SELECT 1 FROM kept WHERE number = ?")
            #expect(try !find.findsRow(1))
            try db.execute(sql: "INSERT INTO kept VALUES (1, 'here')")
            #expect(try find.findsRow(1))
            #expect(try !find.findsRow(2))
            // A statement that still stood on its row would hold the table.
            try db.execute(sql: "DROP TABLE kept")
        }
    }

    @Test func `too many values and text that is no statement are faults`() throws {
        try database.write { db in
            #expect(throws: DatabaseError.self) { try BoundStatement(db, "INSERT INTO nothing") }
            let find = try BoundStatement(db, "SELECT 1 FROM kept WHERE number = ?")
            #expect(throws: DatabaseError.self) { _ = try find.findsRow(1, 2) }
        }
    }
}

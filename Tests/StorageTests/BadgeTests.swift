import Foundation
import GRDB
import Printing
import Stock
import TestSupport
import Testing

@testable import Storage

@Suite struct BadgeTests {
    @Test(arguments: ["badge", "badge-large"])
    func `the name on a badge is forgotten when the badge is printed or cancelled`(
        _ layout: String
    ) async throws {
        let pantry = try await SamplePantry()
        let printer = PrinterRecord(
            name: "P", device: "picture:", language: "png", media: "50x30", dpi: 203)
        let ids: [PrintJobID] = [fresh(), fresh(), fresh()]
        let fields = ["name": "Ana"]
        try await pantry.store.write { ledger in
            try ledger.addPrinter(printer)
            for (id, layout) in zip(ids, [layout, layout, "bin"]) {
                let label = PrintRequest(layout: layout, code: nil, fields: fields, copies: 1)
                _ = try ledger.addJob(id, printer: "P", request: label)
            }
            for id in ids.dropFirst() { _ = try ledger.advanceJob(id, by: .cancel) }
        }
        let jobs = try await pantry.store.read { queries in
            try ids.map { try queries.job($0)?.request.fields }
        }
        #expect(jobs == [fields, [:], fields])
    }

    @Test func `nothing is kept by which the name on a printed badge could be guessed`()
        async throws
    {
        let pantry = try await SamplePantry()
        let id: PrintJobID = fresh()
        let label = PrintRequest(layout: "badge", code: nil, fields: ["name": "Ana"], copies: 1)
        let order = try OrderDigest(["name": "Ana"])
        try await pantry.store.write { ledger in
            try ledger.addPrinter(
                PrinterRecord(
                    name: "P", device: "picture:", language: "png", media: "50x30", dpi: 203))
            _ = try ledger.addJob(id, printer: "P", request: label, orderedAs: order)
            _ = try ledger.advanceJob(id, by: .cancel)
            let again = try ledger.addJob(id, printer: "P", request: label, orderedAs: order)
            #expect(again.isReplay && again.job.request.fields == [:])
            let kept = try Data.fetchAll(
                ledger.db, sql: "SELECT ordered FROM print_job WHERE ordered IS NOT NULL")
            #expect(kept == [])
        }
    }

    @Test(arguments: [true, false])
    func `the name on a badge is in no file of the database once it is printed`(
        isOfBatch: Bool
    ) async throws {
        let pantry = try await SamplePantry()
        let name = "Anastasia Featherstonehaugh"
        let label = PrintRequest(layout: "badge", code: nil, fields: ["name": name], copies: 1)
        let batch: PrintBatchID = fresh()
        let job = try await pantry.store.write { ledger in
            try ledger.addPrinter(
                PrinterRecord(
                    name: "P", device: "picture:", language: "png", media: "50x30", dpi: 203))
            if isOfBatch { _ = try ledger.addBatch(batch, printer: "P", requests: [label]) }
            return isOfBatch ? nil : try ledger.addJob(fresh(), printer: "P", request: label).job.id
        }
        #expect(try files(of: pantry, hold: name))
        try await pantry.store.write { ledger in
            if let job {
                _ = try ledger.advanceJob(job, by: .cancel)
            } else {
                _ = try ledger.cancelBatch(batch)
            }
        }
        #expect(try !files(of: pantry, hold: name))
    }

    private func files(of pantry: SamplePantry, hold text: String) throws -> Bool {
        try ["", "-wal"].contains { ending in
            let path = pantry.directory.data.database.path + ending
            return try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8))
                != nil
        }
    }

    /// What a job says, its members in another order than this release writes them.
    private static let turned = #"{"copies":2,"fields":{"name":"Ana"},"layout":"badge-large"}"#

    @Test func `the name is forgotten whatever the order of the request's members`() async throws {
        let pantry = try await SamplePantry()
        let printer = PrinterRecord(
            name: "P", device: "picture:", language: "png", media: "50x30", dpi: 203)
        let fields = try await pantry.store.write { ledger in
            try ledger.addPrinter(printer)
            let label = PrintRequest(
                layout: "badge-large", code: nil, fields: ["name": "Ana"], copies: 2)
            let job = try ledger.addJob(fresh(), printer: "P", request: label).job
            try ledger.db.execute(
                sql: "UPDATE print_job SET request = ? WHERE number = ?",
                arguments: [Self.turned, job.number])
            return try ledger.advanceJob(job.id, by: .cancel).request.fields
        }
        #expect(fields == [:])
    }

    @Test func `a badge that was printed before jobs had layouts is forgotten at last`() throws {
        let database = try DatabaseQueue()
        try Schema.migrator.migrate(database, upTo: "3 donation labels")
        try database.write { db in
            for (number, state) in [(1, "printed"), (2, "queued")] {
                try db.execute(
                    sql: """
                        INSERT INTO print_job (id, printer, first_printer, turn, request, copies,
                            state, labels_sent, labels_out, made_at, waiting_since, ended_at)
                        VALUES (CAST(?1 AS BLOB), 'P', 'P', ?1, ?2, 2, ?3, ?4, ?4, 0, 0, ?5)
                        """,
                    arguments: [
                        number, Self.turned, state, state == "printed" ? 2 : 0,
                        state == "printed" ? 1 : nil,
                    ])
            }
        }
        try Schema.migrator.migrate(database)
        let (requests, layouts) = try database.read { db in
            (
                try String.fetchAll(db, sql: "SELECT request FROM print_job ORDER BY number"),
                try String.fetchAll(db, sql: "SELECT layout FROM print_job ORDER BY number")
            )
        }
        #expect(requests == [#"{"layout":"badge","fields":{},"copies":2}"#, Self.turned])
        #expect(layouts == ["badge-large", "badge-large"])
    }
}

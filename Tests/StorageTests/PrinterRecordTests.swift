import GRDB
import Printing
import Testing

@testable import Storage

/// Printers as they are kept.
@Suite struct PrinterRecordTests {
    @Test(arguments: ["{}", "[]", "", #"{"options":null,"head":null}"#, #"{"other":1}"#])
    func `settings that say nothing are a printer as it comes`(_ json: String) {
        #expect(PrinterSetup(json: json) == PrinterSetup())
    }

    @Test func `settings are read as they were written`() {
        let setup = PrinterSetup(
            options: PrinterOptions(darkness: 9, cut: .lastLabel, offsetAlong: -3, rotation: .half),
            head: 800, confirms: true, decidedBy: .deviceID)
        #expect(PrinterSetup(json: setup.json) == setup)
    }

    @Test func `a printer that is another by now is not set anew`() async throws {
        let room = try await PrintRoom()
        let read = try await room.store.read { try $0.printer("a") }
        let before = try #require(read)
        var (darker, wider) = (before, before)
        darker.setup.options.darkness = 9
        wider.media = "101.6x152.4"
        let isWritten = try await room.store.write { [darker, wider] ledger in
            try [darker, wider].map { try ledger.changePrinter(before, to: $0) }
        }
        #expect(isWritten == [true, false])
        #expect(try await room.store.read { try $0.printer("a") } == darker)
    }

    @Test func `settings of a newer release stay until they are set anew`() async throws {
        let room = try await PrintRoom()
        let json = #"{"glow":true}"#
        try await room.store.write { ledger in
            try ledger.db.execute(sql: "UPDATE printer SET settings = ?", arguments: [json])
            let before = try #require(try ledger.printer("a"))
            var after = before
            after.media = "40x30"
            #expect(try ledger.changePrinter(before, to: after))
            let sql = "SELECT settings FROM printer WHERE name = 'a'"
            #expect(try String.fetchOne(ledger.db, sql: sql) == json)
        }
    }
}

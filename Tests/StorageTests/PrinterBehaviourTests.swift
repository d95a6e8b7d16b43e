import Storage
import Testing

/// What was learnt of a printer, in the real store.
@Suite struct PrinterBehaviourTests {
    private let mute = PrinterBehaviour(answers: false, silentJobs: 3, keepsLabelsToItself: true)

    private func printer(_ room: PrintRoom) async throws -> PrinterRecord {
        try #require(try await room.store.read { try $0.printer("a") })
    }

    private func behaviour(_ room: PrintRoom, of name: String = "a") async throws
        -> PrinterBehaviour
    {
        try await room.store.read { try $0.behaviour(of: name) }
    }

    @Test func `what was learnt of a printer is kept, and the latest counts`() async throws {
        let room = try await PrintRoom()
        let printer = try await printer(room)
        #expect(try await behaviour(room) == PrinterBehaviour())
        try await room.store.write { [mute] in try $0.keepBehaviour(mute, of: printer) }
        #expect(try await behaviour(room) == mute)
        let talker = PrinterBehaviour(answers: true)
        try await room.store.write { try $0.keepBehaviour(talker, of: printer) }
        #expect(try await behaviour(room) == talker)
        #expect(try await behaviour(room, of: "b") == PrinterBehaviour())
    }

    @Test(arguments: [("usb:other", "zpl"), ("usb:", "tspl")])
    func `another device or language forgets what was learnt`(
        _ device: String, _ language: String
    ) async throws {
        let room = try await PrintRoom()
        let printer = try await printer(room)
        var other = printer
        (other.device, other.language) = (device, language)
        try await room.store.write { [mute, other] ledger in
            try ledger.keepBehaviour(mute, of: printer)
            #expect(try ledger.changePrinter(printer, to: other))
        }
        #expect(try await behaviour(room) == PrinterBehaviour())
        // A job that was still at work on the old one tells nothing of the new one.
        try await room.store.write { [mute] in try $0.keepBehaviour(mute, of: printer) }
        #expect(try await behaviour(room) == PrinterBehaviour())
    }

    @Test func `another paper forgets nothing`() async throws {
        let room = try await PrintRoom()
        let printer = try await printer(room)
        var other = printer
        other.media = "40x30"
        try await room.store.write { [mute, other] ledger in
            try ledger.keepBehaviour(mute, of: printer)
            #expect(try ledger.changePrinter(printer, to: other))
        }
        #expect(try await behaviour(room) == mute)
    }

    @Test func `a printer that is removed leaves nothing behind`() async throws {
        let room = try await PrintRoom()
        let printer = try await printer(room)
        try await room.store.write { [mute] ledger in
            try ledger.keepBehaviour(mute, of: printer)
            try ledger.removePrinter("a")
            try ledger.keepBehaviour(mute, of: printer)
            try ledger.addPrinter(printer)
        }
        #expect(try await behaviour(room) == PrinterBehaviour())
    }
}

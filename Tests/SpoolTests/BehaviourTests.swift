import Printing
import Spool
import Storage
import Testing

/// What is remembered of a printer from one job to the next.
@Suite(.timeLimit(.minutes(15))) struct BehaviourTests {
    /// Prints a label in a run of the hub of its own, at a printer that keeps silent.
    private func print(
        _ name: String, at printer: CapturedPrinter, _ bench: Bench,
        first: @Sendable (Spool) async throws -> Void = { _ in }
    ) async throws -> (job: PrintJobRecord, questions: Int) {
        printer.change { $0.questions = 0 }
        let job = try await bench.run { spool in
            try await first(spool)
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin(name))
            return try await bench.end(of: id, in: spool)
        }
        return (job, printer.read(\.questions))
    }

    @Test func `a printer that stayed silent is not asked again after a restart`() async throws {
        let printer = CapturedPrinter { $0.answer = nil }
        let bench = try await Bench(["a": printer])
        // Three jobs, and then twenty, are counted through restarts too.
        for number in 1...3 {
            #expect(try await print("A\(number)", at: printer, bench).questions > 0)
        }
        let again = try await print("A4", at: printer, bench)
        #expect(again.job.reason == .printer(.silent) && again.questions == 0)
        for number in 5...23 { _ = try await print("A\(number)", at: printer, bench) }
        printer.change { $0.answer = PlainLanguage.idle }
        #expect(try await print("A24", at: printer, bench).job.state == .printed)
    }

    @Test(arguments: ["usb:b", "usb:a"])
    func `another device is another printer, and the same one is not`(device: String) async throws {
        let printer = CapturedPrinter { $0.answer = nil }
        let bench = try await Bench(["a": printer])
        for name in ["A1", "A2", "A3"] { _ = try await print(name, at: printer, bench) }
        let again = try await print("A4", at: printer, bench) { spool in
            try await spool.change("a") { ($0.device, $0.media) = (device, "57x32") }
        }
        #expect((again.questions > 0) == (device == "usb:b"))
    }

    @Test func `a printer that is set to another device while it prints is met anew`()
        async throws
    {
        let printer = CapturedPrinter(gate: Gate()) { $0.answer = nil }
        let bench = try await Bench(["a": printer])
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A1"))
            await printer.gate?.reached()
            try await spool.change("a") { $0.language = "other" }
            printer.gate?.letAllGoOn()
            #expect(try await bench.end(of: first, in: spool).reason == .printer(.silent))
            #expect(try await bench.store.read { try $0.behaviour(of: "a") } == PrinterBehaviour())
            printer.change { $0.answer = PlainLanguage.idle }
            try await spool.submit(second, to: "a", .bin("A2"))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
    }
}

import Printing
import Spool
import Storage
import Testing

/// What is noted before a job's first byte, while its printer is asked.
@Suite(.timeLimit(.minutes(15))) struct BeginningTests {
    /// A hub whose printer has answered one job, which is printed, and waits at its next question.
    private func bench(
        _ set: (inout CapturedPrinter.Model) -> Void = { _ in }
    ) async throws -> (bench: Bench, printer: CapturedPrinter, gate: Gate) {
        let gate = Gate()
        let printer = CapturedPrinter(questionGate: gate, set)
        return (try await Bench(["a": printer]), printer, gate)
    }

    /// Prints a label, so that the printer is known to answer.
    private func printFirst(_ spool: Spool, _ bench: Bench, _ gate: Gate) async throws {
        let id = bench.freshID()
        try await spool.submit(id, to: "a", .bin("A1"))
        // Once before the job and twice after it.
        for _ in 1...3 {
            await gate.reached()
            gate.letOneGoOn()
        }
        #expect(try await bench.end(of: id, in: spool).state == .printed)
    }

    @Test func `of a printer that answers, a job is noted as begun while it is asked`() async throws
    {
        let (bench, printer, gate) = try await bench()
        let id = bench.freshID()
        try await bench.run { spool in
            try await printFirst(spool, bench, gate)
            let before = printer.received
            try await spool.submit(id, to: "a", .bin("A2"))
            await gate.reached()
            _ = try await bench.job(id, in: spool) { $0.state == .printing }
            #expect(printer.received == before, "no byte goes before the answer")
            gate.letAllGoOn()
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
    }

    @Test func `a printer that nobody knows is asked first`() async throws {
        let (bench, _, gate) = try await bench()
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            await gate.reached()
            #expect(try await bench.job(id)?.state == .queued)
            gate.letAllGoOn()
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
    }

    @Test func `a job that was noted too early waits as if it had not been`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .seconds(1)))
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A1"))
            _ = try await bench.end(of: first, in: spool)
            let before = printer.received
            printer.change { $0.answer = PlainLanguage.paperOut }
            try await spool.submit(second, to: "a", .bin("A2", copies: 3))
            let waiting = try await bench.job(second, in: spool) {
                $0.reason == .printer(.paperOut)
            }
            #expect(waiting.state == .queued && waiting.labelsSent == 0)
            #expect(printer.received == before)
            printer.change { $0.answer = PlainLanguage.idle }
            bench.clock.run(for: .seconds(60))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
        #expect(
            printer.received == (try bench.bytes(.bin("A1")))
                + (try bench.bytes(.bin("A2", copies: 3))))
    }

    @Test func `a hub that stops at the question prints the label when it starts again, once`()
        async throws
    {
        let (bench, printer, gate) = try await bench()
        let id = bench.freshID()
        let before = try await bench.run { spool in
            try await printFirst(spool, bench, gate)
            try await spool.submit(id, to: "a", .bin("A2"))
            await gate.reached()
            _ = try await bench.job(id, in: spool) { $0.state == .printing }
            return printer.received
        }
        #expect(try await bench.job(id)?.state == .queued)
        gate.letAllGoOn()
        try await bench.run { _ = try await bench.end(of: id, in: $0) }
        #expect(try await bench.job(id)?.state == .printed)
        #expect(printer.received == before + (try bench.bytes(.bin("A2"))))
    }
}

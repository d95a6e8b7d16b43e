import Printing
import Spool
import Storage
import Testing

/// Printers that keep silent at the port that takes their jobs, and speak by another way.
@Suite(.timeLimit(.minutes(15))) struct ElsewhereTests {
    /// What a look at an idle printer finds.
    private func reason(of printer: CapturedPrinter) async throws -> JobReason? {
        let bench = try await Bench(["a": printer], language: PlainLanguage(answersAlways: true))
        return try await bench.run { spool in
            while printer.read(\.openings) == 0 {
                _ = try await bench.snapshot(of: "a", in: spool, isLooked: true)
            }
            return try await bench.snapshot(of: "a", in: spool, isLooked: true).reason
        }
    }

    @Test(arguments: [
        (PrinterStatus?.none, JobEnd.Reason?.some(.silent)), (PrinterStatus(), nil),
        (PrinterStatus(conditions: [.paperOut]), .paperOut),
        (PrinterStatus(conditions: [.headOpen]), .headOpen),
        (PrinterStatus(conditions: [.offline]), .offline),
    ])
    func `a look tells what it says there, and silence everywhere is not ready`(
        said: PrinterStatus?, reason: JobEnd.Reason?
    ) async throws {
        let printer = CapturedPrinter { model in
            (model.answer, model.port, model.isPortTrusted) = (nil, said, true)
        }
        #expect(try await self.reason(of: printer) == reason.map { .printer($0) })
    }

    @Test func `its own answer comes first`() async throws {
        let printer = CapturedPrinter { model in
            (model.port, model.isPortTrusted) = (PrinterStatus(conditions: [.paperOut]), true)
        }
        #expect(try await reason(of: printer) == nil)
    }

    @Test(arguments: [
        (PrinterStatus?.none, JobEnd.Reason.notFound), (PrinterStatus(), .busy),
        (PrinterStatus(conditions: [.headOpen]), .headOpen),
    ])
    func `one that cannot be opened says why`(
        said: PrinterStatus?, reason: JobEnd.Reason
    ) async throws {
        let printer = CapturedPrinter { model in
            (model.away, model.elsewhere) = (.notFound(address: "tcp:printer:9100"), said)
        }
        #expect(try await self.reason(of: printer) == .printer(reason))
    }

    @Test func `a job waits for the paper that is missing there, and goes then`() async throws {
        let printer = CapturedPrinter { model in
            model.answer = nil
            (model.port, model.isPortTrusted) = (PrinterStatus(conditions: [.paperOut]), true)
        }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            let waiting = try await bench.job(id, in: spool) { $0.reason != nil }
            #expect(waiting.state == .queued && waiting.reason == .printer(.paperOut))
            #expect(printer.received.isEmpty)
            printer.change { $0.port = PrinterStatus() }
            bench.clock.run(for: .seconds(60))
            let end = try await bench.end(of: id, in: spool)
            // Nobody said that the label is out.
            #expect(end.state == .unknown && !printer.received.isEmpty)
        }
    }
}

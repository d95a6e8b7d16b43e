import Printing
import Spool
import Stock
import Storage
import Testing

/// People change their minds.
@Suite(.timeLimit(.minutes(15))) struct CancelTests {
    @Test func `a queued job is cancelled at once and never sent`() async throws {
        let printer = CapturedPrinter(gate: Gate())
        let bench = try await Bench(["a": printer])
        let (first, second, third) = (bench.freshID(), bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A1"))
            await printer.gate?.reached()
            try await spool.submit(second, to: "a", .bin("A2"))
            try await spool.submit(third, to: "a", .bin("A3"))
            #expect(try await spool.cancel(second).state == .cancelled)
            printer.gate?.letAllGoOn()
            _ = try await bench.end(of: third, in: spool)
        }
        #expect(
            printer.received == (try bench.bytes(.bin("A1"))) + (try bench.bytes(.bin("A3"))))
    }

    @Test func `a job that is cancelled while its printer is asked is never sent`() async throws {
        let printer = CapturedPrinter(questionGate: Gate())
        let bench = try await Bench(["a": printer])
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A1"))
            await printer.questionGate?.reached()
            #expect(try await spool.cancel(first).state == .cancelled)
            printer.questionGate?.letAllGoOn()
            try await spool.submit(second, to: "a", .bin("A2"))
            _ = try await bench.end(of: second, in: spool)
        }
        #expect(try await bench.job(first)?.state == .cancelled)
        #expect(printer.received == (try bench.bytes(.bin("A2"))))
    }

    @Test func `a job that waits for its printer is cancelled, and the next has its turn`()
        async throws
    {
        let printer = CapturedPrinter { $0.away = .busy(address: "usb:") }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A1"))
            try await spool.submit(second, to: "a", .bin("A2"))
            _ = try await bench.job(first, in: spool) { $0.reason == .printer(.busy) }
            #expect(try await spool.cancel(first).state == .cancelled)
            _ = try await bench.job(second, in: spool) { $0.reason == .printer(.busy) }
            printer.change { $0.away = nil }
            bench.clock.run(for: .seconds(60))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
        #expect(printer.received == (try bench.bytes(.bin("A2"))))
    }

    @Test(arguments: [(0, JobState.cancelled, HubReason?.none), (5_000, .unknown, .stopped)])
    func `a job under way is cancelled if no byte went, and else unknown`(
        _ room: Int, _ state: JobState, _ reason: HubReason?
    ) async throws {
        let printer = CapturedPrinter { $0.room = room }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            _ = try await bench.job(id, in: spool) { $0.reason == .printer(.held) }
            #expect(try await spool.cancel(id).state == .printing)
            bench.clock.run(for: .seconds(2))
            return try await bench.end(of: id, in: spool)
        }
        #expect(
            end.state == state && end.reason == reason.map { .hub($0) } && end.bytesSent == room)
        #expect(printer.received.count == room)
    }

    @Test func `a job that is being confirmed is unknown once it is cancelled`() async throws {
        let printer = CapturedPrinter { model in
            model.answer = nil
            model.port = PrinterStatus()
            model.took = { $0.port = PrinterStatus(conditions: [.headOpen]) }
        }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            _ = try await bench.job(id, in: spool) { $0.reason == .printer(.headOpen) }
            try await spool.cancel(id)
            bench.clock.run(for: .seconds(1))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .unknown && end.reason == .hub(.stopped))
    }

    @Test func `a job that is not there cannot be cancelled`() async throws {
        let bench = try await Bench()
        let id = bench.freshID()
        let spool = try bench.makeSpool()
        await #expect(throws: StorageFault.jobNotFound(id.description)) {
            try await spool.cancel(id)
        }
    }
}

import Printing
import Spool
import Storage
import Testing

/// Jobs when the hub stops and starts again.
@Suite(.timeLimit(.minutes(15))) struct RestartTests {
    @Test func `what was queued goes on after a restart`() async throws {
        let printer = CapturedPrinter { $0.away = .notFound(address: "usb:") }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A1"))
            try await spool.submit(second, to: "a", .bin("A2"))
            _ = try await bench.job(first, in: spool) { $0.reason == .printer(.notFound) }
        }
        #expect(try await bench.job(first)?.state == .queued)
        printer.change { $0.away = nil }
        bench.clock.run(for: .seconds(60))
        try await bench.run { _ = try await bench.end(of: second, in: $0) }
        #expect(try await bench.job(first)?.state == .printed)
        #expect(
            printer.received == (try bench.bytes(.bin("A1"))) + (try bench.bytes(.bin("A2"))))
    }

    @Test func `what was being printed when the hub died is unknown and not sent again`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.store.write { ledger in
            _ = try ledger.addJob(first, printer: "a", request: .bin("A1"))
            _ = try ledger.addJob(second, printer: "a", request: .bin("A2"))
            _ = try ledger.beginJob(first, at: "a", labels: 1)
        }
        try await bench.run { _ = try await bench.end(of: second, in: $0) }
        let end = try await bench.job(first)
        #expect(end?.state == .unknown && end?.reason == .hub(.interrupted))
        #expect(printer.received == (try bench.bytes(.bin("A2"))))
    }

    @Test func `a hub that stops half-way through a job leaves it unknown`() async throws {
        let printer = CapturedPrinter { $0.room = 5_000 }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            _ = try await bench.job(id, in: spool) { $0.reason == .printer(.held) }
        }
        let end = try await bench.job(id)
        #expect(end?.state == .unknown && end?.reason == .hub(.interrupted))
        #expect(end?.bytesSent == 5_000)
        try await bench.run { spool in
            let next = bench.freshID()
            printer.change { ($0.room, $0.received) = (.max, []) }
            bench.clock.run(for: .seconds(60))
            try await spool.submit(next, to: "a", .bin("A2"))
            _ = try await bench.end(of: next, in: spool)
        }
        #expect(printer.received == (try bench.bytes(.bin("A2"))))
    }

    @Test func `a hub that stops before a job's first byte keeps it in the queue`() async throws {
        let printer = CapturedPrinter { $0.room = 0 }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            _ = try await bench.job(id, in: spool) { $0.reason == .printer(.held) }
        }
        #expect(try await bench.job(id)?.state == .queued)
        printer.change { $0.room = .max }
        bench.clock.run(for: .seconds(60))
        let end = try await bench.run { try await bench.end(of: id, in: $0) }
        #expect(end.state == .printed)
        #expect(printer.received == (try bench.bytes(.bin("A1"))))
    }

    @Test func `a hub that stops while a printer is at work leaves the job unknown`() async throws {
        let (asked, asking) = AsyncStream<Void>.makeStream()
        let printer = CapturedPrinter { model in
            model.answer = PlainLanguage.busy
            model.asked = { if $0.questions == 2 { asking.finish() } }
        }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            for await _ in asked {}
        }
        let end = try await bench.job(id)
        #expect(end?.state == .unknown && end?.reason == .hub(.interrupted))
        #expect(printer.received == (try bench.bytes(.bin("A1"))))
    }

    @Test(arguments: [JobState.printed, .unknown, .cancelled])
    func `what has ended stays as it ended`(_ state: JobState) async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let (id, next) = (bench.freshID(), bench.freshID())
        try await bench.store.write { ledger in
            _ = try ledger.addJob(id, printer: "a", request: .bin("A1"))
            _ = try ledger.advanceJob(id, by: .end(state, reason: nil, bytesSent: 0))
        }
        try await bench.run { spool in
            try await spool.submit(next, to: "a", .bin("A2"))
            _ = try await bench.end(of: next, in: spool)
            #expect(try await spool.cancel(id).state == state)
        }
        #expect(try await bench.job(id)?.state == state)
        #expect(printer.received == (try bench.bytes(.bin("A2"))))
    }
}

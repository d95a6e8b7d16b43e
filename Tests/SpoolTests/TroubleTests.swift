import Printing
import Spool
import Storage
import Testing

/// Printers that are away, out of paper or pulled out.
@Suite(.timeLimit(.minutes(15))) struct TroubleTests {
    static let media = "101.6x152.4"

    private func bench(
        _ printer: CapturedPrinter, clock: TestClock = TestClock(),
        language: PlainLanguage = PlainLanguage()
    ) async throws -> Bench {
        try await Bench(["a": printer], clock: clock, language: language, media: Self.media)
    }

    @Test func `a printer without paper is sent nothing until it has some`() async throws {
        let printer = CapturedPrinter { $0.answer = PlainLanguage.paperOut }
        let bench = try await bench(printer, clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            let waiting = try await bench.job(id, in: spool) { $0.reason == .printer(.paperOut) }
            #expect(waiting.state == .queued && printer.received.isEmpty)
            #expect(try await spool.snapshot(of: "a").reason == .printer(.paperOut))
            printer.change { $0.answer = PlainLanguage.idle }
            bench.clock.run(for: .seconds(60))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed)
        #expect(printer.received == (try bench.bytes(.bin("A3"), media: Self.media)))
    }

    @Test(arguments: [true, false], [true, false])
    func `a printer that is silent without paper is sent nothing, where its port can be believed`(
        _ answersAlways: Bool, _ wasClear: Bool
    ) async throws {
        let printer = CapturedPrinter { $0.answer = nil }
        let bench = try await bench(
            printer, clock: TestClock(horizon: .seconds(3)),
            language: PlainLanguage(answersAlways: answersAlways))
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            printer.change { $0.port = wasClear ? PrinterStatus() : nil }
            if wasClear {
                try await spool.submit(first, to: "a", .bin("A1"))
                _ = try await bench.end(of: first, in: spool)
            }
            printer.change { ($0.port, $0.received) = (PrinterStatus(conditions: [.paperOut]), []) }
            try await spool.submit(second, to: "a", .bin("A2"))
            guard answersAlways || wasClear else {
                // A port that has never said anything else may always claim it.
                #expect(try await bench.end(of: second, in: spool).reason == .printer(.silent))
                return
            }
            let waiting = try await bench.job(second, in: spool) { $0.reason != nil }
            #expect(waiting.state == .queued && waiting.reason == .printer(.paperOut))
            #expect(printer.received.isEmpty)
            printer.change { ($0.port, $0.answer) = (PrinterStatus(), PlainLanguage.idle) }
            bench.clock.run(for: .seconds(60))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
    }

    @Test(arguments: [
        (TransportFault.notFound(address: "usb:"), JobEnd.Reason.notFound),
        (.permissionMissing(address: "usb:"), .permissionMissing),
        (.busy(address: "usb:"), .busy), (.notAPrinter(address: "usb:"), .notAPrinter),
        (.unplugged(bytesSent: 0), .unplugged), (.broken(bytesSent: 0, code: -1), .broken),
    ])
    func `a printer that cannot be opened is tried again, less and less often`(
        _ fault: TransportFault, _ reason: JobEnd.Reason
    ) async throws {
        let printer = CapturedPrinter { model in
            model.away = fault
            model.opened = { if $0.openings == 8 { $0.away = nil } }
        }
        let bench = try await bench(printer, clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            let waiting = try await bench.job(id, in: spool) { $0.reason != nil }
            #expect(waiting.state == .queued && waiting.reason == .printer(reason))
            bench.clock.run(for: .seconds(120))
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
        // The first pause is cut short where the worker was faster than the word that there is a job.
        let pauses = bench.clock.pauses.filter { $0 >= .seconds(1) }
        #expect(Array(pauses.suffix(6)) == [2, 4, 8, 10, 10, 10].map(Duration.seconds))
        #expect(printer.received == (try bench.bytes(.bin("A3"), media: Self.media)))
    }

    @Test func `a printer that is at work for ever, at rest, is said to be stuck after a minute`()
        async throws
    {
        let printer = CapturedPrinter { $0.answer = PlainLanguage.busy }
        let bench = try await bench(
            printer, clock: TestClock(horizon: .zero),
            language: PlainLanguage(countsLabels: true, reporting: .byItself))
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            _ = try await bench.job(id, in: spool) { $0.reason == .printer(.stillPrinting) }
            #expect(bench.clock.now.offset < .seconds(60))
            bench.clock.run(for: .seconds(75))
            let stuck = try await bench.job(id, in: spool) { $0.reason == .printer(.stuck) }
            #expect(stuck.state == .queued && printer.received.isEmpty)
            // Switched off and on, it is idle, and the label comes out.
            printer.change { model in
                model.answer = PlainLanguage.idle
                model.took = { $0.unread.append(PlainLanguage.labelOut) }
            }
            bench.clock.run(for: .seconds(60))
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
    }

    @Test func `a job that waited twelve hours for its printer fails, and says for what`()
        async throws
    {
        let printer = CapturedPrinter { $0.away = .notFound(address: "usb:") }
        let bench = try await bench(printer)
        let id = bench.freshID()
        try await bench.store.write { _ = try $0.addJob(id, printer: "a", request: .bin("A3")) }
        bench.clock.pass(.seconds(12 * 3_600 - 60))
        let end = try await bench.run { try await bench.end(of: id, in: $0) }
        #expect(end.state == .failed && end.reason == .printer(.notFound))
        #expect(bench.clock.now.offset >= .seconds(12 * 3_600))
        #expect(printer.read(\.openings) > 5)
    }

    @Test func `paper that runs out in the middle of a job is loaded, and the job goes on`()
        async throws
    {
        let printer = CapturedPrinter { model in
            model.room = 40_000
            model.port = PrinterStatus()
            model.held = { $0.port = PrinterStatus(conditions: [.paperOut]) }
        }
        let bench = try await bench(printer, clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            let waiting = try await bench.job(id, in: spool) { $0.reason == .printer(.paperOut) }
            #expect(waiting.state == .printing && waiting.bytesSent == 40_000)
            #expect(try await spool.snapshot(of: "a").busy)
            printer.change { ($0.room, $0.port) = (.max, PrinterStatus()) }
            bench.clock.run(for: .seconds(60))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed && end.reason == nil)
        #expect(printer.received == (try bench.bytes(.bin("A3"), media: Self.media)))
    }

    @Test func `a printer that holds a job for half an hour leaves it unknown`() async throws {
        let printer = CapturedPrinter { model in
            model.room = 40_000
            model.answer = nil
        }
        let bench = try await bench(printer)
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A3"))
            let end = try await bench.end(of: first, in: spool)
            #expect(
                end.state == .unknown && end.reason == .printer(.held) && end.bytesSent == 40_000)
            #expect(bench.clock.now.offset == .seconds(30 * 60))
            printer.change { ($0.room, $0.received, $0.answer) = (.max, [], PlainLanguage.idle) }
            try await spool.submit(second, to: "a", .bin("A4"))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
        #expect(printer.received == (try bench.bytes(.bin("A4"), media: Self.media)))
    }

    @Test func `a job of which no byte was taken keeps its turn`() async throws {
        let printer = CapturedPrinter { model in
            model.room = 0
            model.opened = { if $0.openings == 3 { $0.room = .max } }
        }
        let bench = try await bench(printer)
        let end = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3"))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed)
        #expect(printer.received == (try bench.bytes(.bin("A3"), media: Self.media)))
    }

    @Test func `a job of which bytes turn out to have gone is not sent again`() async throws {
        let printer = CapturedPrinter { ($0.room, $0.underWay) = (0, 900) }
        let bench = try await bench(printer)
        let id = bench.freshID()
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .unknown && end.bytesSent == 900)
        #expect(printer.read(\.openings) == 1)
    }

    @Test func `a job that was pulled out half-way is unknown, and never sent again`() async throws
    {
        let printer = CapturedPrinter { model in
            model.breaksAt = 50_000
            model.took = { _ in }
        }
        let bench = try await bench(printer, clock: TestClock(horizon: .zero))
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            printer.change {
                $0.opened = {
                    if $0.received.count == 50_000 { $0.away = .notFound(address: "usb:") }
                }
            }
            try await spool.submit(first, to: "a", .bin("A3"))
            try await spool.submit(second, to: "a", .bin("A4"))
            let end = try await bench.end(of: first, in: spool)
            #expect(
                end.state == .unknown && end.reason == .printer(.unplugged)
                    && end.bytesSent == 50_000)
            let waiting = try await bench.job(second, in: spool) {
                $0.reason == .printer(.notFound)
            }
            #expect(waiting.state == .queued)
            printer.change { ($0.away, $0.opened) = (nil, { _ in }) }
            bench.clock.run(for: .seconds(60))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
        let first50 = try bench.bytes(.bin("A3"), media: Self.media).prefix(50_000)
        #expect(printer.received == first50 + (try bench.bytes(.bin("A4"), media: Self.media)))
    }

    @Test func `a printer pulled out before the first byte is tried again`() async throws {
        let printer = CapturedPrinter { $0.breaksAt = 0 }
        let bench = try await bench(printer)
        let end = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3"))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed && printer.read(\.openings) == 2)
        #expect(printer.received == (try bench.bytes(.bin("A3"), media: Self.media)))
    }

    @Test func `a connection that fails while it closes does not send the job again`() async throws
    {
        let printer = CapturedPrinter { $0.closingFault = .broken(bytesSent: 0, code: 5) }
        let bench = try await bench(printer)
        let end = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3"))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed)
        #expect(printer.received == (try bench.bytes(.bin("A3"), media: Self.media)))
    }
}

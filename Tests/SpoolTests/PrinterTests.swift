import Printing
import Rendering
import Spool
import Storage
import Synchronization
import Testing

/// Printers come, go, and tell how they are.
@Suite(.timeLimit(.minutes(15))) struct PrinterTests {
    @Test func `a printer that is added while the hub runs prints`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer, "b": CapturedPrinter()])
        try await bench.store.write { _ = try $0.removePrinter("a") }
        let id = bench.freshID()
        try await bench.run { spool in
            for _ in 1...2 { try await spool.add(Bench.record("a")) }
            try await spool.submit(id, to: "a", .bin("A3"))
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
        #expect(printer.received == (try bench.bytes(.bin("A3"))))
    }

    @Test func `a printer that could never print is not added`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        let spool = try bench.makeSpool()
        let good = Bench.record("a")
        func refusal(_ set: (inout PrinterRecord) -> Void) async -> (any Error)? {
            var record = good
            set(&record)
            let wrong = record
            do {
                try await spool.add(wrong)
                return nil
            } catch {
                return error
            }
        }
        #expect(
            await refusal { $0.name = "" } as? SpoolFault
                == .nameLengthOutOfRange(characters: 0, limit: 60))
        #expect(await refusal { $0.dpi = 20 } as? SpoolFault == .resolutionOutOfRange(dpi: 20))
        #expect(
            await refusal { $0.name = "nowhere" } as? TransportFault
                == .notFound(address: good.device))
        #expect(await refusal { $0.dpi = 300 } as? StorageFault == .printerExists("a"))
        guard
            case .label(.mediaUnknown("9x9", _)) = await refusal({ $0.media = "9x9" })
                as? SpoolFault
        else {
            Issue.record("the media was taken")
            return
        }
    }

    @Test func `a printer that is removed takes its queue with it, and may come back`() async throws
    {
        let printer = CapturedPrinter { $0.room = 5_000 }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let (first, second, third) = (bench.freshID(), bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A1"))
            try await spool.submit(second, to: "a", .bin("A2"))
            _ = try await bench.job(first, in: spool) { $0.reason == .printer(.held) }
            try await spool.remove("a")
            let stopped = try await bench.job(first)
            #expect(stopped?.state == .unknown && stopped?.reason == .hub(.stopped))
            #expect(try await bench.job(second)?.state == .cancelled)
            await #expect(throws: StorageFault.printerNotFound("a")) {
                try await spool.submit(third, to: "a", .bin("A3"))
            }
            try await spool.add(Bench.record("a"))
            try await spool.submit(third, to: "a", .bin("A3"))
            printer.change { ($0.room, $0.received) = (.max, []) }
            bench.clock.run(for: .seconds(60))
            #expect(try await bench.end(of: third, in: spool).state == .printed)
        }
        #expect(printer.received == (try bench.bytes(.bin("A3"))))
    }

    @Test func `an idle printer is looked at when somebody wants to know`() async throws {
        let printer = CapturedPrinter { $0.answer = PlainLanguage.paperOut }
        let bench = try await Bench(["a": printer])
        try await bench.run { spool in
            var changes = spool.follow().makeAsyncIterator()
            while try await spool.snapshot(of: "a").lastSeen == nil { await Task.yield() }
            while try await spool.snapshot(of: "a").reason == nil { _ = await changes.next() }
            let live = try await spool.snapshot(of: "a")
            #expect(live.reason == .printer(.paperOut) && !live.busy && live.waiting == 0)
            bench.clock.pass(.seconds(11))
            printer.change { $0.away = .notFound(address: "usb:a") }
            while try await spool.snapshot(of: "a").reason == .printer(.paperOut) {
                _ = await changes.next()
            }
            #expect(try await spool.snapshot(of: "a").reason == .printer(.notFound))
            #expect(printer.read(\.openings) == 2 && printer.received.isEmpty)
        }
    }

    @Test(arguments: [
        (UInt8?.some(PlainLanguage.idle), PrinterStatus?.none, false, false, true),
        (nil, nil, false, false, false), (50, nil, false, false, false),
        (nil, PrinterStatus(), false, false, false), (nil, PrinterStatus(), true, false, true),
        (nil, nil, false, true, true),
    ])
    func `a printer is heard where it answers, its port may speak for it, or a file keeps all`(
        answer: UInt8?, port: PrinterStatus?, isTrusted: Bool, isFile: Bool, isHeard: Bool
    ) async throws {
        let printer = CapturedPrinter { model in
            (model.answer, model.port) = (answer, port)
            (model.isPortTrusted, model.isFile) = (isTrusted, isFile)
        }
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        try await bench.run { spool in
            while try await bench.snapshot(of: "a", in: spool, isLooked: true).lastSeen == nil {
                await Task.yield()
            }
            let looked = try await bench.snapshot(of: "a", in: spool, isLooked: true)
            #expect(looked.reason == nil && looked.isHeard == isHeard)
            try await spool.submit(id, to: "a", .bin("A1"))
            bench.clock.run(for: .seconds(600))
            let end = try await bench.end(of: id, in: spool)
            let after = try await bench.snapshot(of: "a", in: spool, isLooked: false)
            // What has no word of its own for a job ends it in doubt.
            #expect(after.isHeard == (end.state == .printed || isTrusted))
        }
    }

    @Test func `a printer that falls silent in a job is not heard from then on`() async throws {
        let printer = CapturedPrinter { model in
            model.took = { $0.answer = nil }
        }
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A1"))
            bench.clock.run(for: .seconds(600))
            let end = try await bench.end(of: id, in: spool)
            #expect(end.state == .unknown && end.reason == .printer(.silent))
            let live = try await bench.snapshot(of: "a", in: spool, isLooked: false)
            #expect(live.reason == nil && !live.isHeard)
        }
    }

    @Test func `an idle printer is left alone until a person looks at it, who is told how it is`()
        async throws
    {
        let printer = CapturedPrinter { $0.answer = PlainLanguage.paperOut }
        let bench = try await Bench(["a": printer])
        try await bench.run { spool in
            for _ in 1...5 {
                let live = try await bench.snapshot(of: "a", in: spool, isLooked: false)
                #expect(live.reason == nil)
            }
            #expect(printer.read(\.openings) == 0)
            while try await bench.snapshot(of: "a", in: spool, isLooked: true).lastSeen == nil {
                await Task.yield()
            }
            #expect(
                try await bench.snapshot(of: "a", in: spool, isLooked: false).reason
                    == .printer(.paperOut))
            #expect(printer.read(\.openings) == 1)
            // What is known is new enough, unless something was plugged in or out.
            printer.change { $0.away = .notFound(address: "usb:a") }
            #expect(
                try await bench.snapshot(of: "a", in: spool, isLooked: true).reason
                    == .printer(.paperOut))
            bench.changeDevices()
            while try await bench.snapshot(of: "a", in: spool, isLooked: true).reason
                == .printer(.paperOut)
            { await Task.yield() }
            #expect(printer.read(\.openings) == 2)
        }
    }

    @Test func `what waits for a printer is tried at once when something is plugged in`()
        async throws
    {
        let printer = CapturedPrinter { $0.away = .notFound(address: "usb:a") }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            _ = try await bench.job(id, in: spool) { $0.reason == .printer(.notFound) }
            printer.change { model in
                model.away = nil
                model.isFile = true
            }
            bench.changeDevices()
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
    }

    @Test func `twenty labels that differ come out at the printer's pace, each confirmed`()
        async throws
    {
        let clock = TestClock()
        let begun = Moments()
        let printer = CapturedPrinter { model in
            model.took = { _ in begun.note(clock.now.offset) }
            model.asked = { model in
                let took = clock.now.offset - begun.latest
                model.answer = took < .milliseconds(300) ? PlainLanguage.busy : PlainLanguage.idle
            }
        }
        let bench = try await Bench(["a": printer], clock: clock)
        let requests = (1...20).map { PrintRequest.bin("Bin \($0)") }
        try await bench.run { spool in
            var last = bench.freshID()
            for request in requests {
                last = bench.freshID()
                try await spool.submit(last, to: "a", request)
            }
            #expect(try await bench.end(of: last, in: spool).state == .printed)
        }
        #expect(clock.now.offset >= .seconds(6) && clock.now.offset <= .milliseconds(7_500))
        #expect(printer.read(\.questions) < 20 * 10)
        #expect(printer.received == (try requests.flatMap { try bench.bytes($0) }))
    }

    @Test func `one who follows too slowly is let go`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        let spool = try bench.makeSpool()
        let changes = spool.follow()
        for _ in 1...1_001 { try await spool.add(Bench.record("a")) }
        var seen = 0
        for await _ in changes { seen += 1 }
        #expect(seen == 1_000)
    }
}

/// When something happened last.
private final class Moments: Sendable {
    private let moment = Mutex(Duration.seconds(-1))
    var latest: Duration { moment.withLock { $0 } }
    func note(_ time: Duration) { moment.withLock { $0 = time } }
}

import Printing
import Spool
import Stock
import Storage
import Testing

/// Jobs of many equal labels, and batches of different ones.
@Suite(.timeLimit(.minutes(15))) struct RunTests {
    /// The bytes of so many labels of one job, in runs.
    private func runs(_ bench: Bench, _ counts: [Int]) throws -> [UInt8] {
        try counts.flatMap { try bench.bytes(.bin("A3", copies: $0)) }
    }

    @Test func `many copies go out in runs, each confirmed before the next`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let end = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3", copies: 60))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed && end.labelsOut == 60)
        #expect(printer.received == (try runs(bench, [25, 25, 10])))
        #expect(printer.read(\.openings) == 1)
    }

    @Test func `a printer that says nothing is given all that is left at once`() async throws {
        let printer = CapturedPrinter { $0.answer = nil }
        let bench = try await Bench(["a": printer])
        let end = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3", copies: 60))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .unknown && end.reason == .printer(.silent))
        #expect((end.labelsOut, end.labelsSent) == (0, 60))
        #expect(printer.received == (try runs(bench, [25, 35])))
    }

    @Test(arguments: [0.2, 0.5, 0.999])
    func `a printer pulled out in the second run goes on where the person says`(_ part: Double)
        async throws
    {
        let bench0 = try await Bench()
        let first = try runs(bench0, [25]).count
        let breaksAt = first + Int(Double(first) * part)
        let printer = CapturedPrinter { $0.breaksAt = breaksAt }
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3", copies: 60))
            let doubt = try await bench.end(of: id, in: spool)
            #expect(doubt.state == .unknown && doubt.reason == .printer(.unplugged))
            #expect((doubt.labelsOut, doubt.labelsSent) == (25, 50))
            printer.change { $0.received = [] }
            try await spool.confirm(id, .upTo(31), labelsSent: 50)
            // Said twice, it is done once.
            let again = try await spool.confirm(id, .upTo(31), labelsSent: 50)
            #expect(again.labelsOut >= 31)
            let end = try await bench.job(id, in: spool) { $0.state == .printed }
            #expect(end.labelsOut == 60)
        }
        #expect(printer.received == (try runs(bench, [25, 4])))
    }

    @Test func `an answer that comes late settles no later doubt`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        let id = bench.freshID()
        let spool = try bench.makeSpool()
        try await bench.store.write { ledger in
            _ = try ledger.addJob(id, printer: "a", request: .bin("A3", copies: 60))
            _ = try ledger.beginJob(id, at: "a", labels: 25)
            _ = try ledger.advanceJob(id, by: .goOn(bytesSent: 1, labelsOut: 25))
            _ = try ledger.beginJob(id, at: "a", labels: 25)
            try ledger.interruptJobs()
        }
        for sighting in [Sighting.all, .upTo(26), .upTo(51)] {
            await #expect(throws: SpoolFault.jobWentOn(labelsOut: 25, labelsSent: 50)) {
                try await spool.confirm(
                    id, sighting, labelsSent: sighting == .upTo(51) ? 50 : 60)
            }
        }
        #expect(try await bench.job(id)?.state == .unknown)
    }

    @Test func `a hub that dies between two runs goes on with the next, and asks nobody`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        try await bench.store.write { ledger in
            _ = try ledger.addJob(id, printer: "a", request: .bin("A3", copies: 60))
            _ = try ledger.beginJob(id, at: "a", labels: 25)
            _ = try ledger.advanceJob(id, by: .goOn(bytesSent: 1, labelsOut: 25))
        }
        let end = try await bench.run { try await bench.end(of: id, in: $0) }
        #expect(end.state == .printed)
        #expect(printer.received == (try runs(bench, [25, 10])))
    }

    @Test func `a batch goes on by itself after the label that is in doubt`() async throws {
        let requests = (1...5).map { PrintRequest.bin("Bin \($0)") }
        let bench0 = try await Bench()
        let bytes = try requests.map { try bench0.bytes($0) }
        let breaksAt = bytes[0].count + 100
        let printer = CapturedPrinter { $0.breaksAt = breaksAt }
        let bench = try await Bench(["a": printer])
        let batch = bench.freshID().named(PrintBatch.Mark.self)
        let progress = try await bench.run { spool in
            try await spool.submit(batch, to: "a", requests)
            let changes = spool.follow()
            for await _ in changes {
                let progress = try await bench.store.read { try $0.progress(of: batch) }
                if progress.labelsLeft == 0 { return progress }
            }
            throw SpoolEnded()
        }
        #expect(progress.jobs == [.printed: 4, .unknown: 1] && progress.labelsOut == 4)
        #expect(
            printer.received == bytes[0] + bytes[1].prefix(100) + bytes[2] + bytes[3] + bytes[4])
    }

    @Test func `a paused printer prints nothing until it is let go on`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.pause("a")
            try await spool.submit(id, to: "a", .bin("A3"))
            #expect(try await spool.snapshot(of: "a").isPaused)
        }
        #expect(printer.received.isEmpty)
        try await bench.run { spool in
            #expect(try await bench.job(id)?.state == .queued)
            try await spool.resume("a")
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
    }

    @Test func `a job moves to a printer that can print it, while it waits`() async throws {
        let bench = try await Bench(
            [
                "a": CapturedPrinter { $0.away = .notFound(address: "usb:a") },
                "b": CapturedPrinter(),
            ])
        let id = bench.freshID()
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            _ = try await bench.job(id, in: spool) { $0.reason == .printer(.notFound) }
            await #expect(throws: StorageFault.printerNotFound("c")) {
                try await spool.move(id, to: "c")
            }
            let moved = try await spool.move(id, to: "b")
            #expect(moved.printer == "b")
            let end = try await bench.end(of: id, in: spool)
            await #expect(throws: SpoolFault.jobIsNotQueued(state: .printed)) {
                try await spool.move(id, to: "a")
            }
            return end
        }
        #expect(end.state == .printed && end.printer == "b")
    }

    @Test func `labels that are printed again keep their code, and the first job is done with`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let (id, again) = (bench.freshID(), bench.freshID())
        try await bench.store.write { ledger in
            _ = try ledger.addJob(id, printer: "a", request: .bin("A3"))
            _ = try ledger.beginJob(id, at: "a", labels: 1)
            try ledger.interruptJobs()
        }
        try await bench.run { spool in
            for isReplay in [false, true] {
                #expect(try await spool.reprint(id, as: again).isReplay == isReplay)
            }
            let end = try await bench.end(of: again, in: spool)
            #expect(end.reprintOf == id && end.request == .bin("A3"))
        }
        let first = try await bench.job(id)
        #expect(first?.state == .cancelled && first?.reason == .hub(.printedAgain))
        let label = try await bench.store.read { try $0.labelPrint(of: "7K2M9XRD") }
        #expect(label?.reprints == 1 && label?.labelsOut == 1)
        #expect(printer.received == (try bench.bytes(.bin("A3"))))
    }

    @Test func `time left is told once the printer's pace is known, and not while it is held`()
        async throws
    {
        let clock = TestClock()
        let printer = CapturedPrinter { $0.took = { _ in clock.pass(.seconds(1)) } }
        let bench = try await Bench(["a": printer], clock: clock)
        try await bench.run { spool in
            let live = try await spool.snapshot(of: "a")
            #expect(live.timeLeft(for: 10) == nil)
            var last = bench.freshID()
            for _ in 1...6 {
                last = bench.freshID()
                try await spool.submit(last, to: "a", .bin("A3"))
            }
            _ = try await bench.end(of: last, in: spool)
            let now = try await spool.snapshot(of: "a")
            let time = try #require(now.timeLeft(for: 10))
            #expect(time >= .seconds(10) && time < .seconds(30))
            try await spool.pause("a")
            let paused = try await spool.snapshot(of: "a")
            #expect(paused.timeLeft(for: 10) == nil)
        }
    }
}

import Printing
import Spool
import Stock
import Storage
import Testing

/// Jobs at printers that have what they need.
@Suite(.timeLimit(.minutes(15))) struct SendingTests {
    @Test func `a job is sent whole, once, and is printed when the printer is done`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        let request = PrintRequest.bin("A3", copies: 12)
        let end = try await bench.run { spool in
            let job = try await spool.submit(id, to: "a", request).job
            #expect(job.state == .queued)
            return try await bench.end(of: id, in: spool)
        }
        let bytes = try bench.bytes(request)
        #expect(end.state == .printed && end.reason == nil && end.bytesSent == bytes.count)
        #expect(printer.received == bytes)
    }

    @Test func `jobs come out one at a time in the order in which they were asked for`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let requests = (1...20).map { PrintRequest.bin("Bin \($0)") }
        try await bench.run { spool in
            var last = bench.freshID()
            for request in requests {
                last = bench.freshID()
                try await spool.submit(last, to: "a", request)
            }
            _ = try await bench.end(of: last, in: spool)
        }
        #expect(printer.received == (try requests.flatMap { try bench.bytes($0) }))
    }

    @Test func `a job goes out in slices, and to a file in one piece`() async throws {
        for isFile in [false, true] {
            let printer = CapturedPrinter { $0.isFile = isFile }
            let bench = try await Bench(["a": printer], media: "101.6x152.4")
            let end = try await bench.run { spool in
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin("A3"))
                return try await bench.end(of: id, in: spool)
            }
            let bytes = try bench.bytes(.bin("A3"), media: "101.6x152.4")
            #expect(printer.received == bytes && end.state == .printed)
            let sends = printer.read(\.sends)
            #expect(isFile ? sends == [bytes.count] : sends.count == 8 && sends.max() == 16_384)
        }
    }

    @Test func `bytes in a file are the proof, and no question is asked of it`() async throws {
        let printer = CapturedPrinter {
            $0.isFile = true
            $0.answer = nil
        }
        let bench = try await Bench(["a": printer])
        let end = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3"))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed)
        #expect(printer.read(\.questions) == 0)
    }

    @Test func `a stuck printer holds up its own queue and no other`() async throws {
        let stuck = CapturedPrinter(gate: Gate())
        let free = CapturedPrinter()
        let bench = try await Bench(["stuck": stuck, "free": free])
        let (first, second, third) = (bench.freshID(), bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "stuck", .bin("A1"))
            try await spool.submit(second, to: "stuck", .bin("A2"))
            await stuck.gate?.reached()
            try await spool.submit(third, to: "free", .bin("A3"))
            #expect(try await bench.end(of: third, in: spool).state == .printed)
            #expect(try await bench.job(first)?.state == .printing)
            #expect(try await bench.job(second)?.state == .queued)
            stuck.gate?.letAllGoOn()
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
        #expect(free.received == (try bench.bytes(.bin("A3"))))
    }

    @Test func `a long queue is worked off in order, and holds no more than its limit`()
        async throws
    {
        let printer = CapturedPrinter {
            $0.isFile = true
            $0.away = .notFound(address: "usb:a")
        }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let ids = (0..<10_000).compactMap { number in
            PrintJobID(
                bytes: [UInt8](repeating: 1, count: 14) + [
                    UInt8(number >> 8), UInt8(number & 0xFF),
                ])
        }
        try await bench.store.write { ledger in
            for id in ids { _ = try ledger.addJob(id, printer: "a", request: .bin("A3")) }
        }
        try await bench.run { spool in
            await #expect(throws: SpoolFault.queueFull(limit: 10_000)) {
                try await spool.submit(bench.freshID(), to: "a", .bin("A4"))
            }
            #expect(try await spool.submit(ids[0], to: "a", .bin("A3")).isReplay)
            try await bench.store.write { ledger in
                for id in ids.dropFirst(100) { _ = try ledger.advanceJob(id, by: .cancel) }
            }
            printer.change { $0.away = nil }
            await spool.wake("a")
            #expect(try await bench.end(of: ids[99], in: spool).state == .printed)
        }
        #expect(printer.read(\.sends).count == 100)
        #expect(printer.received.count == (try bench.bytes(.bin("A3"))).count * 100)
    }
}

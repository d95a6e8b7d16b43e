import Printing
import Rendering
import Spool
import Storage
import Testing

/// How printers are set, and what comes of it.
@Suite(.timeLimit(.minutes(15))) struct SetupTests {
    private func fault(
        _ bench: Bench, _ set: @escaping @Sendable (inout PrinterSetup) -> Void
    ) async throws -> SpoolFault? {
        do {
            try await bench.makeSpool().change("a") { set(&$0.setup) }
            return nil
        } catch let fault as SpoolFault { return fault }
    }

    @Test func `a printer's options are kept and are in its next job`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let setup = PrinterSetup(
            options: PrinterOptions(darkness: 9, offsetAlong: -3), head: 800, decidedBy: .deviceID)
        let job = bench.freshID()
        try await bench.run { spool in
            #expect(try await spool.change("a") { $0.setup = setup }.printer.setup == setup)
            try await spool.submit(job, to: "a", .bin("A3"))
            _ = try await bench.end(of: job, in: spool)
        }
        let kept = try await bench.store.read { try $0.printer("a") }
        #expect(kept?.setup == setup)
        #expect(printer.received[3] == 9, "the darkness of the plain language")
    }

    @Test func `an option beyond the language's range is refused with the range`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        #expect(
            try await fault(bench) { $0.options.darkness = 16 }
                == .optionOutOfRange(.darkness, value: 16, range: 0...15))
        #expect(try await fault(bench) { $0.options.speed = 2 } == .optionNotSettable(.speed))
        #expect(try await fault(bench) { $0.options.cut = .never } == .optionNotSettable(.cut))
        #expect(try await fault(bench) { $0.options.roll = .left } == .optionNotSettable(.roll))
        #expect(
            try await fault(bench) { $0.options.offsetAcross = -201 }
                == .optionOutOfRange(.offsetAcross, value: -201, range: -200...200))
        #expect(
            try await fault(bench) { $0.options.offsetAlong = 201 }
                == .optionOutOfRange(.offsetAlong, value: 201, range: -200...200))
        #expect(
            try await fault(bench) { $0.head = 5 }
                == .optionOutOfRange(.head, value: 5, range: 64...4_096))
        #expect(try await fault(bench) { $0.options.darkness = 15 } == nil)
    }

    @Test func `a printer that says how wide its head is gets its labels for that head`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer], language: PlainLanguage(saysHead: 150))
        let (first, second) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            try await spool.submit(first, to: "a", .bin("A3"))
            #expect(try await bench.end(of: first, in: spool).state == .printed)
            // Nothing went out for the head that was not known, and nobody waited.
            #expect(printer.received[3] == 150 && printer.read(\.openings) == 2)
            #expect(bench.clock.now.offset < .seconds(1))
            // What a person says comes first.
            printer.change { $0.received = [] }
            try await spool.change("a") { $0.setup.head = 200 }
            try await spool.submit(second, to: "a", .bin("A4"))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
        #expect(printer.received[3] == 200)
    }

    @Test func `a printer that is not there cannot be set`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        try await bench.makeSpool().remove("a")
        await #expect(throws: StorageFault.printerNotFound("a")) {
            try await bench.makeSpool().change("a") { _ in }
        }
    }

    @Test func `what is changed at once by many stays of each`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        let spool = try bench.makeSpool()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...20 {
                group.addTask { try await spool.change("a") { $0.setup.options.offsetAcross += 1 } }
                group.addTask { try await spool.change("a") { $0.setup.options.offsetAlong -= 1 } }
            }
            try await group.waitForAll()
        }
        let options = try await bench.store.read { try $0.printer("a") }?.setup.options
        #expect(options?.offsetAcross == 20 && options?.offsetAlong == -20)
    }

    @Test func `a change that is refused changes nothing, and a printer keeps its name`()
        async throws
    {
        let bench = try await Bench(["a": CapturedPrinter()])
        let spool = try bench.makeSpool()
        await #expect(throws: SpoolFault.self) {
            try await spool.change("a") { ($0.media, $0.dpi) = ("40x30", 7) }
        }
        #expect(try await bench.store.read { try $0.printer("a") } == Bench.record("a"))
        #expect(try await spool.change("a") { $0.name = "b" }.printer.name == "a")
    }

    @Test func `a calibration label is printed like any other`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let job = bench.freshID()
        let label = PrintRequest(
            layout: CalibrationLabel.name, code: nil, fields: [:], copies: 1)
        try await bench.run { spool in
            try await spool.submit(job, to: "a", label)
            #expect(try await bench.end(of: job, in: spool).state == .printed)
        }
        let paper = try Bench.catalogue.get().media(named: "50x30")
        let dots = CalibrationLabel.bitmap(on: paper, at: .dpi203).bytes
        #expect(printer.received.contains(dots))
    }

    @Test func `a calibration label leaves white what a printer refuses to print on`() async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer], language: PlainLanguage(unreached: 12))
        let label = PrintRequest(
            layout: CalibrationLabel.name, code: nil, fields: [:], copies: 1)
        let job = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(job, to: "a", label)
            _ = try await bench.end(of: job, in: spool)
        }
        let paper = try Bench.catalogue.get().media(named: "50x30")
        let dots = CalibrationLabel.bitmap(on: paper, at: .dpi203, whiteEdge: 1.5).bytes
        #expect(printer.received.contains(dots))
    }

    @Test func `white edges of a maker's own label are left off, and ink there is refused`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer], head: 390, leavesEdgesOff: true)
        let job = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(job, to: "a", .bin("A3"))
            _ = try await bench.end(of: job, in: spool)
        }
        // A row of 390 dots is 49 bytes; 240 rows, and 7 bytes around them.
        #expect(printer.received.count == 49 * 240 + 7)
        let rulers = PrintRequest(layout: CalibrationLabel.name, code: nil, fields: [:], copies: 1)
        _ = try await bench.makeSpool().check(rulers, for: "a")
        let narrow = try await Bench(["a": printer], head: 375, leavesEdgesOff: true)
        await #expect(throws: SpoolFault.label(.labelWiderThanHead(label: 400, head: 375))) {
            try await narrow.makeSpool().check(.bin("A3"), for: "a")
        }
    }

    @Test func `the test labels of all languages go out one after another, numbered`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let trials = try await bench.makeSpool().printTrials(
            on: Bench.record("a"), in: ["one", "two"])
        #expect(trials.map(\.number) == [1, 2])
        #expect(trials.map(\.language) == ["one", "two"])
        #expect(trials.allSatisfy { $0.reason == nil && $0.sent > 0 })
        for number in 1...2 {
            let dots = TrialLabel.bitmap(number, at: .dpi203)
            let label = dots.window(x: -8, y: -8, width: dots.width + 8, height: dots.height + 8)
            #expect(printer.received.contains(label.bytes))
        }
    }

    @Test func `a device that is not there ends the trial at once`() async throws {
        let printer = CapturedPrinter { $0.away = .unplugged(bytesSent: 0) }
        let bench = try await Bench(["a": printer])
        let trials = try await bench.makeSpool().printTrials(
            on: Bench.record("a"), in: ["one", "two"])
        #expect(trials.map(\.reason) == [.unplugged])
    }

    @Test(arguments: [
        (LoadedMedia(width: 62, feed: 29, isContinuous: false), "62x29"),
        (LoadedMedia(width: 58, feed: 102, isContinuous: false), "58.7x101.6"),
        (LoadedMedia(width: 62, isContinuous: true), "62"),
        (LoadedMedia(width: 62, isContinuous: true, colours: 2), "62-red"),
        (LoadedMedia(width: 12, isContinuous: true), "12"),
        (LoadedMedia(width: 102, isContinuous: true), "102"),
        (LoadedMedia(width: 23, feed: 23, isContinuous: false), "23x23"),
        (LoadedMedia(width: 38, feed: 90, isContinuous: false), "38x90"),
        (LoadedMedia(width: 62), nil), (LoadedMedia(isContinuous: true), nil),
        (LoadedMedia(width: 33, feed: 33, isContinuous: false), nil),
    ])
    func `the paper that a printer finds in itself is looked up`(
        loaded: LoadedMedia, name: String?
    ) async throws {
        let bench = try await Bench(
            ["a": CapturedPrinter()], language: PlainLanguage(loaded: loaded))
        let media = try await bench.makeSpool().loadedMedia(of: Bench.record("a"))
        #expect(media?.name == name)
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        return (0...count - part.count).contains { self[$0..<$0 + part.count].elementsEqual(part) }
    }
}

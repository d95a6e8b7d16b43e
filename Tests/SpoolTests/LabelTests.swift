import Printing
import Spool
import Storage
import Testing

/// What printers say of single labels, and what is made of it.
@Suite(.timeLimit(.minutes(15))) struct LabelTests {
    /// Sends one job of ten labels to such a printer, and answers how it ended and how long that
    /// took.
    private func end(
        _ language: PlainLanguage, copies: Int = 10,
        _ set: (inout CapturedPrinter.Model) -> Void
    ) async throws -> (job: PrintJobRecord, took: Duration, printer: CapturedPrinter) {
        let printer = CapturedPrinter(set)
        let bench = try await Bench(["a": printer], language: language)
        let job = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3", copies: copies))
            return try await bench.end(of: id, in: spool)
        }
        return (job, bench.clock.now.offset, printer)
    }

    private let counting = PlainLanguage(countsLabels: true)

    @Test func `a job whose labels are all said to be out is printed, whatever else is said`()
        async throws
    {
        let (job, took, _) = try await end(counting) { model in
            model.answer = PlainLanguage.cannotTell
            model.asked = { model in
                guard model.questions > 1 else { return }
                model.unread += [UInt8](repeating: PlainLanguage.labelOut, count: 2)
                model.answer = PlainLanguage.paperOut
            }
        }
        #expect(job.state == .printed && job.reason == nil)
        #expect(took < .seconds(10))
    }

    @Test func `a printer pulled out after its last label has printed`() async throws {
        let bytes = try await Bench().bytes(.bin("A3", copies: 10)).count
        let (job, _, _) = try await end(counting) { model in
            model.answer = PlainLanguage.busy
            model.took = { model in
                let labels = [UInt8](repeating: PlainLanguage.labelOut, count: 10)
                if model.received.count == bytes { model.unread += labels }
            }
            model.closingFault = .unplugged(bytesSent: 0)
        }
        #expect(job.state == .printed)
    }

    @Test func `a printer that stops half-way through a batch leaves the rest unknown`()
        async throws
    {
        let (job, took, _) = try await end(counting) { model in
            model.asked = { model in
                switch model.questions {
                case 1: break
                case 2:
                    model.unread += [UInt8](repeating: PlainLanguage.labelOut, count: 4)
                    model.answer = PlainLanguage.paperOut
                default: model.answer = PlainLanguage.paperOut
                }
            }
        }
        #expect(job.state == .unknown && job.reason == .printer(.paperOut))
        #expect(took == .seconds(30 * 60))
    }

    @Test func `a printer that never says so is waited for once, and then believed to keep silent`()
        async throws
    {
        let printer = CapturedPrinter { $0.answer = PlainLanguage.cannotTell }
        let bench = try await Bench(["a": printer], language: counting)
        try await bench.run { spool in
            for expected in [10_000, 11_100, 12_200] as [Int64] {
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin("A3"))
                #expect(try await bench.end(of: id, in: spool).reason == .printer(.cannotTell))
                #expect(bench.clock.now.offset == .milliseconds(expected))
            }
        }
    }

    @Test func `a printer that reports by itself is asked before the job and then listened to`()
        async throws
    {
        let language = PlainLanguage(countsLabels: true, reporting: .byItself)
        let (job, _, printer) = try await end(language) { model in
            model.took = { model in
                guard model.received.suffix(3) == Array("end".utf8) else { return }
                model.unread += [UInt8](repeating: PlainLanguage.labelOut, count: 10)
            }
        }
        #expect(job.state == .printed && printer.read(\.questions) == 1)
    }

    @Test func `a printer that reports a trouble by itself has forgotten the rest of the job`()
        async throws
    {
        let language = PlainLanguage(countsLabels: true, reporting: .byItself)
        let (job, took, _) = try await end(language) { model in
            model.took = { model in
                let word = PlainLanguage.labelOut
                model.unread += [PlainLanguage.busy, word, word, PlainLanguage.paperOut]
            }
        }
        #expect(job.state == .unknown && job.reason == .printer(.paperOut))
        #expect(took < .seconds(1))
    }

    @Test func `a printer that waits again without having said all is unknown after a while`()
        async throws
    {
        let language = PlainLanguage(countsLabels: true, reporting: .byItself)
        let (job, took, _) = try await end(language) { model in
            model.took = { $0.unread += [PlainLanguage.busy, PlainLanguage.idle] }
        }
        #expect(job.state == .unknown && job.reason == .printer(.cannotTell))
        #expect(took == .seconds(10))
    }

    @Test(arguments: [true, false, nil] as [Bool?])
    func `only a printer that is known to understand is asked for word of its labels`(
        confirms: Bool?
    ) async throws {
        let printer = CapturedPrinter { model in
            model.answer = PlainLanguage.cannotTell
            model.took = { model in
                let isAsked = model.received.last == PlainLanguage.proof
                model.unread += isAsked ? [PlainLanguage.labelOut] : []
            }
        }
        let bench = try await Bench(
            ["a": printer], language: PlainLanguage(countsWhenAsked: true))
        let job = try await bench.run { spool in
            try await spool.change("a") { $0.setup.confirms = confirms }
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3"))
            return try await bench.end(of: id, in: spool)
        }
        let isAsked = printer.received.last == PlainLanguage.proof
        #expect(isAsked == (confirms == true))
        #expect(job.state == (isAsked ? .printed : .unknown))
        // The word of a label is not waited for where nobody asked for it.
        if !isAsked { #expect(bench.clock.now.offset == .milliseconds(1_100)) }
    }

    @Test func `a printer that was asked for word of its labels in vain is not asked again`()
        async throws
    {
        let printer = CapturedPrinter { $0.answer = PlainLanguage.cannotTell }
        let bench = try await Bench(
            ["a": printer], language: PlainLanguage(countsWhenAsked: true))
        try await bench.run { spool in
            try await spool.change("a") { $0.setup.confirms = true }
            for number in 1...4 {
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin("A\(number)"))
                #expect(try await bench.end(of: id, in: spool).reason == .printer(.cannotTell))
                let isAsked = printer.received.last == PlainLanguage.proof
                #expect(isAsked == (number == 1))
            }
        }
    }

    @Test func `the wrong paper is sent nothing until the right one is loaded`() async throws {
        let printer = CapturedPrinter { $0.answer = PlainLanguage.wideRoll }
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .zero))
        let id = bench.freshID()
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "a", .bin("A3"))
            let waiting = try await bench.job(id, in: spool) { $0.reason == .printer(.wrongMedia) }
            #expect(waiting.state == .queued && printer.received.isEmpty)
            #expect(try await spool.snapshot(of: "a").loaded == LoadedMedia(width: 62))
            printer.change { $0.answer = PlainLanguage.idle }
            bench.clock.run(for: .seconds(60))
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed)
    }

    @Test func `what a broken-off job left unfinished is ended before the next, and only then`()
        async throws
    {
        let printer = CapturedPrinter { $0.breaksAt = 5_000 }
        let bench = try await Bench(["a": printer])
        try await bench.run { spool in
            // The hub cannot know what was printing before it started.
            for (fillings, state) in [(1, JobState.unknown), (2, .printed), (2, .printed)] {
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin("A3"))
                #expect(try await bench.end(of: id, in: spool).state == state)
                #expect(printer.read(\.fillings) == fillings)
            }
        }
        let job = try bench.bytes(.bin("A3"))
        #expect(printer.received == job.prefix(5_000) + job + job)
    }
}

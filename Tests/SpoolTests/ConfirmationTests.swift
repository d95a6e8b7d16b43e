import Printing
import Spool
import Storage
import Synchronization
import Testing

/// What a printer's answers after the last byte make of a job.
@Suite(.timeLimit(.minutes(15))) struct ConfirmationTests {
    /// Sends one job to such a printer, and answers how it ended and how long that took.
    private func end(
        _ language: PlainLanguage = PlainLanguage(), copies: Int = 1,
        _ set: (inout CapturedPrinter.Model) -> Void
    ) async throws -> (job: PrintJobRecord, took: Duration, printer: CapturedPrinter) {
        let printer = CapturedPrinter(set)
        let bench = try await Bench(["a": printer], language: language)
        let request = PrintRequest.bin("A3", copies: copies)
        let job = try await bench.run { spool in
            let id = bench.freshID()
            try await spool.submit(id, to: "a", request)
            return try await bench.end(of: id, in: spool)
        }
        #expect(printer.received == (try bench.bytes(request)))
        return (job, bench.clock.now.offset, printer)
    }

    @Test func `a silent printer leaves its job unknown after a few seconds`() async throws {
        let (job, took, _) = try await end { $0.answer = nil }
        #expect(job.state == .unknown && job.reason == .printer(.silent))
        #expect(took == .seconds(3))
    }

    @Test
    func `a printer that never answered is mute after three jobs, and asked again twenty later`()
        async throws
    {
        let printer = CapturedPrinter { $0.answer = nil }
        let bench = try await Bench(["a": printer])
        try await bench.run { spool in
            for number in 1...23 {
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin("Bin \(number)"))
                #expect(try await bench.end(of: id, in: spool).reason == .printer(.silent))
                #expect(bench.clock.now.offset == .seconds(3 * min(number, 3)))
                if number <= 3 {
                    #expect(printer.read(\.questions) > 0)
                    printer.change { $0.questions = 0 }
                }
            }
            #expect(printer.read(\.questions) == 0)
            printer.change { $0.answer = PlainLanguage.idle }
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A3"))
            #expect(try await bench.end(of: id, in: spool).state == .printed)
        }
    }

    @Test func `a printer that has answered is asked at each job, however many end silent`()
        async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer], clock: TestClock(horizon: .seconds(1_000)))
        try await bench.run { spool in
            func end(_ name: String) async throws -> PrintJobRecord {
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin(name))
                return try await bench.end(of: id, in: spool)
            }
            #expect(try await end("A0").state == .printed)
            printer.change { $0.answer = nil }
            for number in 1...5 {
                printer.change { $0.questions = 0 }
                #expect(try await end("A\(number)").reason == .printer(.silent))
                #expect(printer.read(\.questions) > 1)
            }
            // Without paper nothing goes out, though its last jobs ended silent.
            printer.change { ($0.answer, $0.received) = (PlainLanguage.paperOut, []) }
            let id = bench.freshID()
            try await spool.submit(id, to: "a", .bin("A9"))
            let waiting = try await bench.job(id, in: spool) { $0.reason != nil }
            #expect(waiting.state == .queued && waiting.reason == .printer(.paperOut))
            #expect(printer.received.isEmpty)
        }
    }

    @Test func `a printer that was away is asked again`() async throws {
        let printer = CapturedPrinter { $0.answer = nil }
        let bench = try await Bench(["a": printer])
        let second = bench.freshID()
        try await bench.run { spool in
            for name in ["A1", "A2", "A3"] {
                let first = bench.freshID()
                try await spool.submit(first, to: "a", .bin(name))
                #expect(try await bench.end(of: first, in: spool).reason == .printer(.silent))
            }
            printer.change { model in
                model.away = .notFound(address: "usb:")
                model.answer = PlainLanguage.idle
                model.openings = 0
                model.opened = { if $0.openings == 3 { $0.away = nil } }
            }
            try await spool.submit(second, to: "a", .bin("A2"))
            #expect(try await bench.end(of: second, in: spool).state == .printed)
        }
    }

    @Test func `a printer that cannot talk back is asked nothing`() async throws {
        let (job, _, printer) = try await end { $0.canAnswer = false }
        #expect(job.state == .unknown && job.reason == .printer(.silent))
        #expect(printer.read(\.questions) == 0)
    }

    @Test func `a question that stays unanswered leads to the next`() async throws {
        let (job, took, printer) = try await end(PlainLanguage(asksTwice: true)) { model in
            model.answer = nil
            model.secondAnswer = PlainLanguage.cannotTell
            model.took = { $0.secondAnswer = PlainLanguage.paperOut }
        }
        #expect(job.state == .unknown && job.reason == .printer(.paperOut))
        #expect(took == .seconds(30 * 60))
        #expect(printer.read(\.questions) == printer.read(\.secondQuestions))
        let (answered, _, other) = try await end(PlainLanguage(asksTwice: true)) { _ in }
        #expect(answered.state == .printed && other.read(\.secondQuestions) == 0)
    }

    @Test func `a printer at work is asked less and less often`() async throws {
        let (_, took, printer) = try await end(copies: 25) { $0.answer = PlainLanguage.busy }
        #expect(took >= .seconds(135) && took < .seconds(140) && printer.read(\.questions) < 80)
    }

    @Test func `a printer that cannot say whether it is done leaves its job unknown`() async throws
    {
        let (job, _, _) = try await end { $0.answer = PlainLanguage.cannotTell }
        #expect(job.state == .unknown && job.reason == .printer(.cannotTell))
    }

    @Test func `a language without a question leaves its jobs unknown`() async throws {
        let (job, _, printer) = try await end(PlainLanguage(asks: false)) { _ in }
        #expect(job.state == .unknown && job.reason == .printer(.silent))
        #expect(printer.read(\.questions) == 0)
    }

    @Test func `a printer that never ends is waited for as long as its labels may take`()
        async throws
    {
        let (job, took, _) = try await end(copies: 20) { $0.answer = PlainLanguage.busy }
        #expect(job.state == .unknown && job.reason == .printer(.stillPrinting))
        #expect(took == .seconds(60 + 3 * 20))
    }

    @Test func `a printer that is at work for a while and then idle has printed`() async throws {
        let (job, took, _) = try await end { model in
            model.answer = PlainLanguage.busy
            model.asked = { if $0.questions == 20 { $0.answer = PlainLanguage.idle } }
        }
        #expect(job.state == .printed)
        #expect(took >= .seconds(9))
    }

    /// How long ten jobs take on a printer that takes 0.3 s for a label, and says so when it is asked.
    private func tenJobs(of copies: Int, _ language: PlainLanguage) async throws -> Duration {
        let clock = TestClock()
        let ends = Mutex(Duration.zero)
        let printer = CapturedPrinter { model in
            model.took = { _ in
                ends.withLock { $0 = clock.now.offset + .milliseconds(300 * copies) }
            }
            model.asked = {
                let isBusy = clock.now.offset < ends.withLock { $0 }
                $0.answer = isBusy ? PlainLanguage.busy : PlainLanguage.idle
            }
        }
        let bench = try await Bench(["a": printer], clock: clock, language: language)
        try await bench.run { spool in
            for number in 1...10 {
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin("A\(number)", copies: copies))
                #expect(try await bench.end(of: id, in: spool).state == .printed)
                #expect(clock.now.offset >= ends.withLock { $0 })
            }
        }
        #expect(printer.read(\.questions) < 10 * 12)
        return clock.now.offset
    }

    @Test(arguments: [1, 2, 3, 5])
    func `labels of a job of several are confirmed as soon as single ones`(
        copies: Int
    ) async throws {
        let labels = Duration.milliseconds(10 * 300 * copies)
        let counting = try await tenJobs(of: copies, PlainLanguage(countsCopies: true))
        #expect(counting < labels * 6 / 5)
        // Until it is known how long so many take, three jobs wait half a second longer.
        let waits = Duration.milliseconds(copies == 1 ? 0 : 3 * 500)
        #expect(try await tenJobs(of: copies, PlainLanguage()) < labels * 6 / 5 + waits)
    }

    @Test(arguments: [1, 4])
    func `a printer that pauses between two labels of a job is waited for`(
        from first: Int
    ) async throws {
        let clock = TestClock()
        let begun = Mutex((at: Duration.zero, jobs: 0))
        let printer = CapturedPrinter { model in
            model.took = { _ in begun.withLock { $0 = (clock.now.offset, $0.jobs + 1) } }
            model.asked = {
                let (start, job) = begun.withLock { $0 }
                let time = clock.now.offset - start
                // Idle for 0.1 s after the first of two labels.
                let pause = Duration.milliseconds(600)..<Duration.milliseconds(700)
                let isBusy = time < .milliseconds(900) && (job < first || !pause.contains(time))
                $0.answer = isBusy ? PlainLanguage.busy : PlainLanguage.idle
            }
        }
        let bench = try await Bench(["a": printer], clock: clock)
        try await bench.run { spool in
            for number in 1...8 {
                let id = bench.freshID()
                try await spool.submit(id, to: "a", .bin("A\(number)", copies: 2))
                #expect(try await bench.end(of: id, in: spool).state == .printed)
                let took = clock.now.offset - begun.withLock { $0.at }
                #expect(took >= .milliseconds(900), "job \(number)")
                // One that was seen to pause is never believed at once.
                if number > first { #expect(took >= .milliseconds(1_400), "job \(number)") }
            }
        }
    }

    @Test
    func `a printer that cannot tell whether it is done is asked for as long as its labels take`()
        async throws
    {
        // 30 mm at 50 mm a second, and half a second to begin; never more than three.
        for (copies, milliseconds) in [(1, 1_100), (2, 1_700), (20, 3_000)] {
            let (job, took, _) = try await end(copies: copies) {
                $0.answer = PlainLanguage.cannotTell
            }
            #expect(job.state == .unknown && job.reason == .printer(.cannotTell))
            #expect(took == .milliseconds(milliseconds))
        }
        let (late, _, _) = try await end { model in
            model.asked = { model in
                // Trouble comes as the label ends.
                let isWell = model.questions < 6
                model.answer = isWell ? PlainLanguage.cannotTell : PlainLanguage.paperOut
            }
        }
        #expect(late.reason == .printer(.paperOut))
    }

    @Test func `one idle answer is not believed before a second confirms it`() async throws {
        let (job, _, _) = try await end { model in
            // Idle before the job, once more before the printer has begun, then busy for good.
            model.asked = { if $0.questions == 3 { $0.answer = PlainLanguage.busy } }
        }
        #expect(job.state == .unknown && job.reason == .printer(.stillPrinting))
    }

    @Test func `a printer that is idle has printed nothing for sure where the count may be wrong`()
        async throws
    {
        let (job, _, _) = try await end { model in model.took = { $0.doubts += 1 } }
        #expect(job.state == .unknown && job.reason == .printer(.cannotTell))
        // Its own word for each label is proof all the same.
        let counts = PlainLanguage(countsLabels: true, reporting: .byItself)
        let (sure, _, _) = try await end(counts) { model in
            model.took = { model in
                model.doubts += 1
                model.unread.append(PlainLanguage.labelOut)
            }
        }
        #expect(sure.state == .printed)
    }

    @Test func `a late answer to a question from before the job proves nothing`() async throws {
        let (job, _, _) = try await end { model in
            model.answer = nil
            // Each answer comes when the next question is asked.
            model.asked = { model in
                switch model.questions {
                case 1: break
                case 2, 3: model.unread.append(PlainLanguage.idle)
                default: model.unread.append(PlainLanguage.busy)
                }
            }
        }
        #expect(job.state == .unknown && job.reason == .printer(.stillPrinting))
    }

    @Test func `paper that runs out after the last byte is waited for`() async throws {
        let (job, took, _) = try await end { model in
            model.asked = { model in
                switch model.questions {
                case 1: model.answer = PlainLanguage.idle
                case 2..<600: model.answer = PlainLanguage.paperOut
                case 600..<620: model.answer = PlainLanguage.busy
                default: model.answer = PlainLanguage.idle
                }
            }
        }
        #expect(job.state == .printed)
        #expect(took > .seconds(300))
    }

    @Test func `paper that nobody loads leaves the job unknown after half an hour`() async throws {
        let (job, took, _) = try await end { model in
            model.asked = { if $0.questions == 2 { $0.answer = PlainLanguage.paperOut } }
        }
        #expect(job.state == .unknown && job.reason == .printer(.paperOut))
        #expect(took == .seconds(30 * 60))
    }

    @Test func `trouble that a port always reports is not believed`() async throws {
        let (job, took, _) = try await end(PlainLanguage(asks: false)) { model in
            model.port = PrinterStatus(conditions: [.paperOut])
        }
        #expect(job.reason == .printer(.silent) && took == .seconds(3))
    }

    @Test func `trouble that a port reports after the last byte is waited for`() async throws {
        let (job, took, _) = try await end(PlainLanguage(asks: false)) { model in
            model.port = PrinterStatus()
            model.took = { $0.port = PrinterStatus(conditions: [.paperOut]) }
        }
        #expect(job.reason == .printer(.paperOut) && took == .seconds(30 * 60))
    }

    @Test func `an unplugged printer leaves its job unknown, even after the last byte`()
        async throws
    {
        let bytes = try await Bench().bytes(.bin("A3")).count
        let (job, _, _) = try await end { $0.breaksAt = bytes }
        #expect(
            job.state == .unknown && job.reason == .printer(.unplugged) && job.bytesSent == bytes)
    }
}

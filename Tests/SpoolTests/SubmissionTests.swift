import Printing
import Rendering
import Spool
import Storage
import Testing

/// What is refused before it is queued.
@Suite(.timeLimit(.minutes(15))) struct SubmissionTests {
    private func refusal(
        _ request: PrintRequest, to printer: String = "a", _ bench: Bench
    ) async throws -> (any Error)? {
        let spool = try bench.makeSpool()
        let id = bench.freshID()
        do {
            try await spool.submit(id, to: printer, request)
            return nil
        } catch {
            #expect(try await bench.job(id) == nil)
            return error
        }
    }

    @Test func `a printer that is not there takes no job`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        let fault = try await refusal(.bin("A3"), to: "b", bench) as? StorageFault
        #expect(fault == .printerNotFound("b"))
    }

    @Test(arguments: [0, -1, 10_000])
    func `no labels, or ten thousand, are not one job`(_ copies: Int) async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        let fault = try await refusal(.bin("A3", copies: copies), bench) as? SpoolFault
        #expect(fault == .copiesOutOfRange(copies: copies, limit: 9_999))
    }

    @Test func `a whole book is not printed on a label`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        var request = PrintRequest.bin("A3")
        request.fields = ["name": String(repeating: "x", count: 16_384)]
        let fault = try await refusal(request, bench) as? SpoolFault
        #expect(fault == .fieldsTooLong(bytes: 16_388, limit: 16_384))
    }

    @Test func `a layout that is not there cannot be printed`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        var request = PrintRequest.bin("A3")
        request.layout = "banner"
        guard
            case .label(.layoutUnknown("banner", _)) = try await refusal(request, bench)
                as? SpoolFault
        else {
            Issue.record("it was not refused for its layout")
            return
        }
    }

    @Test func `a label wider than the head is refused with both widths`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()], head: 384)
        let fault = try await refusal(.bin("A3"), bench) as? SpoolFault
        #expect(fault == .label(.labelWiderThanHead(label: 400, head: 384)))
    }

    @Test func `a label beyond the language is refused`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()], language: PlainLanguage(widest: 300))
        let fault = try await refusal(.bin("A3"), bench) as? SpoolFault
        #expect(fault == .encoding(.labelTooWide(dots: 400, limit: 300)))
    }

    @Test func `a resolution that no printer of the language has is refused`() async throws {
        let bench = try await Bench(
            ["a": CapturedPrinter()], language: PlainLanguage(resolutions: [.dpi300]))
        let fault = try await refusal(.bin("A3"), bench) as? SpoolFault
        #expect(fault == .resolutionOfNoSuchPrinter(dpi: 203, known: [300]))
    }

    @Test func `a printer of a resolution that none of the language has is not added`() async throws
    {
        let bench = try await Bench(
            ["a": CapturedPrinter()], language: PlainLanguage(resolutions: [.dpi300]))
        let printer = try #require(try await bench.store.read { try $0.printer("a") })
        var right = printer
        right.dpi = 300
        let spool = try bench.makeSpool()
        try await spool.remove("a")
        await #expect(throws: SpoolFault.resolutionOfNoSuchPrinter(dpi: 203, known: [300])) {
            try await spool.add(printer)
        }
        #expect(try await spool.add(right).isNew)
        await #expect(throws: SpoolFault.self) { try await spool.change("a") { $0.dpi = 203 } }
    }

    @Test func `what a label cannot show is said before it is printed`() async throws {
        let bench = try await Bench(["a": CapturedPrinter()])
        var request = PrintRequest.bin("A3")
        request.fields["date"] = "March 2027"
        let notes = try await bench.makeSpool().check(request, for: "a")
        #expect(notes == [.fieldNotOnLayout(field: "date")])
    }

    @Test func `the same job twice is one job, and another of its id is refused`() async throws {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        try await bench.run { spool in
            #expect(try await !spool.submit(id, to: "a", .bin("A3")).isReplay)
            _ = try await bench.end(of: id, in: spool)
            let again = try await spool.submit(id, to: "a", .bin("A3"))
            #expect(again.isReplay && again.job.state == .printed)
            await #expect(throws: StorageFault.self) {
                try await spool.submit(id, to: "a", .bin("A4"))
            }
        }
        #expect(printer.received == (try bench.bytes(.bin("A3"))))
    }

    @Test func `a job whose layout is gone when its turn comes fails without a byte`() async throws
    {
        let printer = CapturedPrinter()
        let bench = try await Bench(["a": printer])
        let id = bench.freshID()
        var request = PrintRequest.bin("A3")
        request.layout = "banner"
        try await bench.store.write { [request] in
            _ = try $0.addJob(id, printer: "a", request: request)
        }
        let end = try await bench.run { try await bench.end(of: id, in: $0) }
        #expect(end.state == .failed && end.reason == .hub(.labelCannotBeDrawn))
        #expect(printer.received.isEmpty)
    }

    @Test func `a label is encoded once from asking to printing, unless the printer is set anew`()
        async throws
    {
        let counter = PlainLanguage.Counter()
        let bench = try await Bench(
            ["a": CapturedPrinter()], language: PlainLanguage(counter: counter))
        let ids = [bench.freshID(), bench.freshID()]
        try await bench.run { spool in
            try await spool.submit(ids[0], to: "a", .bin("A1"))
            #expect(try await bench.end(of: ids[0], in: spool).state == .printed)
            #expect(counter.count == 1)
            try await spool.pause("a")
            try await spool.submit(ids[1], to: "a", .bin("A2"))
            try await spool.change("a") { $0.setup.options.darkness = 9 }
            try await spool.resume("a")
            #expect(try await bench.end(of: ids[1], in: spool).state == .printed)
            #expect(counter.count == 3)
        }
    }
}

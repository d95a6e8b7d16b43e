import Testing

/// Whole jobs, from the hub's spool through the real libusb to labels that come out.
@Suite struct SpoolJobTests {
    static let languages = ["zpl", "tspl", "epl2", "escpos", "dymo", "brother"]

    static let shapes = [
        VirtualPrinter(), VirtualPrinter(interface: 3, bulkOut: 0x05, bulkIn: 0x84),
        VirtualPrinter(interface: 1, bulkOut: 0x02, composite: true, driver: "usblp"),
    ]

    private func printer(
        _ language: String, _ behaviour: VirtualPrinter.Behaviour = .init(),
        shape: VirtualPrinter = VirtualPrinter(), faults: [VirtualPrinter.Fault] = []
    ) -> VirtualPrinter {
        var printer = shape
        (printer.language, printer.behaviour, printer.faults) = (language, behaviour, faults)
        return printer
    }

    @Test(arguments: languages, shapes)
    func `each language's labels come out and are known to`(
        language: String, shape: VirtualPrinter
    ) async throws {
        let run = try await Bed.print(
            to: printer(language, shape: shape), ["print:3:A1", "print:1:A2"])
        #expect(run.lines.map(\.state) == ["printed", "printed"])
        let labels = run.printers[0].labels
        #expect(labels.count == 4 && Set(labels.prefix(3)).count == 1 && labels[2] != labels[3])
    }

    @Test(arguments: languages)
    func `a printer that cannot talk back is sent each label once, and nobody claims more`(
        language: String
    ) async throws {
        let shape = VirtualPrinter(alternates: [1])
        let run = try await Bed.print(to: printer(language, shape: shape), ["print:2:A1"])
        #expect(run.lines.map(\.state) == ["unknown"] && run.lines[0].reason == "silent")
        #expect(run.printers[0].labels.count == 2)
    }

    @Test(arguments: languages)
    func `a printer that keeps silent is sent each label once, and nobody claims more`(
        language: String
    ) async throws {
        let run = try await Bed.print(
            to: printer(language, .init(mute: true)), ["print:2:A1", "print:1:A2"])
        #expect(run.lines.map(\.reason) == ["silent", "silent"])
        #expect(run.printers[0].labels.count == 3)
    }

    @Test func `a receipt printer that counts no labels leaves its jobs to a person`() async throws
    {
        let run = try await Bed.print(
            to: printer("escpos", .init(silentLabels: true)), ["print:2:A1"])
        #expect(run.lines.map(\.reason) == ["cannotTell"] && run.printers[0].labels.count == 2)
    }

    @Test(arguments: languages.filter { $0 != "brother" })
    func `paper that runs out is loaded, and the labels that were missing come out`(
        language: String
    ) async throws {
        let run = try await Bed.print(
            to: printer(language, .init(paper: 3, reloadMs: 300)), ["print:5:A1", "print:1:A2"])
        #expect(run.lines.map(\.state) == ["printed", "printed"], "\(run.lines)")
        #expect(run.printers[0].labels.count == 6)
    }

    @Test(arguments: languages.filter { $0 != "brother" })
    func `a head that is opened half-way is closed, and the labels that were missing come out`(
        language: String
    ) async throws {
        let run = try await Bed.print(
            to: printer(language, .init(opensAt: 2, closesMs: 300, room: 100)), ["print:5:A1"])
        #expect(run.lines.map(\.state) == ["printed"], "\(run.lines)")
        #expect(run.printers[0].labels.count == 5)
    }

    @Test(arguments: [
        (VirtualPrinter.Behaviour(paper: 3, reloadMs: 300), "paperOut", 3),
        (.init(opensAt: 2, closesMs: 300), "headOpen", 2),
    ])
    func `a Brother that stopped half-way forgot the rest, and its next job comes out whole`(
        behaviour: VirtualPrinter.Behaviour, reason: String, labels: Int
    ) async throws {
        let run = try await Bed.print(
            to: printer("brother", behaviour), ["print:5:A1", "print:1:A2"])
        #expect(run.lines.map(\.state) == ["unknown", "printed"] && run.lines[0].reason == reason)
        #expect(run.printers[0].labels.count == labels + 1)
    }
}

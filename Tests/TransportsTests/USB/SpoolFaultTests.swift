import Testing

/// What befalls jobs between the hub's spool and the labels: no label comes out twice unnoticed, and
/// no job that follows is swallowed.
@Suite struct SpoolFaultTests {
    /// One fault at a byte by chance in one language's job.
    struct Mishap: Sendable, CustomTestStringConvertible {
        let language: String
        let fault: VirtualPrinter.Fault
        /// Whether the printer comes back by itself.
        let replug: Double?

        var testDescription: String {
            "\(language): \(fault.kind ?? "") at \(fault.at ?? 0)"
        }

        /// Bytes of a job of two 50 × 30 mm labels, about.
        static let length = [
            "zpl": 2_600, "tspl": 12_300, "epl2": 12_200, "escpos": 30_700, "dymo": 12_000,
            "brother": 50_000,
        ]
    }

    /// One of these in each language's job, at a byte somewhere in it.
    private static func mishaps(_ kinds: [String], replug: Double? = nil) -> [Mishap] {
        SpoolJobTests.languages.enumerated().map { index, language in
            let kind = kinds[index % kinds.count]
            // Parts of the whole that no row, band or block of a language begins at.
            let part = [0.07, 0.31, 0.53, 0.71, 0.83, 0.97][index % 6]
            let at = Int(part * Double(Mishap.length[language] ?? 2))
            let fault = VirtualPrinter.Fault.out(kind, at: at, ms: kind == "nak" ? 100 : nil)
            return Mishap(language: language, fault: fault, replug: replug)
        }
    }

    static let unplugs = mishaps(["unplug", "fading"], replug: 0.05)
    static let interruptions = mishaps(["stall", "short", "nak"])

    private func run(_ mishap: Mishap, _ steps: String...) async throws -> BedRun {
        var printer = VirtualPrinter(faults: [mishap.fault], replug: mishap.replug)
        printer.language = mishap.language
        return try await Bed.print(to: printer, steps)
    }

    @Test(arguments: unplugs)
    func `a printer pulled out at any byte prints nothing twice, and the next job comes out whole`(
        mishap: Mishap
    ) async throws {
        let run = try await run(mishap, "print:2:A1", "print:1:A2", "print:1:A2")
        let states = run.lines.map(\.state)
        #expect(["printed", "unknown"].contains(states[0]), "\(run.lines)")
        #expect(states.dropFirst() == ["printed", "printed"], "\(run.lines)")
        let labels = run.printers[0].labels
        #expect(labels.count <= 4 && labels.suffix(2).count == 2)
        #expect(
            labels.suffix(2).first == labels.last, "the job after the unplug is another's picture")
        if states[0] == "printed" { #expect(labels.count == 4) }
    }

    @Test(arguments: interruptions)
    func `a stall, a short transfer or a pause at any byte loses and doubles nothing`(
        mishap: Mishap
    ) async throws {
        let run = try await run(mishap, "print:2:A1", "print:1:A2")
        // Bytes may have been lost with a stall, so only a printer's word for each label is proof.
        let hasWord = ["escpos", "brother"].contains(mishap.language)
        let isSure = hasWord || mishap.fault.kind != "stall"
        #expect(
            run.lines.map(\.state) == [isSure ? "printed" : "unknown", "printed"], "\(run.lines)")
        if !isSure { #expect(run.lines[0].reason == "cannotTell") }
        let labels = run.printers[0].labels
        #expect(labels.count == 3 && labels.first == labels.dropFirst().first)
    }

    @Test func `a printer that takes nothing for longer than a wait prints the label it is given`()
        async throws
    {
        var printer = VirtualPrinter(
            faults: [.out("nak", at: 5_000, ms: 2_600)], lyingCancel: true)
        printer.language = "tspl"
        let run = try await Bed.print(to: printer, ["print:1:A1"])
        #expect(run.lines.map(\.state) == ["printed"] && run.printers[0].labels.count == 1)
        #expect(!run.printers[0].events.contains("taken back 0x01"))
    }

    @Test(arguments: [([62, 0], false), ([62, 29], true)])
    func `a Brother with another roll is sent nothing`(roll: [Int], red: Bool) async throws {
        var printer = VirtualPrinter(language: "brother")
        printer.behaviour = .init(roll: roll, red: red)
        let run = try await Bed.print(to: printer, ["wait:1:A1"])
        #expect(run.lines.map(\.reason) == ["wrongMedia"] && run.lines[0].state == "queued")
        #expect(run.printers[0].labels.isEmpty)
        #expect(run.printers[0].bytes.count < 1_000)
    }
}

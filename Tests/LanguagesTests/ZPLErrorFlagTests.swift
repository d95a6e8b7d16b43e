import Languages
import Printing
import Testing

/// What a ZPL printer says to `~HQES`, the question for when it keeps silent to `~HS`.
@Suite struct ZPLErrorFlagTests {
    private func answer(
        _ bits: String = "00000000", raised: String? = nil, warnings: String = "00000000"
    ) -> [UInt8] {
        let flag = raised ?? (bits == "00000000" ? "0" : "1")
        return Array(
            """
            \u{2}\r\n  PRINTER STATUS\r\n   ERRORS:         \(flag) 00000000 \(bits)\r\n   \
            WARNINGS:       0 00000000 \(warnings)\r\n\u{3}
            """.utf8)
    }

    @Test(
        arguments: [
            ("00000001", [.paperOut]), ("00000002", [.ribbonOut]), ("00000004", [.headOpen]),
            ("00000005", [.paperOut, .headOpen]), ("00000008", [.cutterJam]),
            ("00000010", [.tooHot]), ("00000020", [.tooHot]), ("00000040", [.other]),
            ("00000080", [.other]), ("00000100", [.other]), ("00000200", [.other]),
            ("00001000", [.paperJam]), ("00002000", [.paperJam]), ("00004000", [.paperJam]),
            ("00008000", [.paperJam]), ("00010000", [.paused]), ("00020000", [.paperJam]),
            ("00040000", [.other]), ("00080000", [.wrongMedia]), ("80000000", [.other]),
            ("00010004", [.paused, .headOpen]),
        ] as [(String, Set<PrinterStatus.Condition>)])
    func `each bit of the errors is a condition`(
        _ bits: String, _ conditions: Set<PrinterStatus.Condition>
    ) {
        #expect(ZPL().status(from: answer(bits)) == PrinterStatus(conditions: conditions))
    }

    @Test func `it never says that a printer is idle, nor do warnings keep one from printing`() {
        #expect(ZPL().status(from: answer()) == PrinterStatus())
        #expect(ZPL().status(from: answer(warnings: "00000007")) == PrinterStatus())
        #expect(ZPL().status(from: answer(raised: "1")) == PrinterStatus(conditions: [.other]))
    }

    @Test func `it is asked second, and its answer may follow a late one to the first`() {
        #expect(ZPL().statusQuestions.map(\.bytes) == [Array("~HS".utf8), Array("~HQES".utf8)])
        let late =
            "\u{2}030,0,0,0240,000,0,0,0,000,0,0,0\u{3}\r\n"
            + "\u{2}000,0,0,0,0,2,4,0,00000000,1,000\u{3}\r\n\u{2}0000,0\u{3}\r\n"
        let both = ZPL().status(from: Array(late.utf8) + answer("00000004"))
        #expect(both == PrinterStatus(conditions: [.headOpen], busy: false, labelsLeft: 0))
    }

    @Test func `an answer cut short, or with a word that cannot be, is none`() {
        let whole = answer("00000001")
        for count in 0..<whole.count {
            #expect(ZPL().status(from: Array(whole.prefix(count))) == nil, "\(count) bytes")
        }
        for bits in ["0000001", "000000001", "+0000001", "0000000G", ""] {
            #expect(ZPL().status(from: answer(bits)) == nil, "\(bits)")
        }
        #expect(ZPL().status(from: answer("00000001", raised: "2")) == nil)
    }
}

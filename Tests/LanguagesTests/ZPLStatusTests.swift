import Languages
import Printing
import Testing

/// What a ZPL printer says of itself.
@Suite struct ZPLStatusTests {
    /// A healthy printer's fields, each answer changing one of them.
    private func answer(_ line: Int = 0, _ field: Int = 0, _ value: String? = nil) -> [UInt8] {
        var lines = [
            ["030", "0", "0", "0240", "000", "0", "0", "0", "000", "0", "0", "0"],
            ["000", "0", "0", "0", "0", "2", "4", "0", "00000000", "1", "000"],
            ["0000", "0"],
        ]
        if let value { lines[line][field] = value }
        let text = lines.map { "\u{2}\($0.joined(separator: ","))\u{3}\r\n" }.joined()
        return Array(text.utf8)
    }

    @Test func `a printer with nothing in its way is idle`() {
        #expect(ZPL().status(from: answer()) == PrinterStatus(busy: false, labelsLeft: 0))
        #expect(ZPL().statusQuestions.first?.answerLength == answer().count)
        #expect(ZPL().statusQuestions.first?.bytes == [0x7E, 0x48, 0x53])
    }

    @Test func `an answer recorded from a Brother in ZPL mode is understood`() {
        let recorded =
            "\u{2}158,0,0,0203,000,0,0,0,000,0,0,0\u{3}\r\n"
            + "\u{2}000,0,0,0,0,2,6,0,00000000,1,000\u{3}\r\n\u{2}0000,0\u{3}\r\n"
        #expect(ZPL().status(from: Array(recorded.utf8))?.isIdle == true)
    }

    @Test(arguments: [
        (0, 1, PrinterStatus.Condition.paperOut), (0, 2, .paused), (0, 9, .other), (0, 10, .other),
        (0, 11, .tooHot), (1, 2, .headOpen), (1, 3, .ribbonOut),
    ])
    func `a raised flag is a condition`(
        _ line: Int, _ field: Int, _ condition: PrinterStatus.Condition
    ) {
        let expected = PrinterStatus(conditions: [condition], busy: false, labelsLeft: 0)
        #expect(ZPL().status(from: answer(line, field, "1")) == expected)
    }

    @Test(arguments: [
        (0, 4, "001", Int?.none), (0, 5, "1", nil), (0, 7, "1", nil), (1, 8, "00000012", 12),
    ])
    func `labels or formats left are work, not trouble`(
        _ line: Int, _ field: Int, _ value: String, _ left: Int?
    ) {
        let expected = PrinterStatus(busy: true, labelsLeft: left)
        #expect(ZPL().status(from: answer(line, field, value)) == expected)
    }

    @Test(arguments: ["0", "6", "9", "K", "S"])
    func `any print mode is understood, whether a digit or a letter`(mode: String) {
        #expect(ZPL().status(from: answer(1, 5, mode))?.isIdle == true)
        #expect(ZPL().status(from: answer(1, 5, mode + mode)) == nil)
    }

    @Test func `an answer that lost its start is none`() {
        let whole = answer()
        for lost in 1...3 { #expect(ZPL().status(from: Array(whole.dropFirst(lost))) == nil) }
    }

    @Test func `an answer cut short anywhere is none`() {
        let whole = answer()
        // Only the line break after the last line may be missing.
        for count in 0..<whole.count - 2 {
            #expect(ZPL().status(from: Array(whole.prefix(count))) == nil, "\(count) bytes")
        }
    }

    @Test(arguments: [
        (0, 1, "2"), (0, 1, ""), (0, 4, ""), (0, 1, "-1"), (1, 8, "9999999999999999999999"),
        (2, 0, "12\u{3}"), (0, 3, "K"), (1, 6, "S"), (1, 5, "k"),
    ])
    func `an answer with a field that cannot be is none`(_ line: Int, _ field: Int, _ value: String)
    {
        #expect(ZPL().status(from: answer(line, field, value)) == nil)
    }
}

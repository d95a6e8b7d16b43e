import Languages
import Printing
import Testing

/// What DYMO and EPL printers say of themselves.
@Suite struct ShortStatusTests {
    @Test(
        arguments: [
            (0x03, [], false), (0x01, [], true), (0x02, [], true), (0x00, [], true),
            (0x20, [.paperOut], true), (0x60, [.paperOut, .paperJam], true),
            (0x43, [.paperJam], false), (0xA1, [.paperOut], true), (0x80, [.other], true),
        ] as [(UInt8, Set<PrinterStatus.Condition>, Bool)])
    func `each bit of DYMO's answer is a condition, and only a label at its top is no work`(
        _ byte: UInt8, _ conditions: Set<PrinterStatus.Condition>, _ busy: Bool
    ) {
        #expect(
            DymoLabel().status(from: [byte]) == PrinterStatus(conditions: conditions, busy: busy))
    }

    @Test func `DYMO is asked with two bytes and answers with one`() {
        let question = StatusQuestion(bytes: [0x1B, 0x41], answerLength: 1)
        #expect(DymoLabel().statusQuestions == [question])
        for answer in [[], [3, 3], [0x07], [0x0B], [0x13], [0xFF]] as [[UInt8]] {
            #expect(DymoLabel().status(from: answer) == nil, "\(answer)")
        }
    }

    @Test(
        arguments: [
            ("00", [], false), ("50", [], true), ("01", [], nil), ("04", [], nil), ("09", [], nil),
            ("07", [.paperOut], nil), ("11", [.headOpen], nil), ("12", [.paused], nil),
            ("13", [.tooHot], nil), ("14", [.tooHot], nil), ("80", [.other], nil),
            ("81", [.cutterJam], nil), ("82", [.other], nil), ("83", [.other], nil),
            ("84", [.wrongMedia], nil), ("11,50", [.headOpen], true), ("00,01", [], nil),
        ] as [(String, Set<PrinterStatus.Condition>, Bool?)])
    func `each of EPL's codes is a condition, work, or no word at all`(
        _ codes: String, _ conditions: Set<PrinterStatus.Condition>, _ busy: Bool?
    ) {
        let status = EPL2().status(from: Array("\(codes)\r\n".utf8))
        #expect(status == PrinterStatus(conditions: conditions, busy: busy))
    }

    @Test func `EPL says how many labels wait for paper`() {
        let status = EPL2().status(from: Array("07P012\r\n".utf8))
        #expect(status == PrinterStatus(conditions: [.paperOut], labelsLeft: 12))
    }

    @Test func `EPL is asked with a line of its own and answers with one`() {
        #expect(EPL2().statusQuestions.map(\.bytes) == [Array("\r\n^ee\r\n".utf8)])
        let broken = [
            "", "00", "00\r", "0\r\n", "000\r\n", "15\r\n", "-1\r\n", "+1\r\n", "00,\r\n", ",\r\n",
            "00 \r\n", "11P001\r\n", "07P\r\n", "07P01\r\n", "07P0123\r\n", "\r\n",
        ]
        for answer in broken {
            #expect(EPL2().status(from: Array(answer.utf8)) == nil, "\(answer)")
        }
    }
}

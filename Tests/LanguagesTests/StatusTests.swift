import Languages
import Printing
import SeededRandom
import Testing

/// What TSPL and ESC/POS printers say of themselves, and what no printer would say.
@Suite struct StatusTests {
    @Test(
        arguments: [
            (0x00, [], false), (0x01, [.headOpen], false), (0x02, [.paperJam], false),
            (0x03, [.headOpen, .paperJam], false), (0x04, [.paperOut], false),
            (0x05, [.paperOut, .headOpen], false), (0x08, [.ribbonOut], false),
            (0x0D, [.ribbonOut, .paperOut, .headOpen], false), (0x10, [.paused], false),
            (0x20, [], true), (0x24, [.paperOut], true), (0x80, [.other], false),
        ] as [(UInt8, Set<PrinterStatus.Condition>, Bool)])
    func `each bit of TSPL's answer is a condition, and one is work`(
        _ byte: UInt8, _ conditions: Set<PrinterStatus.Condition>, _ busy: Bool
    ) {
        #expect(
            TSPL().status(from: [byte]) == PrinterStatus(conditions: conditions, busy: busy))
    }

    @Test func `TSPL is asked with three bytes and answers with one`() {
        #expect(
            TSPL().statusQuestions == [StatusQuestion(bytes: [0x1B, 0x21, 0x3F], answerLength: 1)])
        for answer in [[], [0x00, 0x00], [0x40], [0x7F], [0xFF]] as [[UInt8]] {
            #expect(TSPL().status(from: answer) == nil, "\(answer)")
        }
    }

    @Test(
        arguments: [
            ([0x12, 0x12, 0x12, 0x12], []), ([0x1A, 0x12, 0x12, 0x12], [.offline]),
            ([0x1A, 0x16, 0x12, 0x12], [.headOpen]), ([0x1A, 0x32, 0x12, 0x12], [.paperOut]),
            ([0x12, 0x12, 0x12, 0x72], [.paperOut]), ([0x12, 0x12, 0x12, 0x1E], []),
            ([0x1A, 0x36, 0x12, 0x72], [.headOpen, .paperOut]),
            ([0x1A, 0x52, 0x1A, 0x12], [.cutterJam]),
            ([0x1A, 0x52, 0x32, 0x12], [.other]), ([0x1A, 0x52, 0x16, 0x12], [.other]),
            ([0x32, 0x12, 0x12, 0x12], [.other]), ([0x1A, 0x52, 0x52, 0x12], [.tooHot]),
            ([0x1A, 0x56, 0x52, 0x12], [.headOpen]), ([0x12, 0x52, 0x12, 0x12], [.offline]),
            ([0x52, 0x1A, 0x12, 0x12], []),
        ] as [([UInt8], Set<PrinterStatus.Condition>)])
    func `each bit of ESC/POS's four answers is a condition or harmless`(
        _ answer: [UInt8], _ conditions: Set<PrinterStatus.Condition>
    ) {
        #expect(
            ESCPOS().status(from: answer) == PrinterStatus(conditions: conditions, busy: nil))
    }

    @Test func `ESC/POS never confirms that a label came out`() {
        for last in UInt8.min...UInt8.max {
            #expect(ESCPOS().status(from: [0x12, 0x12, 0x12, last])?.isIdle != true)
        }
    }

    @Test func `ESC/POS is asked four questions at once`() {
        #expect(
            ESCPOS().statusQuestions.first?.bytes == [16, 4, 1, 16, 4, 2, 16, 4, 3, 16, 4, 4])
        #expect(ESCPOS().statusQuestions.first?.answerLength == 4)
        let broken: [[UInt8]] = [
            [], [0x12], [0x12, 0x12, 0x12], [0x12, 0x12, 0x12, 0x12, 0x12],
            [0x12, 0x12, 0x12, 0x02], [0x12, 0x12, 0x12, 0x92], [0x13, 0x12, 0x12, 0x12],
            [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF],
        ]
        for answer in broken { #expect(ESCPOS().status(from: answer) == nil, "\(answer)") }
    }

    @Test(arguments: Subject.all, [1, 2] as [UInt64])
    func `bytes by chance never trap, and hardly ever mean anything`(
        _ subject: Subject, _ seed: UInt64
    ) {
        var chance = SeededGenerator(seed: seed)
        let letters: [UInt8?] = [0x02, 0x03, 0x0D, 0x0A, 0x2C, 0x30, 0x31, nil]
        for _ in 0..<5_000 {
            // The shortest real answers are a few letters, which chance writes too.
            let count = Int.random(in: 12...100, using: &chance)
            // Mostly the letters of real answers, so that more than the first check is reached.
            let answer = (0..<count).map { _ in
                (letters.randomElement(using: &chance) ?? nil)
                    ?? UInt8.random(in: 0...255, using: &chance)
            }
            #expect(subject.language.status(from: answer) == nil, "\(answer)")
        }
    }

    @Test(arguments: PrinterLanguages.all.map(\.name), [(50.0, 30.0), (104, 159), (58.93, 0)])
    func `what ends an unfinished job feeds nothing, whatever reads it`(
        _ name: String, _ size: (Double, Double)
    ) throws {
        let language = try #require(PrinterLanguages.named(name))
        let media = Media(
            name: "m", width: size.0, feed: max(size.1, 40), gap: 3,
            tracking: size.1 == 0 ? .continuous : .gap)
        let bytes = language.resync(after: JobSettings(media: media, resolution: .dpi300))
        // Line feed, vertical tab, form feed and carriage return: what any printer might feed on.
        #expect(bytes.allSatisfy { !(0x0A...0x0D).contains($0) })
        if ["tspl", "epl2"].contains(name) { #expect(bytes.allSatisfy { $0 == 0 }) }
    }
}

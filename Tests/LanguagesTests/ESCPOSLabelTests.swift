import Languages
import Printing
import Testing

/// How an ESC/POS printer proves its labels, and what it says without being asked.
@Suite struct ESCPOSLabelTests {
    /// The words for these labels of a job, as `GS ( H` asks for them.
    private func words(_ mark: Int, _ numbers: some Sequence<Int>) -> [UInt8] {
        numbers.flatMap { number -> [UInt8] in
            let digits: [Int] = [mark / 64, mark % 64, number % 4_096 / 64, number % 64]
            return [0x37, 0x22] + digits.map { UInt8($0 + 0x20) } + [0]
        }
    }

    private func out(_ heard: [UInt8], mark: Int = 7) -> Int? {
        ESCPOS().labelsOut(in: heard, mark: mark)
    }

    @Test(arguments: [0, 1, 2, 63, 64, 65, 4_095, 4_096, 4_097, 9_999])
    func `every label is counted once it is out`(_ count: Int) {
        #expect(out(words(7, 1..<(count + 1))) == count)
    }

    @Test func `a job that did not ask has no word of its labels`() {
        #expect(out(words(0, 1...9), mark: 0) == nil)
    }

    @Test func `another job's labels are not this one's`() {
        #expect(out(words(8, 1...9)) == 0)
        #expect(out(words(8, 1...9) + words(7, 1...2) + words(0, 3...9)) == 2)
        // The end of a job of the same mark that is long gone.
        #expect(out(words(7, 998...1_000)) == 0)
    }

    @Test func `a word that was lost or came twice changes nothing`() {
        #expect(out(words(7, [1, 2, 5])) == 5)
        #expect(out(words(7, [1, 2, 2, 1, 3])) == 3)
    }

    @Test func `words are found among answers and automatic status`() {
        let status: [UInt8] = [0x12, 0x12, 0x12, 0x12]
        let automatic: [UInt8] = [0x10, 0x00, 0x0C, 0x0F]
        let heard =
            status + words(7, [1]) + automatic + words(7, [2]) + [0xFF, 0x37] + words(7, [3])
        #expect(out(heard) == 3)
        #expect(out(words(7, [1]) + words(7, [2]).dropLast()) == 1)
    }

    @Test func `automatic status is never taken for an answer`() {
        let automatic: [UInt8] = [0x18, 0x00, 0x0C, 0x0F]
        #expect(ESCPOS().status(from: automatic) == nil)
        let answer: [UInt8] = [0x1A, 0x16, 0x12, 0x12]
        let open = PrinterStatus(conditions: [.headOpen])
        for heard in [automatic + answer, answer + automatic, words(7, [1]) + answer] {
            #expect(ESCPOS().status(from: heard) == open)
        }
        #expect(ESCPOS().status(from: Array(answer[..<2]) + automatic + answer[2...]) == open)
        #expect(ESCPOS().status(from: automatic.dropLast() + answer) == nil)
    }

    @Test func `of several answers the last counts`() {
        let heard: [UInt8] = [0x12, 0x12, 0x12, 0x12, 0x1A, 0x16, 0x12, 0x12]
        #expect(ESCPOS().status(from: heard)?.conditions == [.headOpen])
    }
}

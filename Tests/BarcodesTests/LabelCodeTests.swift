import Barcodes
import SeededRandom
import Testing

struct LabelCodeTests {
    static let right = ["00000012", "1000000M", "7K2M9XRD", "ZZZZZZZC", "HB4T0QWM", "ABCDEFGC"]

    @Test(arguments: right)
    func `a right code reads as itself`(_ text: String) throws {
        #expect(try LabelCode(text).description == text)
        #expect(try ScanReader.read(text).readings.contains(.label(LabelCode(text))))
    }

    @Test func `a code is printed in two groups of four`() throws {
        #expect(try LabelCode("7K2M9XRD").grouped == "7K2M 9XRD")
    }

    @Test(arguments: [
        "7k2m9xrd", "7K2M 9XRD", "7k2m-9xrd", " 7-K-2-M-9-X-R-D ", "7K2M  9XRD", "7K2M\u{A0}9XRD",
        "7K2M\u{2011}9XRD", "7K2M–9XRD", "7K2M\u{AD}9XRD",
    ])
    func `a code may be typed in lower case, with spaces and hyphens`(_ typed: String) throws {
        #expect(try LabelCode(typed) == LabelCode("7K2M9XRD"))
        #expect(try ScanReader.read(typed).best == .label(LabelCode("7K2M9XRD")))
    }

    @Test(arguments: ["OOOOOOI2", "oooooo12", "oooooo L2", "000000i2", "0o0o0ol2"])
    func `letters that look like digits are read as them`(_ typed: String) throws {
        #expect(try LabelCode(typed) == LabelCode("00000012"))
    }

    @Test(arguments: [
        ("7K2M9XR", LabelCodeFault.lengthWrong),
        ("", .lengthWrong),
        ("7K2M9XRD0", .lengthWrong),
        ("7K2M9XRD0U", .lengthWrong),
        ("7K2M9XRDU", .characterUnknown("U")),
        ("7K2M.XRD", .characterUnknown(".")),
        ("7K2M9XRÉ", .characterUnknown("É")),
        ("７K2M9XRD", .characterUnknown("７")),
        ("7K2M9XR\u{0}", .characterUnknown("\u{0}")),
        ("7K2M9XRC", .checkWrong),
        ("K72M9XRD", .checkWrong),
    ])
    func `what is wrong with a code is told apart`(_ typed: String, _ fault: LabelCodeFault) {
        #expect(throws: fault) { try LabelCode(typed) }
    }

    @Test(arguments: seeds)
    func `every single wrong character is found`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let code = Array(LabelCode(using: &random).description)
            for place in code.indices {
                for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where letter != code[place] {
                    var wrong = code
                    wrong[place] = letter
                    #expect(throws: LabelCodeFault.checkWrong) { try LabelCode(String(wrong)) }
                }
            }
        }
    }

    @Test(arguments: seeds)
    func `every swap of two characters is found`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let code = Array(LabelCode(using: &random).description)
            for (first, second) in pairs where code[first] != code[second] {
                var wrong = code
                wrong.swapAt(first, second)
                #expect(throws: LabelCodeFault.checkWrong) { try LabelCode(String(wrong)) }
            }
        }
    }

    @Test(arguments: seeds)
    func `a new code is right, uses all letters and seldom repeats`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let codes = (0..<1_000).map { _ in LabelCode(using: &random) }
        for code in codes { #expect(try LabelCode(code.description) == code) }
        #expect(Set(codes).count > 995)
        for place in 0..<8 {
            #expect(Set(codes.map { Array($0.description)[place] }).count == 32)
        }
    }

    @Test(arguments: seeds)
    func `a new code is like no word and no number`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for code in (0..<1_000).map({ _ in LabelCode(using: &random).description }) {
            #expect(code.contains { $0.isNumber }, "\(code)")
            #expect(code.contains { $0.isLetter && $0 != "E" }, "\(code)")
        }
    }

    @Test func `one seed makes one row of codes`() {
        var (first, second) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
        #expect(LabelCode(using: &first) == LabelCode(using: &second))
        #expect(LabelCode(using: &first) != LabelCode(using: &first))
    }

    private var pairs: [(Int, Int)] {
        (0..<8).flatMap { first in (first + 1..<8).map { (first, $0) } }
    }
}

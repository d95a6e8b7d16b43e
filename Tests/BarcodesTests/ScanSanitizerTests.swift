import Barcodes
import ParserChecks
import SeededRandom
import Testing

struct ScanSanitizerTests {
    @Test(arguments: [
        "", " ", "\r\n", "\u{0}\u{1B}\u{7F}", "\u{1D}", "\u{FEFF}", "]C0", "]E0\r\n", "]C1\u{1D}",
    ])
    func `a scan without a code has nothing to read`(_ raw: String) {
        #expect(throws: ReadFault.nothingToRead) { try ScanReader.read(raw) }
    }

    @Test(arguments: ["x", "0", "é", "🥫", "]C0"])
    func `a code longer than the limit is refused whole`(_ piece: String) throws {
        let tooLong = "x" + String(repeating: piece, count: ScanInterpretation.lengthLimit)
        #expect(throws: ReadFault.tooLong) { try ScanReader.read(tooLong) }
    }

    @Test(arguments: ["x", "é", "🥫"])
    func `the limit counts characters of any script alike`(_ piece: String) throws {
        let longest = String(repeating: piece, count: ScanInterpretation.lengthLimit)
        #expect(try ScanReader.read("  ]C0\(longest)\r\n").keys == [longest])
    }

    @Test(arguments: ["0", " ", "\u{0}", "]C0", "]", "-", "é", "🥫", "/", "HTTPS://"])
    func `ten million of anything are refused at once`(_ piece: String) {
        let raw = String(repeating: piece, count: 10_000_000 / piece.utf8.count)
        let elapsed = ContinuousClock().measure {
            for _ in 0..<1_000 { #expect(throws: ReadFault.tooLong) { try ScanReader.read(raw) } }
        }
        #expect(elapsed < .seconds(10), "reading must not walk through all of it")
    }

    @Test func `every control character is taken out, but the GS1 separator`() throws {
        for value in (0 as UInt32..<0x20).map({ $0 }) + Array(0x7F...0x9F) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let kept = value == 0x1D ? "SKU\u{1D}12" : "SKU12"
            #expect(try ScanReader.read("\(scalar)SKU\(scalar)12\(scalar)").keys == [kept])
        }
    }

    @Test(arguments: ["\u{200B}", "\u{200E}", "\u{202E}", "\u{2066}", "\u{FEFF}", "\u{AD}"])
    func `marks that nobody can see do not make another code`(_ mark: String) throws {
        #expect(try ScanReader.read("SKU\(mark)-12\(mark)").keys == ["SKU-12"])
        #expect(try ScanReader.read("0413310\(mark)24686").keys == ["00041331024686"])
    }

    @Test(arguments: seeds)
    func `garbage never stops the reader, and what is kept reads the same again`(seed: UInt64)
        throws
    {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let raw = garbage(&random)
            try #require(scanFaults(reading: raw) == [], "\(raw.debugDescription)")
        }
    }

    /// Up to 40 pieces of what confuses a reader.
    private func garbage(_ random: inout SeededGenerator) -> String {
        let pieces = [
            "0", "1", "7", "9", "02345673", "041331024686", "7K2M9XRD", "]", "E", "0", "]E0", "]E4",
            "]I1",
            "]C0", "]C1", "]d2", "]Q1", "HTTPS://", "http://h/", "/", " ", "-", "U", "i", "o", "é",
            "ß",
            "🥫", "e\u{301}", "\u{301}", "\u{1D}", "\u{0}", "\t", "\r\n", "\u{200B}", "\u{2028}",
            "\u{FFFD}",
        ]
        let count = Int.random(in: 0...(Bool.random(using: &random) ? 4 : 40), using: &random)
        return (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }
            .joined()
    }
}

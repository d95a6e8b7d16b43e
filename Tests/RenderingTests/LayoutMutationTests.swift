import ParserChecks
import Rendering
import SeededRandom
import Testing

/// Layout and media files with bytes changed, cut, doubled and run together; Tests/Fuzzing goes on
/// for longer.
@Suite struct LayoutMutationTests {
    @Test(arguments: [runSeed])
    func `a broken file never traps, and is refused with a line of it`(_ seed: UInt64) throws {
        let shipped = try LayoutCatalogue()
        let files = try samples(of: "layout")
        for bytes in Mutations(of: files, seed: seed).prefix(400) {
            let yaml = String(decoding: bytes, as: UTF8.self)
            let faults = layoutFaults(reading: yaml, in: shipped)
            if !faults.isEmpty { Issue.record("\(faults): \(yaml.debugDescription)") }
        }
    }

    @Test func `a short file whose aliases mean millions of nodes is refused`() throws {
        var catalogue = try LayoutCatalogue()
        let doublings = (1...30).map { "    - &a\($0) {rows: [*a\($0 - 1), *a\($0 - 1)]}" }
        let yaml =
            (["tall: {text: name}", "wide:", "  rows:", "    - &a0 {text: name}"] + doublings)
            .joined(separator: "\n")
        let fault = #expect(throws: LayoutFault.self) {
            try catalogue.read(yaml, file: "shelf.yaml")
        }
        #expect(fault?.description.contains("aliases") == true)
    }
}

import ParserChecks
import Rendering
import SeededRandom
import Testing

/// Labels drawn with layouts, icons, papers and sheets whose files were changed, cut, doubled and run
/// together; Tests/Fuzzing goes on for longer.
@Suite struct DrawingMutationTests {
    @Test(arguments: [runSeed])
    func `whatever a file is read as can be drawn`(_ seed: UInt64) throws {
        let shipped = try LayoutCatalogue()
        let files = try samples(of: "drawing")
        for bytes in files + Mutations(of: files, seed: seed).prefix(200) {
            let yaml = String(decoding: bytes, as: UTF8.self)
            let faults = drawingFaults(reading: yaml, in: shipped)
            if !faults.isEmpty { Issue.record("\(faults): \(yaml.debugDescription)") }
        }
    }
}

import Languages
import ParserChecks
import Printing
import SeededRandom
import Testing

/// Real answers with bytes changed, cut, doubled and run together; Tests/Fuzzing goes on for longer.
@Suite struct MutationTests {
    @Test(arguments: PrinterLanguages.all.map(\.name), [runSeed])
    func `a broken answer never traps a language, and is never word that all is well`(
        _ name: String, _ seed: UInt64
    ) throws {
        let language = try #require(PrinterLanguages.named(name))
        let answers = try samples(of: name)
        #expect(answers.contains { language.status(from: $0) != nil })
        for heard in Mutations(of: answers, seed: seed).prefix(5_000) {
            let faults = statusFaults(of: language, hearing: heard)
            if !faults.isEmpty { Issue.record("\(faults): \(heard)") }
        }
    }
}

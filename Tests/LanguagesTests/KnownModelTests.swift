import Languages
import Printing
import Testing

/// What printers are taken for is what can be printed in.
@Suite struct KnownModelTests {
    private let names = Set(PrinterLanguages.all.map(\.name))

    @Test func `every known model speaks a language that there is, or none`() {
        for row in KnownModel.all {
            #expect(row.language.map { names.contains($0) } ?? true, "\(row.model)")
        }
        #expect(Set(KnownModel.all.compactMap(\.language)).count >= 5)
    }

    @Test(arguments: ["ZPL", "TSPL", "ESC/POS", "EPL", "PT-CBP;MDL:QL-800"])
    func `every command set that names a language names one that there is`(_ word: String) throws {
        #expect(names.contains(try #require(DeviceID("CMD:\(word);").languageName)))
    }

    @Test func `a known model's resolution is one that its language has`() {
        for row in KnownModel.all {
            let language = row.language.flatMap { PrinterLanguages.named($0) }
            guard let dpi = row.dpi, let known = language?.resolutions, !known.isEmpty else {
                continue
            }
            #expect(known.contains { $0.dpi == dpi }, "\(row.model)")
        }
    }
}

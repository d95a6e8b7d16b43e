import Journal
import Testing

@testable import Web

@Suite struct EntryWordingTests {
    @Test(arguments: EntryKinds.all.map { $0.kind })
    func `each kind of entry has its words on a page`(_ name: String) throws {
        let kind = try #require(EntryKinds.all.first { $0.kind == name })
        #expect(kind is any EntryWording.Type)
    }
}

import Journal
import Testing

@testable import Web

@Suite struct EntryWordingTests {
    @Test func `each kind of entry has its words on a page`() {
        for kind in EntryKinds.all {
            let isWorded = kind is any EntryWording.Type
            #expect(isWorded, "\(kind)")
        }
    }
}

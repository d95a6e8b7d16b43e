import Testing

@testable import Stock

@Suite struct ItemNamesTests {
    @Test(arguments: seeds)
    func `a name means the item that goes by it now, in upper or lower case`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let ids = (0..<20).map { _ in ItemID(milliseconds: 1, using: &random) }
        var (names, known) = (ItemNames(), [ItemID: String]())
        for _ in 0..<500 {
            guard let id = ids.randomElement(using: &random) else { return }
            let name =
                ["Rice", "rice", "Élan", "ÉLAN", "Beans"].randomElement(using: &random) ?? ""
            names.name(id, name)
            known[id] = name
            for wish in ["RICE", "élan", "beans", "none"] {
                let meant = known.filter { $0.value.lowercased() == wish.lowercased() }.keys.min()
                #expect(names.item(named: wish) == meant)
            }
        }
        #expect(names.count == known.count)
    }
}

import SeededRandom
import Testing

@testable import Stock

@Suite struct ItemNamesTests {
    @Test func `words are rather a name than a code, also with a figure in them`() {
        for typed in ["rice", "RICE", "rice 1 kg", "7up", "2% milk", "juice 6 x 1 l", "AB 12 CD"] {
            #expect(Item.isRatherName(typed), "\(typed)")
        }
        for typed in [
            "NEW-77", "041331024686", "0 41331 02468 6", "]C110lot7", "]d2lot 7",
            "https://pantry.example/7K2M9XRD",
        ] {
            #expect(!Item.isRatherName(typed), "\(typed)")
        }
    }

    @Test(arguments: [
        ("Black beans, can", "black beans, Can"), ("Black beans, can", "Black  beans can "),
        ("Jalapeño", "jalapen\u{303}o"), ("Crème brûlée", "CREME BRULEE"), ("Phở", "pho"),
        ("Weißwurst", "weisswurst"), ("STRASSE", "Straße"), ("Œufs", "oeufs"),
        ("Rødgrød", "rodgrod"),
        ("ﬁne ﬂour", "fine flour"), ("Smørrebrød & æbler", "smorrebrod & aebler"),
        ("Campbell’s soup", "Campbells Soup"), ("Beans - black", "Beans (black)"),
    ])
    func `two names that differ in case, accents, blanks or marks mean one item`(
        _ one: String, _ other: String
    ) {
        #expect(Item.key(ofName: one) == Item.key(ofName: other))
    }

    @Test(arguments: [
        ("Milk 1.5 %", "Milk 15 %"), ("Beans", "Bean"), ("!", "?"), ("牛奶", "牛"), ("Rice", "Rice+"),
        ("ไก่", "ไก"),
    ])
    func `two names that differ in a letter, digit or sign do not`(_ one: String, _ other: String) {
        #expect(Item.key(ofName: one) != Item.key(ofName: other))
    }

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

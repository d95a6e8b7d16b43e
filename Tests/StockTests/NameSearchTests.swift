import Testing

@testable import Stock

/// Names that are like what was typed.
struct NameSearchTests {
    @Test(arguments: [
        ("tomatos", "Diced tomatoes, 14 oz"), ("ryce", "Rice, white"), ("brwon rice", "Brown Rice"),
        ("tomatto", "Tomatoes"), ("FRIJOLS", "Fríjoles negros"), ("jma", "Jam"),
        ("blakc beens", "Black beans"), ("spagetti", "Spaghetti"), ("rice 2", "Ryce 2 kg"),
    ])
    func `a misspelt name is like the right one`(typed: String, name: String) {
        #expect(NameSearch(typed).distance(to: name) != nil)
    }

    @Test(arguments: [
        ("tomatos", "Potatoes"), ("ryce", "Beans"), ("rice 2", "Rice 3"), ("4012345", "4012346"),
        ("an", "Ham"), ("brown ryce", "Rice"), ("", "Rice"), ("hun", "Handles"),
    ])
    func `another name is not`(typed: String, name: String) {
        #expect(NameSearch(typed).distance(to: name) == nil)
    }

    @Test func `the likest come first, by name where they are alike`() {
        let names = ["Rice", "Rye", "Ryde", "Price", "Rice cakes"].enumerated().map {
            (id: ItemID(high: 0, low: UInt64($0.offset)), name: $0.element)
        }
        let found = NameSearch("ryce").nearest(among: names, limit: 3)
        #expect(
            found.compactMap { id in names.first { $0.id == id }?.name } == [
                "Rice", "Rice cakes", "Ryde",
            ])
    }
}

import Testing

@testable import Stock

@Suite struct SourceNameTests {
    @Test(
        arguments: [
            ("Market Hall", "Market Hall", nil), ("Market Hall", "market  hall ", nil),
            ("Market Hall", "From: Market Hall, 5th St", nil),
            ("Market Hall", "Market\u{A0}Hall", nil),
            ("Market Hall", "Hall Market", "Hall Market"),
            ("Market Hall", "Supermarket Hall", "Supermarket Hall"),
            ("Market Hall", "2 × Bread;Gift of Market Hall;1 × Rice", "2 × Bread;1 × Rice"),
            ("Market Hall", "Market Hall; ", nil), ("Al", "Salt", "Salt"),
            ("O'Neil", "Ms. O’Neil", nil),
            ("José", "jose\u{301} and María", nil), ("José", "JOSE, 5th St", nil),
            ("市场大厅", "来自市场大厅", nil), ("★", "★ Diner", nil),
            ("★", "Diner", "Diner"), ("Market Hall", "", ""),
        ] as [(String, String, String?)])
    func `a name goes with all that stands beside it, and no other word does`(
        name: String, text: String, left: String?
    ) {
        #expect(SourceName(name).erased(from: text) == left)
    }
}

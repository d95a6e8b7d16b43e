import Testing

@testable import Stock

/// Names as people look for them in a list.
struct NaturalOrderTests {
    @Test func `a number counts as a number, in any case and with accents`() {
        let sorted = [
            "A1", "a2", "A02b", "A10", "A11", "B1", "Éstante 2", "Estante 10", "Freezer",
            "Shelf 9-10", "Shelf 10-1",
        ]
        #expect(NaturalOrder.sorted(sorted.reversed()) { $0 } == sorted)
        #expect(NaturalOrder.sorted(sorted.sorted()) { $0 } == sorted)
    }

    @Test func `rows of one name stay as they were`() {
        let rows = [("a1", 1), ("A01", 2), ("A-1", 3), ("a1", 4)]
        let sorted = NaturalOrder.sorted(rows) { $0.0 }.map(\.1)
        #expect(sorted.filter { $0 != 3 } == [1, 2, 4])
    }
}

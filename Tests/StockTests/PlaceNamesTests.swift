import Testing

@testable import Stock

/// Places as a person lists them.
struct PlaceNamesTests {
    @Test(arguments: [
        ("A1–A3", ["A1", "A2", "A3"]),
        ("A1-3", ["A1", "A2", "A3"]),
        ("A3 — A1", ["A1", "A2", "A3"]),
        ("A08-A11", ["A08", "A09", "A10", "A11"]),
        ("Shelf 1–Shelf 2", ["Shelf 1", "Shelf 2"]),
        ("Shelf 9-10", ["Shelf 9", "Shelf 10"]),
        ("Shelf A – C", ["Shelf A", "Shelf B", "Shelf C"]),
        ("A-B", ["A", "B"]),
        ("A1–B2", ["A1", "A2", "B1", "B2"]),
        ("1–3", ["1", "2", "3"]),
        ("Freezer, Cooler; Freezer\nA1", ["Freezer", "Cooler", "A1"]),
        ("A1-A2, a2", ["A1", "A2"]),
        ("A1–A1", ["A1"]),
        ("B1..B3", ["B1", "B2", "B3"]),
        ("B1…3", ["B1", "B2", "B3"]),
        ("C1 to C3", ["C1", "C2", "C3"]),
        ("A-1 to A-3", ["A-1", "A-2", "A-3"]),
        ("Estante 1 a 3", ["Estante 1", "Estante 2", "Estante 3"]),
        ("A1 hasta A2", ["A1", "A2"]),
    ])
    func `a range is each place in it`(list: String, names: [String]) {
        #expect(PlaceNames.read(list) == names)
    }

    @Test(arguments: [
        "Walk-in cooler", "T-shirts", "COVID-19", "A1-Freezer", "A-1", "Box-99999", "-", "A1-",
        "Room B-Shelf 2", "a–C", "مخزن-٣", "Food to go", "Pan a granel", "Ready to A1", "Etc...",
    ])
    func `what is no range is a name as it stands`(name: String) {
        #expect(PlaceNames.read(name) == [name])
    }

    @Test func `a list has an end`() {
        #expect(PlaceNames.read(" , ;\n") == [])
        #expect(PlaceNames.read("A1–A200")?.count == PlaceNames.limit)
        for list in ["A1–A201", "A1–Z9", "1–9999", "A1–A150, B1–B51"] {
            #expect(PlaceNames.read(list) == nil, "\(list)")
        }
    }
}

import Testing

@testable import Stock

struct PlaceOutlineTests {
    private static func place(_ name: String, in parent: Place? = nil) -> Place {
        var random = SystemRandomNumberGenerator()
        let id = PlaceID(milliseconds: 1, using: &random)
        return Place(id: id, name: name, kind: .shelf, parent: parent?.id)
    }

    @Test func `each place is followed by what stands in it, by name`() {
        let room = Self.place("Room")
        let shelf = Self.place("shelf B", in: room)
        let other = Self.place("Shelf A", in: room)
        let bin = Self.place("B1", in: shelf)
        let van = Self.place("Van")
        let outline = PlaceOutline([van, bin, shelf, room, other], name: \.name)
        #expect(outline.rows.map(\.place.name) == ["Room", "Shelf A", "shelf B", "B1", "Van"])
        #expect(outline.rows.map(\.depth) == [0, 1, 1, 2, 0])
        #expect(outline.rows(behind: shelf.id).map(\.place.name) == ["B1", "Van"])
        #expect(outline.rows(behind: nil).count == 5)
    }

    @Test func `a place whose holder is not among them stands by itself`() {
        let shelf = Self.place("Shelf", in: Self.place("Room"))
        #expect(PlaceOutline([shelf], name: \.name).rows.map(\.depth) == [0])
    }
}

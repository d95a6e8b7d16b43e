import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Where a box stands: where the last of its moves put it, by when they happened; minutes are after three o'clock.
struct PlaceMoveTests {
    private let shelf: CountShelf
    private let box: (id: String, label: String)
    private let racks: [String]

    init() async throws {
        shelf = try await CountShelf()
        box = try await shelf.hub.place("Box", "box", in: shelf.bin)
        racks = [
            try await shelf.hub.place("Rack 1", "shelf").id,
            try await shelf.hub.place("Rack 2", "shelf").id,
        ]
    }

    private func move(to place: String, at minute: Int, arrives: Int? = nil) async throws -> JSON {
        let to: [String: JSON] = ["to": .text(place), "place": .null]
        return try await shelf.scan("move", box.label, 1, at: minute, arrives: arrives, to)["id"]
    }

    private func undo(_ move: JSON, at minute: Int) async throws {
        #expect(try await shelf.undo(move, at: minute).status == 201)
        #expect(try await shelf.undo(move, at: minute).problem == "already_reversed")
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    private var parent: String? {
        get async throws {
            try await shelf.hub.call(.get, "/api/v1/places").json.rows
                .first { $0["id"].text == box.id }?["parent"].text
        }
    }

    @Test func `an earlier move that is taken back leaves the box where a later one put it`()
        async throws
    {
        let first = try await move(to: racks[0], at: 1)
        let second = try await move(to: racks[1], at: 2)
        try await undo(first, at: 3)
        #expect(try await parent == racks[1])
        try await undo(second, at: 4)
        #expect(try await parent == shelf.bin)
    }

    @Test func `moves are taken back in any order`() async throws {
        let first = try await move(to: racks[0], at: 1)
        let second = try await move(to: racks[1], at: 2)
        try await undo(second, at: 3)
        #expect(try await parent == racks[0])
        try await undo(first, at: 4)
        #expect(try await parent == shelf.bin)
    }

    @Test func `an earlier move that is told late and taken back changes nothing`() async throws {
        let second = try await move(to: racks[1], at: 2)
        let first = try await move(to: racks[0], at: 1, arrives: 3)
        #expect(try await parent == racks[1])
        try await undo(first, at: 4)
        #expect(try await parent == racks[1])
        let again = try await move(to: racks[0], at: 1, arrives: 5)
        try await undo(second, at: 6)
        #expect(try await parent == racks[0])
        try await undo(again, at: 7)
        #expect(try await parent == shelf.bin)
    }

    @Test func `a move that was taken back makes no place stand inside itself`() async throws {
        let inner = try await shelf.hub.place("Small box", "box")
        let into: [String: JSON] = ["to": .text(inner.id), "place": .null]
        try await shelf.scan("move", box.label, 1, at: 1, into)
        let out = try await move(to: racks[0], at: 2)
        let other: [String: JSON] = ["to": .text(box.id), "place": .null]
        try await shelf.scan("move", inner.label, 1, at: 3, other)
        #expect(try await shelf.undo(out, at: 4).problem == "place_inside_itself")
        #expect(try await parent == racks[0])
    }

    @Test func `a box that was moved by a clock that was ahead is moved on once that is put right`()
        async throws
    {
        let hub = shelf.hub
        hub.clock.set(CountShelf.moment(1))
        let right = hub.clock.now()
        hub.clock.advance(seconds: 365 * 86_400)
        let to: [String: JSON] = ["to": .text(racks[0])]
        let ahead = try await hub.scan("move", box.label, nil, to)["id"]
        hub.clock.set(right)
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        let next = try await move(to: racks[1], at: 2)
        #expect(try await parent == racks[1])
        try await undo(next, at: 3)
        #expect(try await parent == racks[0])
        try await undo(ahead, at: 4)
        #expect(try await parent == shelf.bin)
    }

    @Test func `a box that is to go into itself stays, and the scan is kept`() async throws {
        let to: [String: JSON] = ["to": .text(box.label), "place": .null]
        let answer = try await shelf.scan("move", box.label, 1, at: 1, to)
        #expect((answer.status, answer["warnings"]) == (201, ["already_there"]), "\(answer.text)")
        #expect(try await parent == shelf.bin)
        try await undo(answer["id"], at: 2)
        #expect(try await parent == shelf.bin)
        let path = "/api/v1/places/\(box.id)"
        let put: JSON = ["parent": .text(box.id)]
        #expect(try await shelf.hub.call(.patch, path, .json(put)).problem == "place_inside_itself")
    }

    @Test(arguments: [false, true])
    func `what stood in a box that is put into it has come out`(isLate: Bool) async throws {
        let inner = try await shelf.hub.place("Inner", "box", in: box.id)
        func stands() async throws -> String? {
            try await shelf.hub.call(.get, "/api/v1/places").json.rows
                .first { $0["id"].text == inner.id }?["parent"].text
        }
        // It was put into the box once more, after the box was put into it.
        if isLate {
            _ = try await shelf.scan(
                "move", inner.label, 1, at: 3, ["to": .text(racks[0]), "place": .null])
            _ = try await shelf.scan(
                "move", inner.label, 1, at: 4, ["to": .text(box.id), "place": .null])
        }
        let answer = try await shelf.scan(
            "move", box.label, 1, at: 2, arrives: 5, ["to": .text(inner.id), "place": .null])
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["warnings"] == (isLate ? ["already_there"] : []))
        #expect(try await parent == (isLate ? shelf.bin : inner.id))
        #expect(try await stands() == (isLate ? box.id : shelf.bin))
        #expect(try await shelf.hub.store.verify().isEmpty)
    }
}

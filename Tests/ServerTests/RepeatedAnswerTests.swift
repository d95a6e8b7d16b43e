import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What someone said of a label or a scan is said again when its answer was lost, whatever was put right meanwhile.
struct RepeatedAnswerTests {
    private struct Shelf {
        let hub: TestHub
        let beans: String
        let other: String
        let label: String

        init() async throws {
            hub = try TestHub()
            beans = try await hub.item("Black beans", code: "beans")
            other = try await hub.item("Beans", code: "other")
            label = try await hub.roll(1).codes[0]
        }

        /// Sends a request, lets something be put right, and sends it again: it is answered as before and nothing is recorded.
        func again(
            _ path: String, _ body: JSON, after change: () async throws -> Answer
        ) async throws {
            let said = body.with(["id": TestHub.id()])
            #expect(try await hub.call(.post, path, .json(said)).status < 300)
            #expect(try await change().status < 300)
            let head = hub.store.head
            let again = try await hub.call(.post, path, .json(said))
            #expect(again.status == 200, "\(path) \(again.text)")
            #expect(hub.store.head == head)
        }

        func join() async throws -> Answer {
            try await hub.call(
                .post, "/api/v1/item-joins",
                ["id": TestHub.id(), "item": .text(beans), "into": .text(other)])
        }

        func change(_ facts: JSON) async throws -> Answer {
            try await hub.call(.patch, "/api/v1/items/\(beans)", .json(facts))
        }

        var binding: String { "/api/v1/label-codes/\(label)/binding" }
    }

    @Test(arguments: [[:], ["dateLabel": ["kind": "bestBy", "date": "2027-03"]]] as [JSON])
    func `a label's binding is the same after its item was joined`(lot: JSON) async throws {
        let shelf = try await Shelf()
        try await shelf.again(shelf.binding, lot.with(["item": .text(shelf.beans)])) {
            try await shelf.join()
        }
    }

    @Test func `a lot's binding is the same after its item came under a programme`() async throws {
        let shelf = try await Shelf()
        let lot: JSON = ["item": .text(shelf.beans), "lotNumber": "L 7"]
        try await shelf.again(shelf.binding, lot) {
            try await shelf.change(["programme": "tefap"])
        }
        let other: JSON = ["id": TestHub.id(), "item": .text(shelf.other)]
        #expect(
            try await shelf.hub.call(.post, shelf.binding, .json(other)).problem
                == "label_code_bound")
    }

    @Test(arguments: [true, false])
    func `what a name meant it means still after the item got another`(isLabel: Bool) async throws {
        let shelf = try await Shelf()
        let named: JSON = ["item": ["id": TestHub.id(), "name": "BLACK BEANS"]]
        let scan = try await shelf.hub.scan("intake", "4711")["id"].text
        let path = isLabel ? shelf.binding : "/api/v1/unresolved/\(scan)/resolution"
        try await shelf.again(path, named) { try await shelf.change(["name": "Turtle beans"]) }
    }

    @Test func `another answer under the same id is refused`() async throws {
        let shelf = try await Shelf()
        let said: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
        _ = try await shelf.hub.call(.post, shelf.binding, .json(said))
        for other: JSON in [
            ["item": .text(shelf.other)], ["item": ["id": TestHub.id(), "name": "beans"]],
            ["item": .text(shelf.beans), "lotNumber": "7"],
        ] {
            let answer = try await shelf.hub.call(
                .post, shelf.binding, .json(other.with(["id": said["id"]])))
            #expect(answer.problem == "id_exists_with_different_content", "\(answer.text)")
        }
    }

    @Test(arguments: ["Renamed", "Brand new"])
    func `a new item's name that did not mean the item is another answer`(name: String) async throws
    {
        let shelf = try await Shelf()
        let scan = try await shelf.hub.scan("intake", "4711")["id"].text
        for path in [shelf.binding, "/api/v1/unresolved/\(scan)/resolution"] {
            let said: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
            #expect(try await shelf.hub.call(.post, path, .json(said)).status == 201)
            let head = shelf.hub.store.head
            let other = said.with(["item": ["id": TestHub.id(), "name": .text(name)]])
            let answer = try await shelf.hub.call(.post, path, .json(other))
            #expect(answer.status == 409 && answer.problem == "id_exists_with_different_content")
            #expect(shelf.hub.store.head == head)
            // By the name that it had then, and by the one that it has now, it is the same.
            for name in ["black beans", "BLACK BEANS"] {
                let same = said.with(["item": ["id": TestHub.id(), "name": .text(name)]])
                #expect(try await shelf.hub.call(.post, path, .json(same)).status == 200)
            }
        }
    }

    @Test func `a form that names no item that it named before is another answer`() async throws {
        let shelf = try await Shelf()
        let path = "/items/\(shelf.beans)/joins"
        let form = ["id": TestHub.id().text, "name": "Beans"]
        #expect(try await shelf.hub.form(path, form).status == 303)
        let head = shelf.hub.store.head
        let other = try await shelf.hub.form(path, form.merging(["name": "Brand new"]) { $1 })
        #expect(other.status == 409)
        _ = try await shelf.change(["name": "Pulses"])
        #expect(try await shelf.hub.form(path, form).status == 303)
        #expect(shelf.hub.store.head == head)
    }

    @Test(arguments: [true, false])
    func `a name means what it meant, though another item goes by it now`(
        isLabel: Bool
    ) async throws {
        let shelf = try await Shelf()
        let named: JSON = ["item": ["id": TestHub.id(), "name": "Black beans"]]
        let scan = try await shelf.hub.scan("intake", "4711")["id"].text
        let path = isLabel ? shelf.binding : "/api/v1/unresolved/\(scan)/resolution"
        try await shelf.again(path, named) {
            _ = try await shelf.change(["name": "Turtle beans"])
            let made = try await shelf.hub.item("Black beans", code: "others")
            return try await shelf.hub.call(.get, "/api/v1/items/\(made)")
        }
    }

    @Test(arguments: ["counts", "places", "retirement", "binding"])
    func `a label means the place that it stood for then`(deed: String) async throws {
        let shelf = try await Shelf()
        let hub = shelf.hub
        let bin = try await hub.place("A1", "shelf")
        let label = try await hub.roll(1).codes[0]
        let on: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
        #expect(try await hub.bind(label, on).status == 201)
        let (path, body): (String, JSON) =
            switch deed {
            case "counts": ("/api/v1/counts", ["place": .text(label)])
            case "places":
                ("/api/v1/places", ["name": "B", "kind": "box", "parent": .text(label)])
            case "retirement": ("/api/v1/places/\(label)/retirement", [:])
            default: (shelf.binding, ["place": .text(label)])
            }
        let other = try await hub.place("C1", "shelf")
        try await shelf.again(path, body) {
            try await hub.bind(
                label, ["id": TestHub.id(), "place": .text(other.id), "corrects": on["id"]])
        }
    }

    @Test func `a label that never stood for the place is another request`() async throws {
        let shelf = try await Shelf()
        let hub = shelf.hub
        let (bin, other) = (try await hub.place("A1"), try await hub.place("C1"))
        let label = try await hub.roll(1).codes[0]
        let on: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
        let count: JSON = ["id": TestHub.id(), "place": .text(other.id)]
        let scan = TestHub.scan("intake", "beans", 2, ["place": .text(other.id)])
        #expect(try await hub.bind(label, on).status == 201)
        #expect(try await hub.call(.post, "/api/v1/counts", .json(count)).status == 201)
        #expect(try await hub.send(scan).status == 201)
        let off: JSON = ["id": TestHub.id(), "item": .text(shelf.beans), "corrects": on["id"]]
        #expect(try await hub.bind(label, off).status == 201)
        let named: JSON = ["place": .text(label)]
        #expect(
            try await hub.call(.post, "/api/v1/counts", .json(count.with(named.members))).status
                >= 400)
        #expect(try await hub.send(scan.with(named.members)).status >= 400)
    }
}

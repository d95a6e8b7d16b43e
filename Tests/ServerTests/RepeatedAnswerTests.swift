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
}

import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Labels that were put on the wrong thing.
struct LabelCorrectionTests {
    @Test(arguments: ["item", "place"])
    func `a wrong label is put on a place that is new`(wrong: String) async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let bin = try await hub.place()
        let code = try await hub.roll(1).codes[0]
        var first: JSON = ["id": TestHub.id(), "item": .text(item)]
        if wrong == "place" { first = ["id": TestHub.id(), "place": .text(bin.id)] }
        let waiting = try await hub.scan("intake", code, 2)
        #expect(waiting.status == 202)
        #expect(try await hub.bind(code, first).status == 201)
        let box: JSON = [
            "id": TestHub.id(), "place": ["name": "Box 9", "kind": "box"],
            "corrects": first["id"],
        ]
        let made = try await hub.bind(code, box)
        #expect(made.status == 201 && made["place"]["name"] == "Box 9", "\(made.text)")
        #expect(made["place"]["labelCode"].text == code && made["binding"] == box["id"])
        #expect(made["earlier"].rows.count == (wrong == "place" ? 0 : 1))
        let head = hub.store.head
        let again = try await hub.bind(code, box)
        #expect(again.status == 200 && hub.store.head == head)
        for other: JSON in [
            ["corrects": .null], ["corrects": TestHub.id()],
            ["place": ["name": "Box 8", "kind": "box"]],
        ] {
            let answer = try await hub.bind(code, box.with(other.members))
            #expect(answer.problem == "id_exists_with_different_content", "\(answer.text)")
        }
        let late = try await hub.bind(code, box.with(["id": TestHub.id()]))
        #expect(late.problem == "label_code_bound")
        #expect(hub.store.head == head)
        #expect(try await hub.scan("lookup", code)["place"]["name"] == "Box 9")
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }
}

import Stock
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Names that differ in case and accents, by every road on which an item is named.
struct AccentTests {
    @Test(arguments: [
        ("Ärzte-Tee", "arzte tee", "ARZTE"), ("arzte tee", "Ärzte-Tee", "Ärz"),
        ("JALAPEÑO", "jalapeño", "jalapen"), ("Weißwurst", "WEISSWURST", "weissw"),
        ("ÉCLAIR", "éclair", "éCL"),
    ])
    func `a name means the item that goes by it but for case and accents`(
        known: String, typed: String, part: String
    ) async throws {
        let hub = try TestHub()
        let item = try await hub.item(known, code: "4011")
        func resolve(_ code: String, _ name: String) async throws -> JSON {
            let scan = try await hub.scan("intake", code)["id"].text
            let new: JSON = ["id": TestHub.id(), "name": .text(name)]
            let said: JSON = ["id": TestHub.id(), "item": new]
            return try await hub.call(.post, "/api/v1/unresolved/\(scan)/resolution", .json(said))[
                "item"]["id"]
        }
        #expect(try await resolve("4711", typed).text == item)
        // A page's form, a label, a file, and what is typed in place of a code.
        let scan = try await hub.scan("intake", "4712")["id"].text
        let form = [
            "scan": scan, "id": TestHub.id().text, "item": TestHub.id().text, "name": typed,
        ]
        #expect(try await hub.form("/unresolved", form).status == 303)
        let roll: JSON = ["id": TestHub.id(), "count": 1]
        let code = try await hub.call(.post, "/api/v1/label-codes", .json(roll))["codes"][0].text
        let bearer: JSON = [
            "id": TestHub.id(), "item": ["id": TestHub.id(), "name": .text(typed)],
        ]
        let bound = try await hub.call(
            .post, "/api/v1/label-codes/\(code)/binding", .json(bearer))
        #expect(bound.status == 201, "\(bound.text)")
        let file = "name,code\n\(typed),4713\n"
        #expect(
            try await hub.call(.post, "/api/v1/item-imports", .csv(file))["items"] == 1)
        let take = ["id": TestHub.id().text, "code": typed, "quantity": "1"]
        #expect(try await hub.form("/take-in", take).header("Location").contains("said="))
        let all = try await hub.call(.get, "/api/v1/items").json.rows
        #expect(all.map { $0["id"].text } == [item])
        // Who asks finds it, by its whole name and by a part.
        for query in [
            "name=\(typed.percentEncoded)", "query=\(typed.percentEncoded)",
            "query=\(part.percentEncoded)",
        ] {
            let found = try await hub.call(.get, "/api/v1/items?\(query)").json.rows
            #expect(found.map { $0["id"].text } == [item], "\(query)")
        }
        // One that is made all the same, under an id of its own, says so, and its page offers to join them.
        let twin: JSON = ["id": TestHub.id(), "name": .text(typed)]
        let made = try await hub.call(.post, "/api/v1/items", .json(twin))
        #expect(made["similar"].rows.map(\.text) == [item])
        #expect(try await hub.page("/items/\(made["id"].text)").text.contains("/items/\(item)"))
    }
}

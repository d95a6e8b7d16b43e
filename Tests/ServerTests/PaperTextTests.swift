import Stock
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Lines of people's papers, which a scanner sends into whatever field has the focus.
struct PaperTextTests {
    @Test(arguments: [
        "DAQT64235789", "DBB06061986", "P<UTOERIKSSON<<ANNA<MARIA<<<<",
        "P;UTOERIKSSON;;ANNA;MARIA;;;;",
        "\"ANSI 636000100002DL00410288",
    ])
    func `no text that people write is a line of one, and nothing of it is kept`(
        _ line: String
    ) async throws {
        let hub = try TestHub()
        try await hub.item(code: "beans")
        let text: JSON = .text(line)
        let item: JSON = ["id": TestHub.id(), "name": "Rice"]
        let place: JSON = ["id": TestHub.id(), "name": "A1", "kind": "bin"]
        let seq = try await hub.call(.get, "/health")["seq"]
        let fields: [(String, JSON)] = [
            ("items", item.with(["name": text])), ("items", item.with(["category": text])),
            ("items", item.with(["programme": text])), ("places", place.with(["name": text])),
            ("tokens", ["role": "viewer", "name": text]),
            ("printers", ["name": text, "device": "tcp:127.0.0.1:9100"]),
        ]
        for (path, body) in fields {
            let answer = try await hub.call(.post, "/api/v1/\(path)", .json(body))
            #expect(answer.problem == "paper_of_a_person", "\(path): \(answer.text)")
            #expect(!answer.text.contains(line))
        }
        for (member, mode) in [
            ("station", "intake"), ("source", "intake"), ("lotNumber", "intake"),
            ("programme", "intake"), ("reason", "discard"),
        ] {
            let answer = try await hub.scan(mode, "beans", 1, [member: text])
            #expect(answer.problem == "paper_of_a_person", "\(member): \(answer.text)")
        }
        let file = try await hub.call(
            .post, "/api/v1/item-imports",
            .csv("name,category\nRice,\"\(line.replacing("\"", with: "\"\""))\"\n"))
        #expect(file["refused"].rows.map { $0["code"] } == ["paper_of_a_person"], "\(file.text)")
        #expect(try await hub.call(.get, "/health")["seq"] == seq)
    }

    @Test(arguments: ["DCAT", "DDEN", "DBC1"])
    func `a code of somebody's own that is like a short field is one`(_ code: String) async throws {
        let hub = try TestHub()
        let item = try await hub.item("Cat food", code: code)
        try await hub.scan("intake", code, 2)
        #expect(try await hub.balance(item) == 2)
    }

    @Test func `names of shops and of people are texts`() async throws {
        let hub = try TestHub()
        for name in ["DBS Bank", "Dade County Church", "D'Angelo", "Anna; Maria", "#1 Shelf"] {
            let place: JSON = ["id": TestHub.id(), "name": .text(name), "kind": "bin"]
            try await hub.call(.post, "/api/v1/places", .json(place)).expect(201)
        }
    }
}

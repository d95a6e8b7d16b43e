import Foundation
import Testing

/// One ```` ```http ```` block of routes.md: a request, its body, and the answer.
private struct RouteExample {
    let method: Verb
    /// With its query.
    let target: String
    /// Nil where the request has none.
    let body: String?
    let status: Int
    let answer: String

    var path: String { String(target.prefix { $0 != "?" }) }

    init?(_ text: String) {
        var parts = text.trimmingCharacters(in: .newlines).components(separatedBy: "\n\n")
        let words = parts.removeFirst().split(separator: " ")
        guard words.count == 2, let method = Verb(rawValue: String(words[0])),
            let last = parts.popLast(), parts.count <= 1
        else { return nil }
        let lines = last.split(separator: "\n", maxSplits: 1)
        guard let first = lines.first, let status = Int(first) else { return nil }
        (self.method, target, body, self.status) = (method, String(words[1]), parts.first, status)
        answer = lines.count == 2 ? String(lines[1]) : ""
    }
}

/// The examples of docs/reference/routes.md are held to the description.
struct RouteExampleTests {
    /// Answers in JSON that no example shows whole.
    private static let unshown = ["GET /openapi.json"]

    @Test func `every example is a request and an answer as the description has them`() throws {
        let page = try Reference.page("routes.md")
        let blocks = page.matches(of: #/\n```http\n((?s).+?)\n```/#).map { String($0.1) }
        #expect(blocks.count >= Description.hub.routes.count)
        for block in blocks {
            let faults = Self.faults(of: block)
            #expect(faults.isEmpty, "\(block.prefix(70)): \(faults.joined(separator: "; "))")
        }
    }

    @Test func `the first example of a section is of its route`() throws {
        for section in try Reference.page("routes.md").components(separatedBy: "\n### `")
            .dropFirst()
        {
            let route = String(section.prefix { $0 != "`" })
            let block = try #require(section.firstMatch(of: #/\n```http\n((?s).+?)\n```/#)).1
            let example = try #require(RouteExample(String(block)), "\(route)")
            let operation = Description.hub.routes.first { $0.route == route }?.operation
            #expect(
                Description.hub.operation(example.method, example.path) == operation, "\(route)")
        }
    }

    @Test func `the check finds what an example gets wrong`() {
        func count(_ text: String) -> Int { Self.faults(of: text).count }
        let id = "0198c1f2-0000-7000-8000-000000000002"
        let place = #"{"id":"\#(id)","name":"A3","kind":"bin","parent":null,"labelCode":null}"#
        let made = #"{"id":"\#(id)","name":"A3","kind":"bin"}"#
        #expect(count("POST /api/v1/places\n\n\(made)\n\n201\n\(place)") == 0)
        #expect(count("POST /api/v1/places\n\n{\"name\":\"A3\"}\n\n201\n\(place)") == 2)
        #expect(count("POST /api/v1/places\n\n\(made)\n\n201\n\(made)") == 2)
        #expect(count("POST /api/v1/places\n\n\(made)\n\n201\n{…}") == 1)
        #expect(count("POST /api/v1/places\n\n\(made)\n\n204") == 1)
        #expect(count("POST /api/v1/places\n\n201\n\(place)") == 1)
        #expect(count("GET /api/v1/nowhere\n\n200\n[]") == 1)
        #expect(count("GET /api/v1/stock?shelf=A3\n\n200\n[]") == 1)
        #expect(count("GET /api/v1/stock\n200\n[]") == 1)
    }

    private static func faults(of block: String) -> [String] {
        guard let example = RouteExample(block) else {
            return ["it is no request, body and answer with empty lines between them"]
        }
        guard let operation = Description.hub.operation(example.method, example.path) else {
            return ["the description has no such route"]
        }
        return queryFaults(of: example, operation) + requestFaults(of: example, operation)
            + answerFaults(of: example, operation)
    }

    private static func queryFaults(of example: RouteExample, _ operation: JSON) -> [String] {
        let query = example.target.dropFirst(example.path.count).dropFirst()
        let known = operation["parameters"].rows.filter { $0["in"] == "query" }
            .map { $0["name"].text }
        return query.split(separator: "&").map { String($0.prefix { $0 != "=" }) }
            .filter { !known.contains($0) }.map { "the query has no \($0)" }
    }

    private static func requestFaults(of example: RouteExample, _ operation: JSON) -> [String] {
        let wanted = operation["requestBody"]
        guard let body = example.body else {
            return wanted["required"] == true ? ["the request has no body"] : []
        }
        return faults(of: body, as: wanted["content"], "the request")
    }

    private static func answerFaults(of example: RouteExample, _ operation: JSON) -> [String] {
        let described = operation["responses"]["\(example.status)"]
        guard !described.isNull else { return ["the description has no \(example.status)"] }
        let route = "\(example.method.rawValue) \(example.path)"
        guard !unshown.contains(route) else { return [] }
        guard !described["content"].isNull else {
            return example.answer.isEmpty ? [] : ["a \(example.status) has no body"]
        }
        return faults(of: example.answer, as: described["content"], "the answer")
    }

    /// Of newline-delimited JSON the page shows one line, spread over several.
    private static func faults(of text: String, as kinds: JSON, _ what: String) -> [String] {
        let json = ["application/json", "application/x-ndjson"].first { !kinds[$0].isNull }
        guard let json, kinds["text/csv"].isNull || text.hasPrefix("{") else {
            return kinds.members.isEmpty ? ["\(what) has no body"] : []
        }
        guard let value = try? JSON(Array(text.utf8)) else { return ["\(what) is not whole JSON"] }
        return Description.hub.faults(of: value, by: kinds[json]["schema"], at: what)
    }
}

import Foundation
import HTTPTypes
import Hub
import Journal
import Printing
import Rendering
import Testing

@testable import Server

/// What routes read beside their bodies, and the names they take, held against the description.
struct ParameterTests {
    /// What a handler reads of a query or header, by how it says so.
    private static let reading: [(pattern: String, names: [String])] = [
        (#"request\.(?:text|flag|number)\("(\w+)""#, []),
        (#"\.after\(\.|\(after: |Position\(\)|\.device\(\)"#, ["after"]),
        (#"request\.sender\("#, ["Larder-Sent-At", "Larder-Held"]),
        (#"request\.sentAt"#, ["Larder-Sent-At"]),
    ]

    @Test func `the description names the query and the headers that each route reads`() throws {
        let read = try Self.read()
        #expect(read.count == RouteTable.api.count)
        for (route, operation) in Description.hub.routes {
            let described = operation["parameters"].rows.filter { $0["in"] != "path" }
            #expect(
                described.map { $0["name"].text }.sorted() == read[route]?.sorted(), "\(route)")
        }
    }

    @Test func `a list that comes in pages says so, and where the next one is`() {
        for (route, operation) in Description.hub.routes {
            let names = Set(operation["parameters"].rows.map { $0["name"].text })
            let link = operation["responses"]["200"]["headers"]["Link"]
            // What happened is told from the latest on.
            let isPaged = names.contains("after") || names.contains("before")
            #expect(isPaged == names.contains("limit"), "\(route)")
            #expect(isPaged == !link.isNull, "\(route)")
        }
    }

    @Test func `the names that the description lists are those there are`() throws {
        let catalogue = try TestHub.catalogue.get()
        #expect(Self.words("LayoutName") == Set(catalogue.layoutNames))
        #expect(Self.words("MediaName") == Set(catalogue.media.map { $0.name }))
        #expect(Self.words("SheetName") == Set(catalogue.sheets.map { $0.name }))
        #expect(Self.words("EntryKind") == Set(EntryKinds.all.map { $0.kind }))
        let most = Description.hub.document["components"]["schemas"]["SheetRequest"]["properties"]
        #expect(most["from"]["maximum"].whole == catalogue.sheets.map { Int64($0.count) }.max())
    }

    @Test func `what a request says twice is read in both places`() async throws {
        let hub = try TestHub()
        let (item, batch) = (TestHub.id(), TestHub.id())
        _ = try await hub.call(.post, "/api/v1/items", .json(["id": item, "name": "Beans"]))
        let refused: [(Verb, String, JSON)] = [
            (.put, "/items/\(item.text)", ["id": "", "name": "Beans"]),
            (.delete, "/codes/0?id=\(TestHub.id().text)", ["id": "x"]),
            (
                .post, "/print-batches/\(batch.text)/confirmation",
                ["cameOut": false, "missing": ["x"]]
            ),
        ]
        for (method, path, body) in refused {
            let answer = try await hub.call(method, "/api/v1\(path)", .json(body))
            #expect(answer.problem == "id_unreadable", "\(path)")
        }
    }

    @Test func `where a page begins is read also where one item is asked for`() async throws {
        let hub = try TestHub()
        for query in ["code=0", "name=Beans", "query=Beans"] {
            let answer = try await hub.call(.get, "/api/v1/items?\(query)&after=cursor.x")
            #expect(answer.problem == "query_unreadable", "\(query)")
        }
    }

    /// The words of a pattern such as `^(one|two)$`.
    private static func words(_ schema: String) -> Set<String> {
        let pattern = Description.hub.document["components"]["schemas"][schema]["pattern"].text
        let list = pattern.dropFirst(2).prefix { $0 != ")" }
        return Set(list.replacing("\\.", with: ".").split(separator: "|").map { String($0) })
    }

    /// By route, what the handler's text reads; its table stands in the same file.
    private static func read() throws -> [String: [String]] {
        let folder = repository.appending(path: "Sources/Server/Controllers")
        var found: [String: [String]] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let rows = text.matches(
                of: #/Route\(\.(\w+), "([^"]+)", (?:\.open|\.role\(\.\w+\)), (\w+)\)/#)
            for row in rows {
                let handler = "static func \(row.3)("
                let start = try #require(text.range(of: handler), "\(file) has no \(row.3)")
                let body = text[start.lowerBound...].prefix(upTo: "\n    }\n")
                found["\(row.1.uppercased()) \(row.2)"] = try names(in: body)
            }
        }
        return found
    }

    private static func names(in body: Substring) throws -> [String] {
        var names: Set<String> = []
        for (pattern, given) in reading {
            for match in body.matches(of: try Regex(pattern)) {
                let read = match.output.count > 1 ? match.output[1].substring : nil
                names.formUnion(read.map { [String($0)] } ?? given)
            }
        }
        return Array(names)
    }
}

extension Substring {
    fileprivate func prefix(upTo end: String) -> Substring {
        range(of: end).map { self[..<$0.lowerBound] } ?? self
    }
}

import HTTPTypes
import Testing

@testable import Server

/// What a route of the API answers to a method that it does not have.
struct MethodTests {
    @Test func `a route says which methods it has to one that it has not`() async throws {
        let hub = try TestHub()
        let all = Dictionary(grouping: RouteTable.api, by: \.path)
        for (path, routes) in all {
            var allowed = Set(routes.map { $0.method.rawValue })
            if allowed.contains("GET") { allowed.insert("HEAD") }
            let missing = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"].filter {
                !allowed.contains($0)
            }
            for method in try missing.map({ try #require(Verb(rawValue: $0)) }) {
                let answer = try await hub.call(method, path.replacing(/[{}]/, with: ""))
                #expect(answer.status == 405, "\(method) \(path)")
                if method != .head { #expect(answer.problem == "method_not_allowed") }
                #expect(answer.header("Allow") == allowed.sorted().joined(separator: ", "))
            }
        }
    }

    @Test func `a route that names the path counts before one with a parameter in it`()
        async throws
    {
        let answer = try await TestHub().call(.delete, "/api/v1/devices/printers")
        #expect((answer.status, answer.header("Allow")) == (405, "GET, HEAD"))
    }

    @Test func `what can be read answers HEAD as GET, without its content`() async throws {
        let hub = try TestHub()
        for path in ["/health", "/api/v1/items", "/openapi.json"] {
            let (read, asked) = (try await hub.call(.get, path), try await hub.call(.head, path))
            #expect((asked.status, asked.text) == (read.status, ""), "\(path)")
            #expect(asked.header("Content-Length") == read.header("Content-Length"))
        }
    }

    @Test func `a path that is none, and a page, are not there whatever the method`() async throws {
        let hub = try TestHub()
        for path in ["/api/v1/nothing", "/api/v1/items/a/b", "/stock", "/nothing"] {
            #expect(try await hub.call(.delete, path).status == 404, "\(path)")
        }
    }
}

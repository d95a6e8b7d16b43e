import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Foreign pages and careless browsers.
struct EdgeTests {
    @Test(arguments: [
        "pantry.example.org", "evil.example:8080", "localhost.evil.example", "1.2.3.4.evil",
    ])
    func `a host name that is not the hub's is refused`(host: String) async throws {
        let answer = try await TestHub().call(.get, "/health", as: .init(host: host))
        #expect(answer.status == 421)
        #expect(answer.problem == "host_foreign")
    }

    @Test(arguments: [
        "localhost", "LOCALHOST:8080", "127.0.0.1:8080", "192.168.1.7", "[::1]:8080",
        "Pantry.local:8080",
    ])
    func `the hub answers to its addresses and its names`(host: String) async throws {
        let hub = try TestHub(names: ["pantry.local"])
        #expect(try await hub.call(.get, "/health", as: .init(host: host)).status == 200)
    }

    @Test(arguments: ["http://evil.example", "null", "http://localhost:8081", "http://localhost"])
    func `what another site makes a browser send is refused`(origin: String) async throws {
        let hub = try TestHub()
        let asker = TestHub.Asker(headers: ["Origin": origin])
        let answer = try await hub.call(
            .post, "/api/v1/scans", .json(TestHub.scan("intake")), as: asker)
        #expect(answer.status == 403)
        #expect(answer.problem == "origin_foreign")
        #expect(try await hub.call(.get, "/health")["seq"].whole == 1, "nothing was recorded")
    }

    @Test(arguments: ["http://localhost:8080", "https://LOCALHOST:8080"])
    func `what the hub's own pages send is taken`(origin: String) async throws {
        let asker = TestHub.Asker(headers: ["Origin": origin])
        let answer = try await TestHub().call(
            .post, "/api/v1/scans", .json(TestHub.scan("intake")), as: asker)
        #expect(answer.status == 202)
    }

    @Test(arguments: [
        ("GET", "/health", 200), ("GET", "/api/v1/items", 200), ("GET", "/api/v1/nothing", 404),
        ("POST", "/api/v1/scans", 400), ("GET", "/openapi.json", 200),
        ("GET", "/api/v1/journal", 200),
    ])
    func `every answer carries the headers of a careful site`(
        verb: String, path: String, status: Int
    ) async throws {
        let answer = try await TestHub().call(try #require(Verb(rawValue: verb)), path)
        #expect(answer.status == status)
        let policy = answer.header("Content-Security-Policy")
        #expect(policy.contains("default-src 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Cross-Origin-Resource-Policy") == "same-origin")
        #expect(answer.header("Cache-Control").hasPrefix("no-"))
    }

    @Test(arguments: ["/join", "/no/such/page", "/assets/icon.svg"])
    func `what a browser shows may load from the hub alone and tells no one where it was`(
        path: String
    ) async throws {
        let answer = try await TestHub().call(.get, path, as: .nobody)
        let policy = answer.header("Content-Security-Policy")
        #expect(policy.contains("default-src 'none'; script-src 'self'"))
        #expect(policy.contains("base-uri 'none'"))
        #expect(answer.header("Referrer-Policy") == "same-origin")
        #expect(answer.header("Cross-Origin-Opener-Policy") == "same-origin")
    }

    @Test func `a refusal carries them too`() async throws {
        let answer = try await TestHub().call(.get, "/api/v1/items", as: .nobody)
        #expect(answer.status == 401)
        #expect(answer.header("Content-Security-Policy").contains("default-src 'none'"))
        #expect(answer.header("Content-Type") == "application/problem+json")
    }

    @Test func `one device that asks too much is held, and the others are not`() async throws {
        let hub = try TestHub(clock: .init())
        let greedy = TestHub.Asker(role: nil, peer: "192.0.2.66")
        var held = 0
        for _ in 0..<2_010 {
            if try await hub.status(.get, "/health", as: greedy) == 429 { held += 1 }
        }
        #expect(held == 10)
        #expect(try await hub.call(.get, "/health", as: .nobody).status == 200)
        #expect(
            try await hub.status(.get, "/health", as: .init(role: nil, peer: "127.0.0.1")) == 200)
        hub.clock.advance(seconds: 1)
        #expect(try await hub.status(.get, "/health", as: greedy) == 200)
    }
}

import Foundation
import Stock
import Storage
import Synchronization
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// One line for each request, without a word of who asked for what.
struct AccessLogTests {
    /// What a person might have sent; none of it may be written down.
    static let planted = [
        "Rosa-Planted", "041331024686", "planted-token", "192.0.2.77", "planted.example",
        "plantedQuery", "PLANTED-METHOD",
    ]

    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])

        var all: [String] { kept.withLock { $0 } }

        func add(_ line: String) { kept.withLock { $0.append(line) } }
    }

    @Test func `a line tells time, method, route, status, milliseconds, bytes and role`()
        async throws
    {
        let lines = Lines()
        let hub = try TestHub(accessLog: { lines.add($0) })
        _ = try await hub.call(.get, "/api/v1/items/\(TestHub.id().text)", as: .of(.viewer))
        _ = try await hub.status(.get, "/health", as: .nobody)
        let words = lines.all.map { $0.split(separator: " ").map(String.init) }
        #expect(words.allSatisfy { $0.count == 7 })
        let tell = words.map { [$0[1], $0[2], $0[3], $0[6]] }
        #expect(
            tell == [
                ["GET", "/api/v1/items/{id}", "404", "viewer"], ["GET", "/health", "200", "-"],
            ])
        #expect(words.allSatisfy { Moment($0[0]) != nil && $0[4].hasSuffix("ms") })
        #expect(words.allSatisfy { Int($0[5]) ?? 0 > 0 })
    }

    @Test func `nothing that a person sent is in it`() async throws {
        let lines = Lines()
        let hub = try TestHub(names: ["planted.example"], accessLog: { lines.add($0) })
        let asker = TestHub.Asker(
            headers: [
                "Cookie": "larder=planted-token", "User-Agent": "Rosa-Planted",
                "Referer": "http://planted.example/Rosa-Planted",
            ], host: "planted.example", peer: "192.0.2.77")
        let paths = [
            "/api/v1/items?code=041331024686&query=plantedQuery", "/Rosa-Planted/041331024686",
            "/days/Rosa-Planted", "/join?token=planted-token", "/stock?name=Rosa-Planted",
            "/api/v1/label-codes/Rosa-Planted", "/api/v1/printers/Rosa-Planted",
        ]
        for path in paths { _ = try await hub.status(.get, path, as: asker) }
        _ = try await hub.status(
            .post, "/api/v1/items", ["name": "Rosa-Planted", "codes": ["041331024686"]], as: asker)
        _ = try await hub.status(
            .get, paths[0],
            as: .init(role: nil, headers: ["Authorization": "Bearer planted-token"]))
        #expect(lines.all.count == paths.count + 2)
        for line in lines.all { #expect(Self.found(in: line).isEmpty, "\(line)") }
        // The control: the same look finds them where they are.
        let sent = "\(asker) PLANTED-METHOD \(paths)"
        #expect(Self.found(in: sent) == Self.planted)
    }

    private static func found(in text: String) -> [String] {
        planted.filter { text.contains($0) }
    }
}

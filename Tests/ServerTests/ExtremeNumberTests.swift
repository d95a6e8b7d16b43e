import Foundation
import HTTPTypes
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// Numbers of every size in every path, query and body: a number that traps would end this very program.
struct ExtremeNumberTests {
    private static let extremes = [
        "-9223372036854775808", "9223372036854775807", "-1", "0", "9007199254740993",
        "-9007199254740993",
        "99999999999999999999", "1e308", "NaN", "4294967296",
    ]
    /// What pages and routes read from their addresses.
    private static let names = [
        "after", "limit", "said", "seq", "before", "page", "days", "count", "from", "dpi", "copies",
        "epoch",
        "number", "behind", "n", "undo",
    ]
    private static let routes = RouteTable.api + PageRoutes.all

    @Test(arguments: extremes)
    func `an address with such a number is answered`(_ number: String) async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 3)
        let queries = Self.names.map { "\($0)=\(number)" }.joined(separator: "&")
        for route in Self.routes where route.method == .get && !route.path.hasSuffix("/feed") {
            let path = route.path.replacing(#/\{[^}]+\}/#, with: number)
            for address in [path, "\(path)?\(queries)"] {
                let status = try await hub.status(.get, address, as: .of(.coordinator))
                #expect(status < 500, "GET \(address)")
            }
        }
    }

    @Test(arguments: extremes)
    func `a form or a body with such numbers is answered`(_ number: String) async throws {
        let hub = try TestHub()
        let bodies = try Self.examples()
        #expect(bodies.count > 20)
        for route in Self.routes where route.method != .get && !route.path.contains("backup") {
            let verb = try #require(Verb(rawValue: route.method.rawValue))
            let path = route.path.replacing(#/\{[^}]+\}/#, with: number)
            var sent = bodies.filter { $0.words == route.words }.map { example in
                example.body.replacing(#/([:\[,]\s*)-?\d+(\.\d+)?(?=\s*[,}\]])/#) {
                    "\($0.1)\(number)"
                }
            }
            if sent.isEmpty { sent = ["{}"] }
            for body in sent {
                let status = try await hub.status(verb, path, .text(body), as: .of(.coordinator))
                #expect(status < 500, "\(route.words) \(body)")
            }
            guard route.isPage else { continue }
            let form = Self.names.map { "\($0)=\(number)" }.joined(separator: "&")
            let status = try await hub.status(
                verb, path, .text(form, "application/x-www-form-urlencoded"), as: .of(.coordinator))
            #expect(status < 500, "\(route.words) \(form)")
        }
    }

    /// The bodies that the reference shows, each with its route.
    private static func examples() throws -> [(words: String, body: String)] {
        var found: [(words: String, body: String)] = []
        let sections = try Reference.page("routes.md").components(separatedBy: "\n### `")
        for section in sections.dropFirst() {
            let words = String(section.prefix { $0 != "`" })
            for example in section.components(separatedBy: "```http\n").dropFirst() {
                let parts = example.components(separatedBy: "\n\n")
                if parts.count > 2, parts[1].hasPrefix("{") { found.append((words, parts[1])) }
            }
        }
        return found
    }
}

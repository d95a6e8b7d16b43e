import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct BatchTests {
    @Test func `a bad line spoils no other, and the outcomes keep the order`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let good = TestHub.scan("intake", "beans", 3)
        let lines = [
            "\(good)", "{not json", "\(TestHub.scan("intake", "beans", 0))", "",
            "\(TestHub.scan("intake", "4711"))", "\(good)",
            "\(good.with(["quantity": 4]))", "\(TestHub.scan("distribute", "beans", 1))",
        ]
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch",
            .text(lines.joined(separator: "\n"), "application/x-ndjson"))
        #expect(answer.status == 200)
        let outcomes = answer.lines.map { $0["outcome"].text + $0["code"].text }
        #expect(
            outcomes == [
                "recorded", "request_malformed", "quantity_not_positive", "unresolved", "recorded",
                "id_exists_with_different_content", "recorded",
            ])
        #expect(answer.lines[0] == answer.lines[4], "the same request, the same answer")
        #expect(try await hub.balance(item) == 2)
    }

    @Test func `a batch of a few hundred is recorded in order`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scans = (0..<300).map { TestHub.scan("intake", "beans", Int64($0 % 7 + 1)) }
        let answer = try await hub.call(.post, "/api/v1/scans/batch", .lines(scans))
        #expect(answer.lines.map { $0["id"] } == scans.map { $0["id"] })
        let sum = scans.reduce(0) { $0 + ($1["quantity"].whole ?? 0) }
        #expect(try await hub.balance(item) == sum)
        let again = try await hub.call(.post, "/api/v1/scans/batch", .lines(scans))
        #expect(again.lines == answer.lines)
        #expect(try await hub.balance(item) == sum)
    }

    @Test(arguments: ["\u{2028}", "\u{85}"])
    func `only a line feed ends a line`(character: String) async throws {
        let hub = try TestHub()
        try await hub.item()
        let scan = TestHub.scan("discard", "beans", 1, ["reason": .text("burst\(character)open")])
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch", .text("\(scan)\n", "application/x-ndjson"))
        #expect(answer.lines.map { $0["outcome"] } == ["recorded"])
    }
}

import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// What each source gave, and when.
struct DonorTests {
    @Test func `a donor's page tells each donation once, and what came without one`() async throws {
        let hub = try TestHub()
        try await hub.item("Black beans", code: "beans")
        try await hub.item("Rice", code: "rice")
        let donation = TestHub.id()
        let market: [String: JSON] = ["source": "Harvest Market", "donation": donation]
        try await hub.scan("intake", "beans", 24, market)
        let wrong = try await hub.scan("intake", "rice", 50, market)
        try await hub.scan("intake", "rice", 7, market)
        _ = try await hub.call(
            .post, "/api/v1/movements/\(wrong["id"].text)/reversal", ["id": TestHub.id()])
        try await hub.scan("intake", "beans", 3, ["source": "harvest market"])
        try await hub.scan("intake", "beans", 9, ["source": "Grace Church"])
        let source = try #require(
            try await hub.call(.get, "/api/v1/sources").json.rows.first {
                $0["name"].text == "Harvest Market"
            })["id"].text
        let list = try await hub.page("/donors").text
        #expect(list.contains("2 donations"))
        #expect(list.contains("1 donation"))
        let page = try await hub.page("/donors/\(source)").text
        #expect(page.contains("31 pieces"))
        #expect(page.contains("3 pieces"))
        #expect(!page.contains(">57<") && !page.contains(">50<"))
        #expect(page.contains("/donations/\(donation.text)"))
        let file = try await hub.call(.get, "/api/v1/exports/donations").text
        #expect(file.matches(of: /\r\n/).count == 5)
        #expect(!file.contains("Harvest"))
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `what a donor gave stays when the name is erased`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 24, ["source": "Ana"])
        let source = try await hub.call(.get, "/api/v1/sources").json[0]["id"].text
        _ = try await hub.call(.delete, "/api/v1/sources/\(source)/name")
        #expect(try await !hub.page("/donors").text.contains("Ana"))
        let page = try await hub.page("/donors/\(source)").text
        #expect(page.contains("24 pieces"))
        #expect(!page.contains("Ana"))
    }
}

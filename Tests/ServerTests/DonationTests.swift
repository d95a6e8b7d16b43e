import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A donation's own label, and the story that its code leads to.
struct DonationTests {
    @Test func `a donation gets a label, and its code leads to its story`() async throws {
        let hub = try TestHub()
        let donation = try await hub.donated()
        let story = try await hub.page("/donations/\(donation.text)").text
        #expect(story.contains("Donation of") && story.contains("Corner Bakery"))
        #expect(story.contains("Black beans") && story.contains("best by March 2027"))
        #expect(story.contains("/labels?target=\(donation.text.replacing("-", with: "%2D"))"))
        let asked = try await hub.page("/labels?target=\(donation.text)").text
        #expect(asked.contains("This donation has no label yet."))
        let made = try await hub.form(
            "/labels", ["make": "donation", "donation": donation.text])
        let shown = try await hub.page(made.header("Location")).text
        #expect(shown.contains("<img src") && !shown.contains("Is the label lost?"))
        let code = try await hub.call(.post, "/api/v1/labels", ["donation": donation])
        #expect(code.status == 200 && made.header("Location").contains(code["code"].text))
        let label = try await hub.call(.get, "/api/v1/label-codes/\(code["code"].text)")
        #expect(label["state"] == "bound" && label["donation"] == donation)
        let found = try await hub.scan("lookup", code["code"].text)
        #expect(found["target"] == "donation" && found["donation"] == donation)
        let stock = try await hub.page("/stock?query=\(code["code"].text.lowercased())")
        #expect(stock.header("Location") == "/donations/\(donation.text)")
        let picture = try await hub.call(.get, "/api/v1/labels/\(code["code"].text)")
        #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `a donation's label says what came, how much, from whom and when`() async throws {
        let hub = try TestHub()
        let donation = try await hub.donated()
        try await hub.item("Rice", code: "rice")
        try await hub.scan("intake", "rice", 2, ["donation": donation])
        let code = try await hub.call(.post, "/api/v1/labels", ["donation": donation])["code"].text
        func fields() async throws -> [String: String] {
            try await hub.hub.label(LabelOrder(layout: "donation", code: code)).fields
        }
        #expect(
            try await fields() == [
                "name": "Black beans, Rice", "source": "Corner Bakery",
                "date": "Nov\u{A0}21,\u{A0}2026", "detail": "2.55 kg",
            ])
        let source = try await hub.call(.get, "/api/v1/sources").json[0]["id"].text
        _ = try await hub.call(.delete, "/api/v1/sources/\(source)/name")
        #expect(try await fields()["source"] == nil)
        let story = try await hub.page("/donations/\(donation.text)").text
        #expect(story.contains("someone whose name was erased"))
    }

    @Test func `a donation of which nothing came has no story`() async throws {
        let hub = try TestHub()
        #expect(try await hub.page("/donations/\(TestHub.id().text)").status == 404)
        let page = try await hub.page("/labels?target=\(TestHub.id().text)").text
        #expect(page.contains("Nothing has this label."))
    }
}

extension TestHub {
    /// A donation of four cans from a source.
    fileprivate func donated() async throws -> JSON {
        let donation = Self.id()
        try await item()
        try await scan(
            "intake", "beans", 4,
            [
                "donation": donation, "source": "Corner Bakery",
                "dateLabel": ["kind": "bestBy", "date": "2027-03"],
            ])
        return donation
    }
}

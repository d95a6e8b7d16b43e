import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// The items that the page of new codes offers.
struct CodeOfferTests {
    private func offers(_ hub: TestHub) async throws -> [String] {
        try await hub.page("/unresolved").text
            .matches(of: #/name="known" value="[^"]+">\n<p><a href="[^"]+">([^<]+)</#)
            .map { String($0.1) }
    }

    @Test func `a case of a known piece is offered, and one press and a number settle it`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", code: "041331024686")
        try await hub.item("Rice", code: "041331029162")
        try await hub.scan("intake", "10041331024683", 2)
        #expect(try await offers(hub) == ["Is it a case of Black beans?"])
        let scan = try await hub.call(.get, "/api/v1/unresolved").json[0]["id"].text
        let form = ["scan": scan, "id": TestHub.id().text, "known": beans, "pack": "12"]
        for _ in 1...2 {
            let sent = try await hub.form("/unresolved", form)
            #expect(sent.header("Location").contains("about=\(beans.replacing("-", with: "%2D"))"))
        }
        #expect(try await hub.balance(beans) == 24)
        let later = try await hub.call(.get, "/api/v1/items?code=10041331024683").json
        #expect(later[0]["id"].text == beans)
    }

    @Test func `a piece of a known case is offered, and so is what a code of letters is called`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Black beans", code: "10041331024683", pack: 12)
        try await hub.item("Brown rice", code: "rice-1")
        try await hub.item("Apples", code: "apples-1", ["measure": "gram"])
        for code in ["041331024686", "RICE", "APPLES", "XY12", "5901234123457"] {
            try await hub.scan("intake", code)
        }
        #expect(try await offers(hub) == ["Is it Black beans?", "Is it Brown rice?"])
    }
}

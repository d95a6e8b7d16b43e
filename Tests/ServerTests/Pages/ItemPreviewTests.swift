import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What a change of an item would do is shown, and done by the form of that page.
struct ItemPreviewTests {
    private let hub: TestHub
    private let beans: String

    init() async throws {
        hub = try TestHub()
        beans = try await hub.item("Black beans", code: "beans")
        try await hub.scan("intake", "beans", 12)
    }

    private func effects(_ query: String) async throws -> (texts: [String], page: Answer) {
        let page = try await hub.page("/items/\(beans)/preview?\(query)")
        #expect(page.status == 200)
        let texts = page.text.matches(of: /<li><span class="grow">([^<]*)<\/span><\/li>/)
        return (texts.map { String($0.1) }, page)
    }

    /// Sends the form of a preview as it stands there.
    private func send(_ page: Answer) async throws -> Answer {
        let action = try #require(
            page.text.firstMatch(of: /<form method="post" action="(\/items[^"]*)">/))
        var fields: [String: String] = [:]
        for field in page.text.matches(of: /type="hidden" name="([^"]*)" value="([^"]*)"/) {
            fields[String(field.1)] = String(field.2)
        }
        fields["back"] = nil
        return try await hub.form(String(action.1), fields)
    }

    private func facts(_ changes: [String: String]) -> String {
        ["name": "Black beans", "category": "tests", "measure": "each", "weight": "425"]
            .merging(changes) { $1 }
            .map { "\($0)=\($1.replacing(" ", with: "+"))" }.sorted().joined(separator: "&")
    }

    @Test func `each fact that changes is told, with what it was, and nothing is recorded`()
        async throws
    {
        let head = try await hub.store.read { try $0.head() }
        let query = facts([
            "name": "Beans", "category": "", "weight": "400", "keeps": "30", "minimum": "24",
        ])
        let (texts, page) = try await effects(query)
        #expect(
            texts == [
                "It is called “Beans”, here and on labels printed from now on. It was “Black beans”.",
                "Its category is none. It was tests.",
                "One weighs 400 g (before: 425 g), and all there is weighs 4.8 kg.",
                "It usually keeps: 30 days (before: none). Dates that were written stay as they are.",
                "It is told as low below: 24 (before: none).",
            ])
        #expect(try await hub.store.read { try $0.head() } == head)
        #expect(try await send(page).status == 303)
        let known = try await hub.call(.get, "/api/v1/items/\(beans)")
        #expect(known["name"] == "Beans" && known["unitWeightGrams"] == 400)
        #expect(known["minimum"] == 24)
        let (none, _) = try await effects(
            facts([
                "name": "Beans", "category": "", "weight": "400", "keeps": "30", "minimum": "24",
            ]))
        #expect(none == ["Nothing changes."])
    }

    @Test func `another measure says what there is then, and what a scan of each code stands for`()
        async throws
    {
        let (texts, page) = try await effects(facts(["measure": "gram"]))
        #expect(
            texts == [
                "It is kept by weight: the 12 there are become 5.1 kg.",
                "A scan of beans stands for 425 g (before: 1).",
            ])
        #expect(try await send(page).status == 303)
        #expect(try await hub.balance(beans) == 5_100)
        let refused = try await hub.page(
            "/items/\(beans)/preview?\(facts(["measure": "each", "weight": ""]))")
        #expect(refused.status == 422)
    }

    @Test func `a code that goes to another item says what of it stays`() async throws {
        try await hub.item("Rice", code: "rice")
        let (texts, page) = try await effects("code=beans&pack=1&name=rice")
        #expect(
            texts == [
                "A scan of beans counts as Rice, and no more as Black beans.",
                "1 scan from before stays recorded as Black beans; it is shown then, to be put right.",
            ])
        let sent = try await send(page)
        #expect(sent.status == 303 && sent.header("Location").contains("earlier=beans"))
        let (taken, _) = try await effects("code=other&pack=1&take=yes")
        #expect(taken.first?.contains("counts as nothing known") == true)
        let unknown = try await hub.page("/items/\(beans)/preview?code=beans&pack=1&name=nobody")
        #expect(unknown.status == 404)
    }

    @Test func `a join says what goes over, and scans that wait count then`() async throws {
        let rice = try await hub.item("Rice", code: "rice", ["unitWeightGrams": 425])
        try await hub.scan("intake", "rice", 3)
        let (texts, page) = try await effects("join=yes&name=rice")
        #expect(
            texts == [
                "All of Black beans, 12, goes over to Rice: of that there is 15 then, and 3 now.",
                "1 code of Black beans counts as Rice.",
                "What was recorded stays, and they can be parted again.",
            ])
        #expect(try await send(page).header("Location").hasPrefix("/items/\(rice)"))
        #expect(try await hub.balance(rice) == 15)
    }

    @Test func `a name that another item has is told of before it is given`() async throws {
        try await hub.item("Rice", code: "rice")
        let (texts, _) = try await effects(facts(["name": "RICE"]))
        #expect(texts.last?.hasPrefix("Another item is called “Rice” already") == true)
        let (own, _) = try await effects(facts(["name": "BLACK beans"]))
        #expect(own.count == 1)
    }

    @Test(arguments: ["es"]) func `it is told in the language of the page`(tag: String) async throws
    {
        let page = try await hub.page(
            "/items/\(beans)/preview?\(facts(["name": "Frijoles"]))",
            as: TestHub.Asker(headers: ["Accept-Language": tag]))
        #expect(page.text.contains("Se llama «Frijoles»"))
    }
}

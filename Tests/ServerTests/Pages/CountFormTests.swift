import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Counting on pages, without scripts.
struct CountFormTests {
    private let hub: TestHub
    private let beans: String
    private let rice: String
    private let place: String
    private let count: String

    /// A bin with 4 beans and 4 rice, and a count of it in which nothing was seen yet.
    init() async throws {
        hub = try TestHub()
        (beans, rice) = (try await hub.item(), try await hub.item("Rice", code: "rice"))
        place = try await hub.place().id
        for code in ["beans", "rice"] {
            try await hub.scan("intake", code, 4, ["place": .text(place)])
        }
        count = try await hub.count(at: place)
    }

    /// What the page that finishes the count sends, with some items said to be gone.
    private func shown(gone: [String] = []) async throws -> [String: String] {
        let page = try await hub.page("/count/\(count)/finish").text
        let fields = page.matches(of: #/name="(complete|id|shown)" value="([^"]+)"/#)
            .map { (String($0.1), String($0.2)) }
        #expect(fields.count == 3)
        let picks = page.matches(of: #/name="(gone-([0-9a-f-]+))" value="no"/#).map {
            (String($0.1), gone.contains(String($0.2)) ? "yes" : "no")
        }
        return Dictionary(uniqueKeysWithValues: fields + picks)
    }

    private func see(_ quantity: Int64, _ code: String) async throws {
        try await hub.scan("count", code, quantity, ["count": .text(count)])
    }

    private func send(_ form: [String: String]) async throws -> Answer {
        try await hub.form("/count/\(count)", form)
    }

    @Test func `the differences of a finished count go on, page by page, to the last`() async throws
    {
        for number in 1...103 {
            try await hub.item("Item \(number)", code: "code-\(number)")
            try await see(1, "code-\(number)")
        }
        try await see(3, "beans")
        #expect(
            try await hub.call(
                .post, "/api/v1/counts/\(count)/completion",
                ["id": TestHub.id(), "uncounted": "zero"]
            ).status == 201)
        var (path, rows): (String?, [String]) = ("/count/\(count)", [])
        var lengths: [Int] = []
        while let address = path {
            let page = try await hub.page(address).text
            let found = page.matches(of: #/<th scope="row"><a href="[^"]+">([^<]+)</#)
                .map { String($0.1) }
            rows += found
            lengths.append(found.count)
            path = page.firstMatch(of: #/class="button" href="(\/count\/[^"]+)">More/#)
                .map { String($0.1) }
        }
        #expect(lengths == [100, 5] && Set(rows).count == 105)
        #expect(rows.contains("Rice") && rows.contains("Black beans"))
        #expect(try await hub.page("/count/\(count)?line=9999999999").status == 200)
    }

    @Test func `the difference is shown line by line before anything is posted`() async throws {
        try await see(3, "beans")
        let head = try await hub.store.read { try $0.head() }
        for _ in 1...2 {
            let sent = try await send(["complete": "yes", "id": TestHub.id().text])
            #expect((sent.status, sent.header("Location")) == (303, "/count/\(count)/finish"))
        }
        let page = try await hub.page("/count/\(count)/finish").text
        #expect(page.contains("4 in the ledger, 3 seen"))
        #expect(page.contains(">−1</strong>"))
        #expect(page.contains("Not counted yet: stays 4"))
        #expect(page.contains("Gone, nothing left: −4"))
        #expect(try await hub.store.read { try $0.head() } == head)
        let sent = try await send(try await shown(gone: [rice]))
        #expect((sent.status, sent.header("Location")) == (303, "/count/\(count)"))
        #expect(try await hub.balance(beans) == 3)
        #expect(try await hub.balance(rice) == 0)
        #expect(try await hub.page("/count/\(count)/finish").status == 303)
    }

    @Test func `what came in after the difference was shown is shown before it is posted`()
        async throws
    {
        try await see(3, "beans")
        let form = try await shown(gone: [rice])
        try await hub.scan("distribute", "rice", 1, ["place": .text(place)])
        let head = try await hub.store.read { try $0.head() }
        let sent = try await send(form)
        #expect(sent.status == 303)
        let again = sent.header("Location")
        #expect(again.hasPrefix("/count/\(count)/finish?changed=yes&gone"))
        #expect(try await hub.store.read { try $0.head() } == head)
        let page = try await hub.page(again).text
        #expect(page.contains("Something came in meanwhile"))
        // It moved while it was looked for: nobody is asked whether it is gone.
        #expect(!page.contains("name=\"gone-"))
        #expect(page.contains("Rice"))
        #expect(
            try await send(try await shown(gone: [rice])).header("Location") == "/count/\(count)")
        #expect(try await hub.balance(rice) == 3)
    }

    @Test func `what came into the place after the count began is not asked about`() async throws {
        try await hub.item("Oats", code: "oats")
        try await hub.scan("intake", "oats", 24, ["place": .text(place)])
        let page = try await hub.page("/count/\(count)/finish").text
        #expect(page.contains(">Rice</a>"))
        #expect(!page.contains("Oats"))
    }

    @Test func `the other lots of an item of which one was counted by itself are asked about`()
        async throws
    {
        let date: JSON = ["kind": "bestBy", "date": "2027-03"]
        let taken = try await hub.scan(
            "intake", "beans", 6, ["place": .text(place), "dateLabel": date])
        let lot = taken["lots"][0]["lot"].text
        let label = try await hub.call(.post, "/api/v1/labels", ["lot": .text(lot)])
        #expect(label.status < 300, "\(label.text)")
        let second = try await hub.count(at: place)
        let line: JSON = [
            "id": TestHub.id(), "item": .text(beans), "lot": .text(lot), "quantity": 5,
        ]
        let noted = try await hub.call(.post, "/api/v1/counts/\(second)/lines", .json(line))
        #expect(noted.status == 201)
        let page = try await hub.page("/count/\(second)/finish").text
        #expect(page.contains("March 2027"))
        #expect(page.contains("6 in the ledger, 5 seen"))
        #expect(page.contains(">−1</strong>"))
        #expect(page.contains("name=\"gone-\(beans)\""))
        let shown = try #require(page.firstMatch(of: #/name="shown" value="([^"]+)"/#))
        let form = [
            "complete": "yes", "id": TestHub.id().text, "shown": String(shown.1),
            "gone-\(beans)": "yes", "gone-\(rice)": "no",
        ]
        #expect(
            try await hub.form("/count/\(second)", form).header("Location") == "/count/\(second)")
        #expect(try await hub.balance(beans) == 5)
        #expect(try await hub.balance(rice) == 4)
    }

    @Test func `a count is completed once, though its form be sent twice`() async throws {
        let form = try await shown(gone: [beans])
        for _ in 1...2 {
            let sent = try await send(form)
            #expect((sent.status, sent.header("Location")) == (303, "/count/\(count)"))
        }
        #expect(try await send(form.merging(["id": TestHub.id().text]) { $1 }).status == 409)
        #expect(try await send(["complete": "yes"]).status == 422)
        #expect(try await hub.page("/count/\(count)").text.contains("−4"))
    }

    @Test func `a count is not completed again with other items of which nothing is left`()
        async throws
    {
        let form = try await shown(gone: [beans])
        #expect(try await send(form).status == 303)
        let head = try await hub.store.read { try $0.head() }
        for other in [[], [rice], [beans, rice]] {
            var changed = form
            for item in [beans, rice] {
                changed["gone-\(item)"] = other.contains(item) ? "yes" : "no"
            }
            #expect(try await send(changed).status == 409, "\(other)")
        }
        #expect(try await send(form).status == 303)
        #expect(try await hub.store.read { try $0.head() } == head)
        #expect(try await hub.balance(beans) == 0)
        #expect(try await hub.balance(rice) == 4)
    }

    @Test func `what is not counted yet stays, and a count is taken back or thrown away`()
        async throws
    {
        #expect(try await send(try await shown()).status == 303)
        #expect(try await hub.balance(beans) == 4)
        let second = try await hub.count(at: place)
        let gone: JSON = ["id": TestHub.id(), "gone": [.text(beans)]]
        _ = try await hub.call(.post, "/api/v1/counts/\(second)/completion", .json(gone))
        #expect(try await hub.balance(beans) == 0)
        let page = try await hub.page("/count/\(second)").text
        let back = try #require(
            page.firstMatch(
                of: #/action="(/entries/\d+)"><input type="hidden" name="id" value="([0-9a-f-]+)"/#)
        )
        #expect(try await hub.form(String(back.1), ["id": String(back.2)]).status == 303)
        #expect(try await hub.balance(beans) == 4)
        let third = try await hub.count(at: place)
        _ = try await hub.form("/count/\(third)", ["drop": "yes", "id": TestHub.id().text])
        #expect(try await hub.page("/count/\(third)").text.contains("thrown away"))
    }

    @Test func `a count in which nothing was seen says that nothing was counted`() async throws {
        #expect(try await send(try await shown()).status == 303)
        let page = try await hub.page("/count/\(count)").text
        #expect(page.contains("Nothing was counted."))
        #expect(!page.contains("Shelf and ledger agree."))
        let second = try await hub.count(at: place)
        try await hub.scan("count", "beans", 4, ["count": .text(second)])
        _ = try await hub.call(
            .post, "/api/v1/counts/\(second)/completion", ["id": TestHub.id()])
        #expect(try await hub.page("/count/\(second)").text.contains("Shelf and ledger agree."))
    }

    @Test func `starting goes on with the open count of the place`() async throws {
        func start(at place: String) async throws -> String {
            try await hub.form("/count", ["id": TestHub.id().text, "place": place])
                .header("Location")
        }
        #expect(try await start(at: place) == "/count/\(count)?told=countGoesOn")
        let other = try await hub.place("A4").id
        let fresh = ["id": TestHub.id().text, "place": other]
        for _ in 1...2 {
            let sent = try await hub.form("/count", fresh)
            #expect(sent.header("Location") == "/count/\(fresh["id"] ?? "")")
        }
        #expect(try await send(try await shown()).status == 303)
        #expect(try await start(at: place) != "/count/\(count)?told=countGoesOn")
    }
}

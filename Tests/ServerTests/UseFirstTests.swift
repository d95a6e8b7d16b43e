import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What expires, and how it is thrown away.
struct UseFirstTests {
    /// A hub on 21 November 2026 with beans of five dates.
    private func pantry() async throws -> (hub: TestHub, item: String, place: String) {
        let hub = try TestHub()
        let item = try await hub.item()
        let place = try await hub.place().id
        for date in ["2026-12-21", "2026-11-24", "2026-11-20", "2026-11-28", "2027-03"] {
            try await hub.scan(
                "intake", "beans", 4,
                ["place": .text(place), "dateLabel": ["kind": "bestBy", "date": .text(date)]])
        }
        try await hub.scan("intake", "beans", 9)
        return (hub, item, place)
    }

    @Test func `what is past comes first, then what will be soon`() async throws {
        let hub = try await pantry().hub
        let rows = try await hub.call(.get, "/api/v1/use-first").json.rows
        #expect(rows.map { $0["soon"].text } == ["past", "days", "week", "month"])
        #expect(rows.map { $0["lastDay"].text }.first == "2026-11-20")
        let all = try await hub.call(.get, "/api/v1/use-first?days=200").json.rows
        #expect(all.map { $0["soon"].text }.last == "later")
        let none = try await hub.call(.get, "/api/v1/use-first?days=0").json.rows
        #expect(none.count == 1)
    }

    @Test func `all that discard offer the same reasons, and the journal's page has them`()
        async throws
    {
        let (hub, _, place) = try await pantry()
        let lot = try await hub.call(.get, "/api/v1/stock").json[0]["lot"].text
        let ask = try await hub.page("/use-first/discard?lot=\(lot)&place=\(place)").text
        let scan = try await hub.page("/hand-out").text
        let reference = try Reference.page("journal.md")
        for word in DiscardReason.words {
            let button = "value=\"\(word)\""
            #expect(scan.contains(button), "\(word)")
            #expect(ask.contains(button) == (word != DiscardReason.other), "\(word)")
            #expect(reference.contains("`\(word)`"), "\(word)")
            for messages in Messages.all.values {
                #expect(messages.has("scan.why_\(word)"), "\(messages.tag): \(word)")
            }
        }
    }

    @Test func `its pages follow each other`() async throws {
        let hub = try await pantry().hub
        var (path, days): (String?, [String]) = ("/api/v1/use-first?days=200&limit=2", [])
        while let next = path {
            let page = try await hub.call(.get, next)
            days += page.json.rows.map { $0["lastDay"].text }
            path = page.header("Link").firstMatch(of: #/<([^>]+)>/#).map { String($0.1) }
        }
        #expect(
            days == ["2026-11-20", "2026-11-24", "2026-11-28", "2026-12-21", "2027-03-31"])
    }

    @Test func `what is thrown away is of that lot, and sent twice is thrown away once`()
        async throws
    {
        let (hub, item, place) = try await pantry()
        let past = try await hub.call(.get, "/api/v1/use-first").json[0]
        let form = [
            "id": TestHub.id().text, "lot": past["lot"].text, "place": place, "quantity": "3",
            "reason": "past_date",
        ]
        for _ in 0..<2 {
            #expect(try await hub.form("/use-first/discard", form).status == 303)
            #expect(try await hub.balance(item, at: place) == 17)
        }
        let left = try await hub.call(.get, "/api/v1/use-first").json[0]
        #expect(left["lot"] == past["lot"])
        #expect(left["quantity"] == 1)
        let other = form.merging(["quantity": "1"]) { $1 }
        #expect(try await hub.form("/use-first/discard", other).status == 409)
        let moved = try await hub.call(.get, "/api/v1/exports/movements").text
        #expect(moved.contains("past_date"))
    }

    @Test func `a reason has to be given, in a word or in one's own`() async throws {
        let (hub, item, place) = try await pantry()
        let past = try await hub.call(.get, "/api/v1/use-first").json[0]
        var form = [
            "id": TestHub.id().text, "lot": past["lot"].text, "place": place, "quantity": "3",
        ]
        #expect(try await hub.form("/use-first/discard", form).status == 422)
        #expect(try await hub.balance(item, at: place) == 20)
        form["otherReason"] = "The cat"
        #expect(try await hub.form("/use-first/discard", form).status == 303)
        #expect(try await hub.balance(item, at: place) == 17)
    }

    @Test func `food that is weighed is thrown away in grams`() async throws {
        let hub = try TestHub()
        let apples = try await hub.item("Apples", code: "apples", ["measure": "gram"])
        let place = try await hub.place().id
        try await hub.scan(
            "intake", "apples",
            nil,
            [
                "place": .text(place), "weightGrams": 2_500,
                "dateLabel": ["kind": "bestBy", "date": "2026-11-20"],
            ])
        let past = try await hub.call(.get, "/api/v1/use-first").json[0]
        let form = [
            "id": TestHub.id().text, "lot": past["lot"].text, "place": place,
            "quantity": "50", "reason": "Spoiled",
        ]
        #expect(try await hub.form("/use-first/discard", form).status == 303)
        #expect(try await hub.balance(apples) == 2_450)
    }
}

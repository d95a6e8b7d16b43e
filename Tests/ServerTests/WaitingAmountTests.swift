import Stock
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Scans of unknown codes that wait: how much they were of, and when.
struct WaitingAmountTests {
    private func settle(
        _ scan: String, _ said: JSON, on hub: TestHub
    ) async throws -> Answer {
        try await hub.call(
            .post, "/api/v1/unresolved/\(scan)/resolution", .json(said))
    }

    @Test func `a person says how much a scan was that cannot be of what is kept by weight`()
        async throws
    {
        let hub = try TestHub()
        let rice = try await hub.item("Rice", code: "rice", ["measure": "gram"])
        let scan = try await hub.scan("intake", "4711", 41_331_024)["id"].text
        let other = try await hub.scan("intake", "4711", 500)["id"].text
        let item: JSON = ["id": TestHub.id(), "item": .text(rice)]
        for wrong in [0, -1] as [Int64] {
            let answer = try await settle(scan, item.with(["quantity": .whole(wrong)]), on: hub)
            #expect(answer.problem == "quantity_not_positive")
        }
        #expect(try await settle(scan, item, on: hub).problem == "quantity_out_of_range")
        let tooMuch = item.with(["quantity": .whole(Item.scanLimitGrams + 1)])
        #expect(try await settle(scan, tooMuch, on: hub).problem == "quantity_out_of_range")
        let said = item.with(["quantity": 2_000])
        let first = try await settle(scan, said, on: hub)
        #expect(first.status == 201 && first["quantity"] == 2_000 && first["warnings"] == [])
        let again = try await settle(scan, said, on: hub)
        #expect(again.status == 200 && again.text == first.text)
        #expect(
            try await settle(scan, item.with(["quantity": 2_001]), on: hub).problem
                == "id_exists_with_different_content")
        // The other scan of the code says it right.
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.isEmpty)
        #expect(try await hub.balance(rice) == 2_500, "\(other)")
        try await hub.call(
            .post, "/api/v1/movements/\(item["id"].text)/reversal", ["id": TestHub.id()]
        ).expect(201)
        #expect(try await hub.balance(rice) == 0)
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `so does one who explains a scan of a count, and one at the page`() async throws {
        let hub = try TestHub()
        let rice = try await hub.item("Rice", code: "rice", ["measure": "gram"])
        let bin = try await hub.place().id
        let count: JSON = ["id": TestHub.id(), "place": .text(bin)]
        try await hub.call(.post, "/api/v1/counts", .json(count)).expect(201)
        let scan = try await hub.scan(
            "count", "4711", 41_331_024, ["count": count["id"]])["id"].text
        let form = [
            "scan": scan, "id": TestHub.id().text, "item": TestHub.id().text, "name": "rice",
            "quantity": "3", "measure": "gram",
        ]
        for _ in 0..<2 { #expect(try await hub.form("/unresolved", form).status == 303) }
        try await hub.call(
            .post, "/api/v1/counts/\(count["id"].text)/completion", ["id": TestHub.id()]
        ).expect(201)
        #expect(try await hub.balance(rice, at: bin) == 3_000)
        #expect(try await hub.page("/unresolved").text.contains("Every scan is understood"))
    }

    @Test func `a code that waits is told of the day that it was scanned on`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 1, at: 0)
        try await shelf.hub.call(.post, "/api/v1/days/2026-11-21/closing").expect(201)
        // It comes the day after, when its own day is closed.
        try await shelf.scan("intake", "4711", 1, at: 1, arrives: 24 * 60)
        // And one by a clock that a person sets right afterwards.
        try await shelf.scan("intake", "4712", 1, at: 400 * 24 * 60)
        shelf.hub.clock.set(CountShelf.moment(24 * 60 + 1))
        try await shelf.hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        let waiting = try await shelf.hub.call(.get, "/api/v1/unresolved").json.rows
        #expect(waiting.map { $0["day"] } == ["2026-11-21", "2026-11-22"])
        #expect(waiting.allSatisfy { $0["at"].text.hasPrefix($0["day"].text) })
        let page = try await shelf.hub.page("/unresolved").text
        #expect(!page.contains("2027"))
    }
}

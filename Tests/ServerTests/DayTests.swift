import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct DayTests {
    @Test func `a day's account adds up, in pieces and in grams`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 20, ["at": "2026-11-20T12:00:00-05:00"])
        try await hub.scan("intake", "beans", 10)
        try await hub.scan("distribute", "beans", 7)
        try await hub.scan("discard", "beans", 2, ["reason": "dented"])
        let line = try await hub.day("2026-11-21")["items"][0]
        let pieces: JSON = [
            "opening": 20, "in": 10, "out": 7, "discarded": 2, "adjusted": 0, "closing": 21,
        ]
        #expect(line["quantity"] == pieces)
        #expect(line["grams"]["closing"] == 8_925)
        let account = try await hub.day("2026-11-21")
        #expect(account["pieces"] == pieces)
        #expect(account["state"] == "open")
    }

    @Test func `closing signs the day, once`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 3)
        try await hub.scan("intake", "4711")
        let path = "/api/v1/days/2026-11-21/closing"
        let closed = try await hub.call(.post, path, ["id": TestHub.id()])
        #expect(closed.status == 201)
        #expect(closed["state"] == "closed")
        #expect(closed["closing"]["unresolved"] == 1)
        #expect(closed["closing"]["signature"].text.count == 128)
        let again = try await hub.call(.post, path)
        #expect(again.status == 200)
        #expect(again.json == closed.json)
    }

    @Test func `a scan for a closed day is recorded on the open one, with a warning`() async throws
    {
        let hub = try TestHub()
        try await hub.item()
        _ = try await hub.call(.post, "/api/v1/days/2026-11-20/closing")
        let late = try await hub.scan("intake", "beans", 5, ["at": "2026-11-20T12:00:00-05:00"])
        #expect(late.status == 201)
        #expect(late["warnings"] == ["day_closed"])
        #expect(try await hub.day("2026-11-20")["items"] == [])
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["in"] == 5)
    }

    @Test func `a day is the hub's local date, not the world's`() async throws {
        let hub = try TestHub(clock: .init("2026-11-22T04:30:00Z"))
        try await hub.item()
        try await hub.scan("intake", "beans", 5)
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["in"] == 5)
        #expect(
            try await hub.call(.post, "/api/v1/days/2026-11-22/closing").problem == "day_not_begun")
    }
}

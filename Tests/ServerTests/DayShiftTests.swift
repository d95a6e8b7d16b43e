import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What is put on a later day because its own is closed, or by a clock that is ahead.
struct DayShiftTests {
    private let hub: TestHub
    private let path = "/api/v1/days/2026-11-21"

    init() throws { hub = try TestHub() }

    private func figures(_ day: String, _ names: [String]) async throws -> [Int64] {
        let line = try await hub.day(day)["items"].rows.first
        return names.map { line?["quantity"][$0].whole ?? 0 }
    }

    private func undo(_ scan: Answer) async throws {
        try await hub.call(
            .post, "/api/v1/movements/\(scan["id"].text)/reversal", ["id": TestHub.id()]
        ).expect(201)
    }

    /// The days that the lines of hand-outs are exported under.
    private func exported(_ mode: String) async throws -> [String] {
        let text = try await hub.call(.get, "/api/v1/exports/movements").text
        return text.split(whereSeparator: \.isNewline).compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return cells.count > 3 && cells[3] == mode ? String(cells[2]) : nil
        }
    }

    @Test func `a day that is opened again has all that happened on it`() async throws {
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 20)
        let early = try await hub.scan("distribute", "beans", 1)
        try await hub.call(.post, "\(path)/closing").expect(201)
        hub.clock.advance(seconds: 60)
        let late = try await hub.scan("distribute", "beans", 3)
        #expect(late["warnings"] == ["day_closed"])
        try await hub.scan("distribute", "beans", 2)
        try await hub.scan("distribute", "4711", 4)
        try await undo(early)
        let gone = try await hub.scan("discard", "beans", 7)
        try await undo(gone)
        hub.clock.advance(seconds: 60)
        #expect(try await figures("2026-11-22", ["out"]) == [4])
        let id = TestHub.id()
        try await hub.call(.post, "\(path)/reopening", ["id": id]).expect(200)
        let names = ["opening", "in", "out", "discarded", "closing"]
        #expect(try await figures("2026-11-21", names) == [0, 20, 5, 0, 15])
        #expect(try await figures("2026-11-22", names) == [15, 0, 0, 0, 15])
        #expect(try await exported("distribute") == ["2026-11-21", "2026-11-21", "2026-11-21"])
        // Said again it changes nothing; what follows is of that day too.
        try await hub.call(.post, "\(path)/reopening", ["id": id]).expect(200)
        let open = try #require(try await hub.call(.get, "/api/v1/unresolved").json.rows.first)
        try await hub.call(
            .post, "/api/v1/unresolved/\(open["id"].text)/resolution",
            ["id": TestHub.id(), "item": .text(item)]
        ).expect(201)
        try await undo(late)
        #expect(try await figures("2026-11-21", names) == [0, 20, 6, 0, 14])
        #expect(try await hub.balance(item) == 14)
        try await hub.call(.post, "\(path)/closing").expect(201)
        #expect(try await figures("2026-11-21", names) == [0, 20, 6, 0, 14])
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `what is of the next day stays there, and what was closed before stays closed`()
        async throws
    {
        try await hub.item()
        try await hub.call(.post, "/api/v1/days/2026-11-20/closing").expect(201)
        try await hub.scan("intake", "beans", 20)
        try await hub.call(.post, "\(path)/closing").expect(201)
        hub.clock.advance(seconds: 86_400)
        try await hub.scan("distribute", "beans", 1)
        let times = [("2026-11-21T17:00:00-05:00", 2), ("2026-11-20T12:00:00-05:00", 4)]
        for (at, quantity) in times {
            let late = try await hub.scan(
                "distribute", "beans", Int64(quantity), ["at": .text(at)])
            #expect(late["warnings"] == ["day_closed"])
        }
        try await hub.call(.post, "\(path)/reopening").expect(200)
        #expect(try await figures("2026-11-20", ["out"]) == [0])
        #expect(try await figures("2026-11-21", ["out"]) == [2])
        #expect(try await figures("2026-11-22", ["out"]) == [5])
        // Days that were opened again one after the other.
        try await hub.call(.post, "/api/v1/days/2026-11-20/reopening").expect(200)
        #expect(try await figures("2026-11-20", ["out"]) == [4])
        #expect(try await figures("2026-11-22", ["out"]) == [1])
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false])
    func `what a clock that was ahead put on later days is of the day that it happened on`(
        _ isConfirmedFirst: Bool
    ) async throws {
        func clock(_ text: String) throws { hub.clock.set(try #require(Moment(text))) }
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        try clock("2027-11-21T22:00:00Z")
        let ahead = "/api/v1/days/2027-11-21"
        try await hub.call(.post, "\(ahead)/closing", ["clockIsRight": true]).expect(201)
        try clock("2026-11-21T23:00:00Z")
        try await hub.scan("intake", "beans", 5)
        try await hub.scan("intake", "beans", 1, ["at": "2026-11-21T22:30:00Z"])
        if isConfirmedFirst {
            try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        }
        try await hub.call(.post, "\(ahead)/reopening").expect(200)
        if !isConfirmedFirst {
            try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        }
        #expect(try await figures("2026-11-21", ["in", "closing"]) == [16, 16])
        #expect(try await figures("2027-11-21", ["in", "closing"]) == [0, 16])
        #expect(try await hub.balance(item) == 16)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test(arguments: ["Asia/Tokyo", "Pacific/Honolulu"])
    func `a zone that is set right puts what was recorded on the days that it happened on`(
        _ zone: String
    ) async throws {
        try await hub.item()
        // An evening, a night and a morning in New York.
        for (at, quantity) in [
            ("2026-11-20T23:30:00Z", 16), ("2026-11-21T08:00:00Z", 8), ("2026-11-21T14:30:00Z", 4),
        ] {
            try await hub.scan("intake", "beans", Int64(quantity), ["at": .text(at)])
        }
        let undone = try await hub.scan(
            "distribute", "beans", 2, ["at": "2026-11-20T23:40:00Z"])
        try await undo(undone)
        try await hub.scan("intake", "4711", 1, ["at": "2026-11-21T08:00:00Z"])
        let days = ["2026-11-20", "2026-11-21"]
        func all() async throws -> [Int64] {
            try await [figures(days[0], ["in"])[0], figures(days[1], ["in"])[0]]
        }
        #expect(try await all() == [16, 12])
        let isEast = zone == "Asia/Tokyo"
        try await hub.call(.put, "/api/v1/time-zone", ["timeZone": .text(zone)]).expect(200)
        #expect(try await all() == (isEast ? [0, 28] : [24, 4]))
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json.rows
        #expect(waiting.map { $0["day"] } == [.text(days[isEast ? 1 : 0])])
        // What was said wrongly is said again.
        try await hub.call(.put, "/api/v1/time-zone", ["timeZone": "America/New_York"]).expect(200)
        #expect(try await all() == [16, 12])
        #expect(try await hub.store.verify().isEmpty)
    }
}

import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A clock that is set while the hub runs, and clocks of senders that show a time to come.
struct ClockLeapTests {
    private static let day: Int64 = 86_400

    private func state(_ hub: TestHub) async throws -> JSON {
        try await hub.call(.get, "/health")["clock"]
    }

    @Test(arguments: [
        ("1970-01-01T00:03:10Z", true), ("2000-01-01T08:00:00Z", true),
        ("2026-11-01T08:00:00Z", false),
    ])
    func `what a clock shows that was never set is said to be off`(at: String, isOff: Bool)
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let answer = try await hub.scan("intake", "beans", 1, ["at": .text(at)])
        #expect(answer.status == 201)
        #expect(
            answer["warnings"].rows.map(\.text).contains("clock_off") == isOff, "\(answer.text)")
    }

    @Test(arguments: [259_200, -259_200, 10_800] as [Int64])
    func `a clock that is set under a running hub is told on every page and closes nothing`(
        _ leap: Int64
    ) async throws {
        let hub = try TestHub()
        try await hub.item()
        // Time that passes, also while the machine sleeps, is no leap.
        try await hub.scan("intake", "beans", 10)
        hub.clock.advance(seconds: 4 * Self.day)
        #expect(try await state(hub) == "plausible")
        hub.clock.leap(seconds: leap)
        #expect(try await state(hub) == (leap > 0 ? "ahead" : "behind"))
        #expect(try await hub.page("/").text.contains("was set while it ran"))
        let closing = "/api/v1/days/2026-11-21/closing"
        #expect(try await hub.call(.post, closing).problem == "clock_doubtful")
        // What is recorded meanwhile does not make it right.
        try await hub.scan("distribute", "beans", 1)
        hub.clock.advance(seconds: 60)
        #expect(try await state(hub) == (leap > 0 ? "ahead" : "behind"))
        #expect(try await hub.call(.post, closing).problem == "clock_doubtful")
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        #expect(try await state(hub) == "plausible")
        #expect(try await !hub.page("/").text.contains("was set while it ran"))
        try await hub.call(.post, closing).expect(201)
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `a clock that is set right again, or by seconds, is not told`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 10)
        hub.clock.leap(seconds: 3 * Self.day)
        #expect(try await state(hub) == "ahead")
        hub.clock.leap(seconds: -3 * Self.day)
        #expect(try await state(hub) == "plausible")
        for _ in 1...20 {
            hub.clock.leap(seconds: 40)
            try await hub.scan("intake", "beans", 1)
        }
        #expect(try await state(hub) == "plausible")
    }

    @Test(arguments: [1, -1] as [Int64])
    func `leaps of minutes add up, and outlive a restart`(_ sign: Int64) async throws {
        let directory = ThrowAwayDirectory()
        var hub = try TestHub(in: directory)
        try await hub.item()
        for _ in 1...2 {
            try await hub.scan("intake", "beans", 1)
            hub.clock.leap(seconds: sign * 240)
        }
        try await hub.scan("intake", "beans", 1)
        #expect(try await state(hub) == "plausible")
        try hub.store.close()
        hub = try TestHub(in: directory, clock: hub.clock)
        try await hub.scan("intake", "beans", 1)
        hub.clock.leap(seconds: sign * 240)
        let doubted: JSON = sign > 0 ? "ahead" : "behind"
        #expect(try await state(hub) == doubted)
        try await hub.scan("intake", "beans", 1)
        try hub.store.close()
        hub = try TestHub(in: directory, clock: hub.clock)
        #expect(try await state(hub) == doubted)
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        try hub.store.close()
        hub = try TestHub(in: directory, clock: hub.clock)
        #expect(try await state(hub) == "plausible")
    }

    @Test func `what came before a restart came first, by a clock that had been ahead`()
        async throws
    {
        let directory = ThrowAwayDirectory()
        var hub = try TestHub(in: directory)
        let item = try await hub.item()
        let bin = try await hub.place().id
        hub.clock.leap(seconds: 6 * 3_600)
        try await hub.scan("intake", "beans", 10, ["place": .text(bin)])
        hub.clock.leap(seconds: -6 * 3_600)
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        hub.clock.advance(seconds: 3_600)
        let count = try await hub.count(at: bin)
        try await hub.scan("count", "beans", 8, ["count": .text(count)])
        try await hub.call(
            .post, "/api/v1/counts/\(count)/completion", ["id": TestHub.id()]
        ).expect(201)
        try hub.store.close()
        // Too little to be asked about.
        hub.clock.advance(seconds: -300)
        hub = try TestHub(in: directory, clock: hub.clock)
        try await hub.scan("distribute", "beans", 2, ["place": .text(bin)])
        #expect(try await hub.balance(item) == 6)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a scan from a time to come is told that its clock is wrong`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let bin = try await hub.place().id
        let count = try await hub.count(at: bin)
        let ahead: [String: JSON] = ["at": .text("2026-12-21T10:00:00Z")]
        for scan in [
            TestHub.scan("intake", "beans", 1, ahead), TestHub.scan("intake", "4711", 1, ahead),
            TestHub.scan("count", "beans", 1, ahead.merging(["count": .text(count)]) { $1 }),
        ] {
            for _ in 1...2 {
                let answer = try await hub.call(.post, "/api/v1/scans", .json(scan))
                #expect(answer["warnings"] == ["clock_off"], "\(answer.text)")
            }
        }
        let lines = try await hub.call(
            .post, "/api/v1/scans/batch",
            .lines([
                TestHub.scan("discard", "beans", 1, ahead),
                TestHub.scan("intake", "beans", 2, ["at": .text(hub.clock.now().description)]),
            ])
        ).lines
        #expect(lines[0]["warnings"] == ["clock_off"])
        #expect(lines[1]["warnings"] == [])
        let line: JSON = ["id": TestHub.id(), "code": "beans", "quantity": 2]
        let path = "/api/v1/counts/\(count)/lines"
        #expect(
            try await hub.call(.post, path, .json(line.with(ahead)))["warnings"] == ["clock_off"])
    }

    @Test func `a line of a file from a time to come is an exception`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 10)
        let file = """
            at,code,quantity
            2036-11-24T11:00:00Z,beans,2
            2036-11-24T11:00:00Z,4711,1
            2026-11-21T09:00:00-05:00,beans,1
            """
        let preview = try await hub.call(.post, "/api/v1/reconciliations?dryRun=true", .csv(file))
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        for answer in [preview, report] {
            #expect(
                answer["exceptions"].rows.map { [$0["line"], $0["code"]] } == [
                    [2, "clock_off"], [3, "clock_off"], [3, "code_unknown"],
                ], "\(answer.text)")
        }
        #expect(report["recorded"] == 2)
        let again = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect(again["alreadyRecorded"] == 3 && again["exceptions"] == [])
    }
}

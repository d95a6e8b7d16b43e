import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A clock that is set while the hub runs.
struct ClockLeapTests {
    private static let day: Int64 = 86_400

    private func state(_ hub: TestHub) async throws -> JSON {
        try await hub.call(.get, "/health")["clock"]
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
}

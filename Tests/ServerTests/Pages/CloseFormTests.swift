import Foundation
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Closing a day on its page.
struct CloseFormTests {
    private let hub: TestHub
    private let day = "2026-11-21"
    private let place: String

    init() async throws {
        hub = try TestHub()
        try await hub.item("Beans", code: "beans")
        place = try await hub.place("A3").id
        try await hub.scan("intake", "beans", 12, ["place": .text(place)])
    }

    private func close(_ more: [String: String] = [:]) async throws -> String {
        let form = ["date": day, "id": TestHub.id().text].merging(more) { $1 }
        return try await hub.form("/close", form).header("Location")
    }

    @Test func `a day on which all is settled is closed at once`() async throws {
        #expect(try await hub.page("/close").text.contains("Everything is settled"))
        #expect(try await close().hasPrefix("/days/\(day)?"))
    }

    @Test func `labels of which nobody knows whether they came out are unsettled`() async throws {
        try await hub.pictures(["Desk": "50x30"])
        let job = try await hub.queued(at: "Desk", ["copies": 5])
        try await hub.stop(job, after: 2)
        let page = try await hub.page("/close").text
        #expect(page.contains("1 print job is in doubt") && page.contains("href=\"/print-jobs\""))
        #expect(try await close().hasPrefix("/close?ask=yes"))
        _ = try await hub.call(.post, "\(job)/confirmation", ["labelsOut": 2, "labelsSent": 2])
        try await hub.finish(job)
        #expect(try await close().hasPrefix("/days/\(day)?"))
    }

    @Test func `what is unsettled is named, each with its link, and asked about once`()
        async throws
    {
        let unknown = try await hub.scan("intake", "5901234123457", 1, ["place": .text(place)])
        try await hub.scan("distribute", "beans", 15, ["place": .text(place)])
        let count = try await hub.count(at: place)
        let page = try await hub.page("/close").text
        let seq = try #require(unknown["seq"].whole)
        let before = Cursor(behindOpenScan: seq - 1).description.percentEncoded
        #expect(page.contains("href=\"/unresolved?after=\(before)\">5901234123457</a>"))
        let escaped = place.replacing("-", with: "%2D")
        #expect(page.contains("href=\"/count?place=\(escaped)\">Beans</a>"))
        #expect(page.contains("−3 · A3"))
        #expect(page.contains("href=\"/count/\(count)\">A3</a>"))
        #expect(!page.contains("all the same"))

        let head = try await hub.store.read { try $0.head() }
        let asked = try await close()
        #expect(asked == "/close?ask=yes&date=\(day.replacing("-", with: "%2D"))")
        #expect(try await hub.store.read { try $0.head() } == head)
        let ask = try await hub.page(asked).text
        #expect(ask.contains("Close all the same?") && ask.contains("5901234123457"))
        #expect(ask.contains("name=\"anyway\" value=\"yes\""))
        let id = TestHub.id().text
        for _ in 1...2 {
            #expect(try await close(["anyway": "yes", "id": id]).hasPrefix("/days/\(day)?"))
        }
        // The first form, come late, changes nothing and leads to the day.
        #expect(try await close().hasPrefix("/days/\(day)?"))
    }

    @Test func `who may not count is led to what came and went`() async throws {
        try await hub.scan("distribute", "beans", 15, ["place": .text(place)])
        let page = try await hub.page("/close", as: .of(.viewer)).text
        #expect(page.contains("A coordinator closes the day."))
        #expect(!page.contains("/count?place") && page.contains(">Beans</a>"))
        #expect(!page.contains("id=\"close\""))
    }

    @Test func `another device on which scans wait is named, and asked about`() async throws {
        let phone = TestHub.Asker(role: .volunteer, headers: ["Larder-Held": "2"])
        let scan = TestHub.scan("intake", "beans", 1, ["place": .text(place)])
        _ = try await hub.call(.post, "/api/v1/scans", .json(scan), as: phone)
        #expect(try await hub.page("/close").text.contains("2 scans waited there"))
        #expect(try await close().hasPrefix("/close?ask=yes"))
        // The device's own page says it itself.
        #expect(
            try await !hub.page("/close", as: .of(.volunteer)).text.contains("2 scans waited"))
        let sent = TestHub.Asker(role: .volunteer, headers: ["Larder-Held": "0"])
        _ = try await hub.call(
            .post, "/api/v1/scans", .json(TestHub.scan("intake", "beans", 1)), as: sent)
        #expect(try await close().hasPrefix("/days/\(day)?"))
    }

    @Test func `a device that still has scans says so, and is asked`() async throws {
        let asked = try await close(["held": "yes"])
        #expect(asked == "/close?ask=held&date=\(day.replacing("-", with: "%2D"))")
        #expect(try await hub.page(asked).text.contains("Close all the same?"))
        #expect(try await hub.page("/close?ask=yes").text.contains("Close and sign the day"))
        #expect(try await close(["held": "yes", "anyway": "yes"]).hasPrefix("/days/\(day)?"))
    }

    @Test func `a closed day is told once at the top, and scans for it are calm`() async throws {
        for path in ["/take-in", "/hand-out"] {
            #expect(
                try await hub.page(path).text.contains(
                    #"id="once" class="sheet no-print" role="status" hidden"#))
        }
        #expect(try await close().hasPrefix("/days/\(day)?"))
        let sent = try await hub.form(
            "/take-in", ["id": TestHub.id().text, "code": "beans", "place": place])
        let page = try await hub.page(sent.header("Location")).text
        #expect(page.contains("Saturday, November 21, 2026 is closed."))
        #expect(page.contains("counts for Sunday, November 22, 2026."))
        #expect(page.contains("id=\"now\" class=\"now well\""))
        let tell = try #require(page.firstMatch(of: #/id="now-tell">([^<]*)</#))
        #expect(!tell.1.contains("closed"))
        #expect(try await hub.page("/hand-out").text.contains("href=\"/days/\(day)\""))
    }

    @Test func `the totals stand before the items, and once`() async throws {
        let page = try await hub.page("/days/\(day)").text
        let totals = try #require(page.range(of: "id=\"totals\""))
        let items = try #require(page.range(of: "class=\"scroll account\""))
        #expect(totals.lowerBound < items.lowerBound)
        #expect(!page.contains("<tfoot"))
        #expect(
            page[totals.lowerBound...].contains(">5.1 kg</td>") || page.contains(">11.24 lb</td>"))
    }
}

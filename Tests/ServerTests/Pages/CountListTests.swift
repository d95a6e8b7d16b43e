import Foundation
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A count as a list, to print and to fill in.
struct CountListTests {
    private let hub: TestHub
    private let beans: String
    private let rice: String
    private let place: (id: String, label: String)
    private let count: String

    /// A bin with 4 beans and 4 rice, and a count of it.
    init() async throws {
        hub = try TestHub()
        (beans, rice) = (
            try await hub.item("Beans", code: "041331024686"),
            try await hub.item("Rice", code: "10041331024683", pack: 12)
        )
        place = try await hub.place()
        try await hub.scan("intake", "041331024686", 4, ["place": .text(place.id)])
        try await hub.scan(
            "intake", "10041331024683", 1,
            ["place": .text(place.id), "dateLabel": ["kind": "bestBy", "date": "2027-03"]])
        count = try await hub.count(at: place.id)
    }

    private func list() async throws -> String { try await hub.page("/count/\(count)/list").text }

    private func write(
        _ seen: [String: String], id: String = TestHub.id().text, at: String = ""
    ) async throws -> Answer {
        let lines = seen.map { ("item-\($0.key)", $0.value) }
        let form = Dictionary(uniqueKeysWithValues: lines).merging(["id": id, "at": at]) { $1 }
        return try await hub.form("/count/\(count)/list", form)
    }

    private func complete() async throws {
        try await hub.call(
            .post, "/api/v1/counts/\(count)/completion", ["id": TestHub.id()]
        ).expect(201)
    }

    @Test func `a list has the items in the order of their names, with codes, and no amounts`()
        async throws
    {
        let page = try await list()
        let names = page.matches(of: #/<label for="n-[0-9a-f-]+"><bdi>([^<]+)</#).map {
            String($0.1)
        }
        #expect(names == ["Beans", "Rice"])
        #expect(page.contains(">041331024686</span>"))
        // A case's code is none to write one of.
        #expect(!page.contains("10041331024683") && page.contains(">best by March 2027<"))
        #expect(page.contains("<svg class=\"qr\""))
        #expect(page.contains(place.label.prefix(4) + "-" + place.label.suffix(4)))
        #expect(!page.contains("noted</span>"))
    }

    @Test func `what is written takes the place of what was seen, and an empty line says nothing`()
        async throws
    {
        try await hub.scan("count", "041331024686", 1, ["count": .text(count)])
        let sent = try await write([beans: "3", rice: ""])
        #expect(sent.header("Location") == "/count/\(count)/list?about=1&told=listNoted")
        #expect(try await list().contains("3 noted</span>"))
        let sheet = try await hub.call(.get, "/api/v1/counts/\(count)")
        #expect(sheet["lines"].rows.map { $0["quantity"] } == [3])
        let finish = try await hub.page("/count/\(count)/finish").text
        #expect(finish.contains("name=\"gone-\(rice)\""))
        try await complete()
        #expect(try await hub.balance(beans) == 3)
        #expect(try await hub.balance(rice) == 12)
    }

    @Test func `zero is written where nothing is left`() async throws {
        #expect(try await write([rice: "0"]).status == 303)
        try await complete()
        #expect(try await hub.balance(rice) == 0)
        #expect(try await hub.balance(beans) == 4)
    }

    @Test func `a list sent twice is noted once, and another one under its name not at all`()
        async throws
    {
        let id = TestHub.id().text
        for _ in 1...2 { #expect(try await write([beans: "3"], id: id).status == 303) }
        let head = try await hub.store.read { try $0.head() }
        #expect(try await write([beans: "2"], id: id).status == 409)
        #expect(try await hub.store.read { try $0.head() } == head)
        #expect(try await write([beans: "2"]).status == 303)
        #expect(try await list().contains("2 noted</span>"))
    }

    @Test func `a list is noted whole or not at all`() async throws {
        let head = try await hub.store.read { try $0.head() }
        #expect(try await write([beans: "3", TestHub.id().text: "1"]).status >= 400)
        #expect(try await write([beans: "3", rice: "x"]).status == 422)
        #expect(try await write([beans: "-3"]).status == 422)
        #expect(try await write([beans: "3"], at: "at noon").status == 422)
        #expect(try await hub.store.read { try $0.head() } == head)
        let empty = try await write([beans: ""])
        #expect(empty.header("Location").hasSuffix("about=0&told=listNoted"))
        #expect(try await hub.page(empty.header("Location")).text.contains("Every line was empty"))
    }

    @Test func `what was handed out after the hour on the paper is reckoned in`() async throws {
        hub.clock.advance(seconds: 3_600)
        let wall = hub.hub.now
        hub.clock.advance(seconds: 600)
        try await hub.scan("distribute", "041331024686", 1, ["place": .text(place.id)])
        hub.clock.advance(seconds: 900)
        #expect(try await write([beans: "4"], at: hour(of: wall)).status == 303)
        try await complete()
        #expect(try await hub.balance(beans) == 3)
    }

    @Test func `what ran out since the count began stays on its list`() async throws {
        try await hub.scan("distribute", "041331024686", 4, ["place": .text(place.id)])
        #expect(try await list().contains("n-\(beans)"))
        let later = try await hub.count(at: try await hub.place("A2").id)
        #expect(try await !hub.page("/count/\(later)/list").text.contains("n-\(beans)"))
    }

    @Test func `a date that was counted by itself is not to be written once more`() async throws {
        let stock = try await hub.call(.get, "/api/v1/stock?item=\(rice)").json
        let line: JSON = [
            "id": TestHub.id(), "item": .text(rice), "lot": stock[0]["lot"], "quantity": 5,
        ]
        try await hub.call(.post, "/api/v1/counts/\(count)/lines", .json(line)).expect(201)
        let page = try await list()
        #expect(page.contains("5 of one date are noted by themselves."))
        #expect(!page.contains("noted</span>"))
    }

    @Test func `a list of very many items goes on, and what was written before it does is noted`()
        async throws
    {
        for number in 100..<405 {
            try await hub.item("Item \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2, ["place": .text(place.id)])
        }
        func names(_ page: String) -> [String] {
            page.matches(of: #/<label for="n-[0-9a-f-]+"><bdi>([^<]+)</#).map { String($0.1) }
        }
        let first = try await list()
        #expect(names(first).count == 300 && first.contains("7 more items are on the next lists."))
        let next = try #require(first.firstMatch(of: #/name="next" value="([^"]+)"/#)?.1)
        let form = ["id": TestHub.id().text, "item-\(beans)": "3", "next": String(next)]
        let sent = try await hub.form("/count/\(count)/list", form)
        let second = try await hub.page(sent.header("Location")).text
        #expect(
            names(first) + names(second) == ["Beans"] + (100..<405).map { "Item \($0)" } + ["Rice"])
        #expect(second.contains("1 line is noted.") && !second.contains("name=\"next\""))
        // What is written there leads back to it.
        let after = try #require(second.firstMatch(of: #/name="after" value="([^"]+)"/#)?.1)
        #expect(after == next)
        let back = ["id": TestHub.id().text, "item-\(rice)": "12", "after": String(after)]
        let again = try await hub.form("/count/\(count)/list", back)
        let page = try await hub.page(again.header("Location")).text
        #expect(names(page) == names(second) && page.contains("12 noted</span>"))
        #expect(
            try await hub.page("/count/\(count)/list?after=\(Cursor(.journal, ["1"]))").status
                == 400)
    }

    @Test func `the list of a count that has ended leads to it`() async throws {
        try await complete()
        let page = try await hub.page("/count/\(count)/list")
        #expect((page.status, page.header("Location")) == (303, "/count/\(count)"))
        #expect(try await hub.page("/count/\(TestHub.id().text)/list").status == 404)
    }

    @Test func `an hour is the last that the wall showed, and a rounded one is now`() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        let now = try #require(Moment("2026-11-21T10:02:03-05:00"))
        func read(_ hour: String) throws -> String {
            try InputParsing.moment(ofHour: hour, before: now, in: zone).description
        }
        #expect(try read("10:02") == "2026-11-21T15:02:00.000000Z")
        #expect(try read("09:30") == "2026-11-21T14:30:00.000000Z")
        #expect(try read("10:05") == now.description)
        #expect(try read("20:00") == "2026-11-21T01:00:00.000000Z")
        #expect(try read("10:13") == "2026-11-20T15:13:00.000000Z")
        #expect(try read("00:00:00") == "2026-11-21T05:00:00.000000Z")
        for wrong in ["", "10", "24:00", "10:60", "ten", "1:2:3:4", "-1:00", "010:00"] {
            #expect(throws: Problem.self, "\(wrong)") { try read(wrong) }
        }
    }

    private func hour(of moment: Moment) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = hub.hub.timeZone
        let date = Date(timeIntervalSince1970: Double(moment.microseconds) / 1e6)
        let wall = calendar.dateComponents([.hour, .minute], from: date)
        return "\(wall.hour ?? 0):\(wall.minute ?? 0)"
    }
}

import Stock
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Hand-outs that nobody says the place of, and that come after what happened later.
struct LateScanTests {
    /// A hub whose bin got five in minute 1, and another five in minute 10; the places in either order of their ids.
    private func shelf(_ isFirst: Bool) async throws -> (CountShelf, then: String, later: String) {
        let shelf = try await CountShelf()
        let other = try await shelf.hub.place("A2").id
        let (then, later) = isFirst ? (shelf.bin, other) : (other, shelf.bin)
        try await shelf.scan("intake", "beans", 5, at: 1, ["place": .text(then)])
        try await shelf.scan("intake", "beans", 5, at: 10, ["place": .text(later)])
        return (shelf, then, later)
    }

    @Test(arguments: [true, false])
    func `a late hand-out takes what was there at its moment, then what came since`(
        isFirst: Bool
    ) async throws {
        let (shelf, then, later) = try await shelf(isFirst)
        func left() async throws -> [Int64] {
            [
                try await shelf.hub.balance(shelf.beans, at: then),
                try await shelf.hub.balance(shelf.beans, at: later),
            ]
        }
        for (quantity, rest) in [(2, [3, 5]), (3, [0, 5]), (4, [0, 1])] as [(Int64, [Int64])] {
            let answer = try await shelf.scan(
                "distribute", "beans", quantity, at: 5, arrives: 11, ["place": .null])
            #expect(!answer["warnings"].rows.contains("shortfall"))
            #expect(try await left() == rest)
        }
        // Nothing was there: what came since goes.
        let before = try await shelf.scan(
            "distribute", "beans", 1, at: 0, arrives: 12, ["place": .null])
        #expect(!before["warnings"].rows.contains("shortfall"))
        #expect(try await left() == [0, 0])
        #expect(try await shelf.hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test(arguments: [true, false])
    func `a discard and an explained scan do so too, and what is not late takes from all`(
        isFirst: Bool
    ) async throws {
        let (shelf, then, later) = try await shelf(isFirst)
        try await shelf.scan("discard", "beans", 1, at: 5, arrives: 11, ["place": .null])
        try await shelf.scan("distribute", "4711", 1, at: 5, arrives: 12, ["place": .null])
        let waiting = try await shelf.hub.call(.get, "/api/v1/unresolved").json[0]["id"].text
        _ = try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(waiting)/resolution",
            ["id": TestHub.id(), "item": .text(shelf.beans)])
        #expect(try await shelf.hub.balance(shelf.beans, at: then) == 3)
        #expect(try await shelf.hub.balance(shelf.beans, at: later) == 5)
        // What moved there meanwhile is the same food.
        try await shelf.scan(
            "move", "beans", 3, at: 13, ["place": .text(then), "to": .text(later)])
        try await shelf.scan("distribute", "beans", 8, at: 5, arrives: 14, ["place": .null])
        #expect(try await shelf.hub.balance(shelf.beans) == 0)
        #expect(try await shelf.hub.balance(shelf.beans, at: later) == 0)
    }

    @Test(
        arguments: [
            ("0001-01-01T00:00:00+01:00", nil), ("9999-12-31T23:59:59-01:00", nil),
            ("2026-11-21T10:00:00Z", "9999-12-31T23:59:59Z"),
            ("2026-11-21T10:00:00Z", "4060-01-01T00:00:00Z"),
            ("9999-12-31T00:00:00Z", "0001-01-01T00:00:00+14:00"),
        ] as [(String, String?)])
    func `no time that a sender can say makes the journal say another than the ledger`(
        _ at: String, sentAt: String?
    ) async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.box(of: 2, on: nil)
        let count = try await shelf.open(at: 1)
        let sender = TestHub.Asker(headers: sentAt.map { ["Larder-Sent-At": $0] } ?? [:])
        let scans: [(mode: String, code: String, more: [String: JSON])] = [
            ("intake", "A1", [:]), ("distribute", "beans", [:]),
            ("move", box.label, ["to": .text(shelf.bin)]),
            ("count", "beans", ["count": .text(count)]),
        ]
        for (mode, code, more) in scans {
            let scan = TestHub.scan(mode, code, nil, more).with(["at": .text(at)])
            let answer = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan), as: sender)
            #expect(answer.status == (code == "A1" ? 202 : 201))
        }
        try await shelf.complete(count, at: 2)
        let line = "at,code\n\(at),beans\n"
        #expect(
            try await shelf.hub.call(
                .post, "/api/v1/reconciliations", .csv(line), as: sender)["recorded"] == 1)
        #expect(try await shelf.hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }
}

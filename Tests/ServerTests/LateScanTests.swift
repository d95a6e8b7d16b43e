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
}

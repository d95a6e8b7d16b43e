import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Facts that come in after more than one count has seen what they did; minutes are after three o'clock.
struct EarlierCountTests {
    private func dates(
        _ shelf: CountShelf, at place: String
    ) async throws -> [String: Int64] {
        let rows = try await shelf.hub.call(
            .get, "/api/v1/stock?item=\(shelf.beans)&place=\(place)"
        ).json.rows
        return rows.reduce(into: [:]) { sums, row in
            let date = row["dateLabel"].isNull ? "none" : row["dateLabel"]["date"].text
            sums[date, default: 0] += row["quantity"].whole ?? 0
        }
    }

    private let dated: [String: JSON] = ["dateLabel": ["kind": "bestBy", "date": "2027-03"]]

    @Test(arguments: 1...3)
    func `dated food that counts had found stays dated once it is told`(
        _ counts: Int
    ) async throws {
        let shelf = try await CountShelf()
        for number in 1...counts {
            let count = try await shelf.open(at: 10 * number)
            try await shelf.see(5, in: count, at: 10 * number + 1)
            try await shelf.complete(count, at: 10 * number + 2)
        }
        let late = try await shelf.scan("intake", "beans", 5, at: 1, arrives: 50, dated)
        #expect(late["warnings"].rows.contains("counted_since"))
        #expect(try await dates(shelf, at: shelf.bin) == ["2027-03": 5])
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `food in a box on a shelf that was counted twice is in the box`() async throws {
        let shelf = try await CountShelf()
        let rack = try await shelf.hub.place("Rack", "shelf").id
        let box = try await shelf.hub.place("Box 7", "box", in: rack)
        for minute in [10, 20] {
            let count = try await shelf.open(at: minute, of: rack)
            try await shelf.see(5, in: count, at: minute + 1)
            try await shelf.complete(count, at: minute + 2)
        }
        try await shelf.scan("intake", "beans", 5, at: 1, arrives: 30, ["place": .text(box.id)])
        #expect(try await shelf.hub.balance(shelf.beans, at: box.id) == 5)
        #expect(try await shelf.hub.balance(shelf.beans, at: rack) == 5)
        try await shelf.scan(
            "move", "beans", 5, at: 31, ["place": .text(box.id), "to": .text(shelf.bin)])
        #expect(try await shelf.hub.balance(shelf.beans, at: rack) == 0)
        #expect(try await shelf.balance(shelf.beans) == 5)
    }

    @Test func `what a count had found and went since is not taken back once more`() async throws {
        let shelf = try await CountShelf()
        let first = try await shelf.open(at: 10)
        try await shelf.see(5, in: first, at: 11)
        try await shelf.complete(first, at: 12)
        try await shelf.scan("distribute", "beans", 3, at: 15)
        let second = try await shelf.open(at: 20)
        try await shelf.see(2, in: second, at: 21)
        try await shelf.complete(second, at: 22)
        try await shelf.scan("intake", "beans", 5, at: 1, arrives: 30, dated)
        #expect(try await dates(shelf, at: shelf.bin) == ["2027-03": 2])
        // Taken back, it was never there.
        #expect(try await shelf.hub.store.verify().isEmpty)
        #expect(try await shelf.balance(shelf.beans) == 2)
    }
}

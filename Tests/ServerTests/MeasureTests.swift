import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What was said before an item's measure changed, and what is told of that time afterwards; minutes are after three o'clock.
struct MeasureTests {
    /// Twelve beans came and went; then, with none left, they are kept by weight.
    ///
    /// A piece weighs `weight` grams, if that is known.
    private func shelf(
        weight: Int64?, countsMeanwhile: Bool = false
    ) async throws -> (CountShelf, out: JSON, count: String?) {
        let shelf = try await CountShelf()
        try await change(["unitWeightGrams": weight.map { .whole($0) } ?? .null], in: shelf, at: 0)
        try await shelf.scan("intake", "beans", 12, at: 0)
        let out = try await shelf.scan("distribute", "beans", 12, at: 2)
        var count: String?
        if countsMeanwhile {
            count = try await shelf.open(at: 3)
            try await shelf.see(5, in: count ?? "", at: 4)
        }
        try await change(["measure": "gram"], in: shelf, at: 5)
        return (shelf, out["id"], count)
    }

    private func change(
        _ facts: [String: JSON], in shelf: CountShelf, at minute: Int
    ) async throws {
        shelf.hub.clock.set(CountShelf.moment(minute))
        let changed = try await shelf.hub.call(
            .patch, "/api/v1/items/\(shelf.beans)", .json(.object(facts)))
        #expect(changed.status == 200)
    }

    @Test func `what happened before a change of measure is of the measure of then`() async throws {
        let (shelf, out, _) = try await shelf(weight: 100)
        // A late scan of two, and of two that a person named.
        let late = try await shelf.scan("intake", "beans", 2, at: 1, arrives: 6)
        #expect((late["quantity"], late["balance"]) == (200, 200))
        let named = try await shelf.scan(
            "intake", "black", 2, at: 1, arrives: 6, ["item": .text(shelf.beans)])
        #expect((named["quantity"], named["balance"]) == (200, 400))
        // Seven of twelve were never handed out.
        #expect(try await shelf.undo(out, at: 7)["balance"] == 1_600)
        #expect(try await shelf.balance(shelf.beans) == 1_600)
        // What is weighed since is as it was said.
        try await shelf.scan("intake", "beans", 1, at: 8, ["weightGrams": 250, "quantity": .null])
        #expect(try await shelf.balance(shelf.beans) == 1_850)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `an open count, and one that is taken back, are of the measure of then`()
        async throws
    {
        let (shelf, _, count) = try await shelf(weight: 100, countsMeanwhile: true)
        let open = try #require(count)
        try await shelf.complete(open, at: 6)
        #expect(try await shelf.balance(shelf.beans) == 500)
        shelf.hub.clock.set(CountShelf.moment(7))
        let line: JSON = [
            "id": TestHub.id(), "item": .text(shelf.beans), "quantity": 3,
            "at": .text(CountShelf.moment(4).description),
        ]
        for status in [201, 200] {
            let noted = try await shelf.hub.call(
                .post, "/api/v1/counts/\(open)/lines", .json(line))
            #expect((noted.status, noted["quantity"]) == (status, 300))
        }
        #expect(try await shelf.balance(shelf.beans) == 300)
        #expect(try await shelf.undo(.text(open), at: 8).status == 201)
        #expect(try await shelf.balance(shelf.beans) == 0)
    }

    @Test func `where nobody knows what a piece weighs, it is asked, and never guessed`()
        async throws
    {
        let (shelf, out, count) = try await shelf(weight: nil, countsMeanwhile: true)
        let late = try await shelf.scan("intake", "beans", 2, at: 1, arrives: 6)
        #expect((late.status, late["outcome"]) == (202, "unresolved"))
        let back = try await shelf.undo(out, at: 7)
        #expect(back["warnings"].rows.contains("weight_missing"))
        let done = try await shelf.complete(try #require(count), at: 8)
        #expect(done["recount"].rows.map { $0["item"].text } == [shelf.beans])
        #expect(try await shelf.balance(shelf.beans) == 0)
        func explain() async throws -> Answer {
            try await shelf.hub.call(
                .post, "/api/v1/unresolved/\(late["id"].text)/resolution",
                ["id": TestHub.id(), "item": .text(shelf.beans)])
        }
        #expect(try await explain().problem == "unit_weight_unknown")
        // Now someone weighs one.
        try await change(["unitWeightGrams": 100], in: shelf, at: 9)
        #expect(try await explain().status == 201)
        #expect(try await shelf.balance(shelf.beans) == 200)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `grams of before are pieces by what one weighs`() async throws {
        let (shelf, _, _) = try await shelf(weight: 100)
        try await change(["measure": "each"], in: shelf, at: 9)
        try await shelf.scan(
            "intake", "beans", 1, at: 8, arrives: 10, ["weightGrams": 250, "quantity": .null])
        #expect(try await shelf.balance(shelf.beans) == 3)
        // Before both changes it was pieces too.
        try await shelf.scan("intake", "beans", 4, at: 1, arrives: 11)
        #expect(try await shelf.balance(shelf.beans) == 7)
    }
}

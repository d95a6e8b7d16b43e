import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Scans that were recorded by what a code stood for before: each is named once the code is put right.
struct EarlierScanTests {
    private func give(
        _ code: String, to item: String, pack: Int64 = 1, in shelf: CountShelf
    ) async throws -> Answer {
        try await shelf.hub.call(
            .put, "/api/v1/codes/\(code)",
            ["id": TestHub.id(), "item": .text(item), "pack": .whole(pack)])
    }

    private func unlearn(_ code: String, in shelf: CountShelf) async throws -> Answer {
        try await shelf.hub.call(.delete, "/api/v1/codes/\(code)?id=\(TestHub.id().text)")
    }

    private func recordAgain(_ rows: [JSON], in shelf: CountShelf) async throws {
        let scans = try rows.map { try #require(EntryID($0["id"].text)) }
        let done = try await shelf.hub.hub.recordAgain(scans, as: fresh())
        #expect((done.done, done.refused.count) == (scans.count, 0))
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `scans of a joined item's code from before the join are named`() async throws {
        let shelf = try await CountShelf()
        let before = try await shelf.scan("intake", "rice", 2, at: 0)
        let count = try await shelf.open(at: 1)
        let seen = try await shelf.see(2, "rice", in: count, at: 2)
        _ = try await shelf.join(at: 3)
        let after = try await shelf.scan("intake", "rice", 1, at: 4)
        shelf.hub.clock.set(CountShelf.moment(5))
        let given = try await give("rice", to: shelf.beans, pack: 12, in: shelf)
        let earlier = given["earlier"].rows
        #expect(earlier.map { $0["id"] } == [after["id"], seen["id"], before["id"]])
        try await recordAgain(earlier, in: shelf)
        try await shelf.complete(count, at: 6)
        #expect(try await shelf.balance(shelf.beans) == 36)
        let gone = try await unlearn("rice", in: shelf)
        #expect(gone["earlier"].rows.map { $0["quantity"] } == [24, 24, 12])
    }

    @Test func `scans of what a code stands for again are named with those of between`()
        async throws
    {
        let shelf = try await CountShelf()
        let first = try await shelf.scan("intake", "rice", 2, at: 0)
        shelf.hub.clock.set(CountShelf.moment(1))
        try await give("rice", to: shelf.beans, in: shelf).expect(200)
        let back = try await give("rice", to: shelf.rice, pack: 12, in: shelf)
        #expect(back["earlier"].rows.map { $0["id"] } == [first["id"]])
        #expect(back["earlier"].rows.map { $0["item"].text } == [shelf.rice])
        try await give("rice", to: shelf.beans, in: shelf).expect(200)
        let second = try await shelf.scan("intake", "rice", 3, at: 2)
        let both = try await give("rice", to: shelf.rice, pack: 12, in: shelf)["earlier"].rows
        #expect(both.map { $0["id"] } == [second["id"], first["id"]])
        #expect(both.map { $0["item"].text } == [shelf.beans, shelf.rice])
        try await recordAgain(both, in: shelf)
        #expect(try await shelf.balance(shelf.rice) == 60)
        #expect(try await shelf.balance(shelf.beans) == 0)
    }

    @Test(arguments: [true, false])
    func `a written line of a count that names a code is named, and written anew`(
        isUnlearned: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        func line(_ code: String, _ quantity: Int64) -> JSON {
            ["id": TestHub.id(), "code": .text(code), "quantity": .whole(quantity)]
        }
        let (first, other) = (line("beans", 3), line("rice", 4))
        for line in [first, other] {
            for status in [201, 200] {
                let noted = try await shelf.hub.call(
                    .post, "/api/v1/counts/\(count)/lines", .json(line))
                #expect(noted.status == status)
            }
        }
        shelf.hub.clock.set(CountShelf.moment(2))
        if isUnlearned {
            let gone = try await unlearn("beans", in: shelf)
            #expect(gone["earlier"].rows.map { $0["id"] } == [first["id"]])
            #expect(gone["earlier"].rows.map { $0["mode"] } == ["count"])
            try await recordAgain(gone["earlier"].rows, in: shelf)
            let waits = try await shelf.hub.call(.get, "/api/v1/unresolved").json.rows
            #expect(waits.map { $0["quantity"] } == [3])
            _ = try await give("beans", to: shelf.beans, pack: 2, in: shelf)
        } else {
            let given = try await give("beans", to: shelf.beans, pack: 2, in: shelf)
            #expect(given["earlier"].rows.map { $0["quantity"] } == [3])
            try await recordAgain(given["earlier"].rows, in: shelf)
            #expect(try await give("beans", to: shelf.beans, pack: 2, in: shelf)["earlier"].isNull)
        }
        try await shelf.complete(count, at: 3)
        #expect(try await shelf.balance(shelf.beans) == 6)
        #expect(try await shelf.balance(shelf.rice) == 4)
    }

    @Test(arguments: [true, false])
    func `a code that was unknown for a while, and is of another pack then, names scans of before`(
        isOfItem: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let before = try await shelf.scan("intake", "beans", 2, at: 0)
        _ = try await unlearn("beans", in: shelf)
        // The same pack again: nothing is wrong.
        #expect(try await give("beans", to: shelf.beans, in: shelf)["earlier"].isNull)
        _ = try await unlearn("beans", in: shelf)
        let body: JSON = [
            "id": .text(shelf.beans), "name": "Black beans",
            "codes": [["code": "beans", "pack": 12]],
        ]
        let given =
            try await isOfItem
            ? shelf.hub.call(.put, "/api/v1/items/\(shelf.beans)", .json(body))
            : give("beans", to: shelf.beans, pack: 12, in: shelf)
        #expect(given["earlier"].rows.map { $0["id"] } == [before["id"]])
        try await recordAgain(given["earlier"].rows, in: shelf)
        #expect(try await shelf.balance(shelf.beans) == 24)
        // It was another's all that time.
        _ = try await unlearn("beans", in: shelf)
        let rice = try await give("beans", to: shelf.rice, in: shelf)
        #expect(rice["earlier"].rows.map { $0["quantity"] } == [24])
        try await recordAgain(rice["earlier"].rows, in: shelf)
        #expect(try await shelf.balance(shelf.beans) == 0)
        #expect(try await shelf.balance(shelf.rice) == 2)
    }

    @Test(arguments: [true, false])
    func `a blank label that was said to be the joined item is its own once both are two`(
        isBound: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let label = try await shelf.hub.roll(1).codes[0]
        let join = try await shelf.join(at: 1)
        let scans = [
            try await shelf.scan("intake", label, 2, at: 2),
            try await shelf.scan("intake", label, 3, at: 3),
        ]
        let said: JSON = ["id": TestHub.id(), "item": .text(shelf.rice)]
        shelf.hub.clock.set(CountShelf.moment(4))
        if isBound {
            try await shelf.hub.call(.put, "/api/v1/codes/\(label)", .json(said)).expect(200)
        } else {
            try await shelf.hub.call(
                .post, "/api/v1/unresolved/\(scans[0]["id"].text)/resolution", .json(said)
            ).expect(201)
        }
        // One answer is enough for both scans.
        #expect(try await shelf.balance(shelf.beans) == 5)
        let parted = try await shelf.undo(join, at: 5)
        let earlier = parted["earlier"].rows
        #expect(earlier.map { $0["quantity"] } == [3, 2])
        try await recordAgain(earlier, in: shelf)
        #expect(try await shelf.balance(shelf.beans) == 0)
        #expect(try await shelf.balance(shelf.rice) == 5)
        #expect(try await shelf.hub.scan("lookup", label)["item"]["id"].text == shelf.rice)
    }
}

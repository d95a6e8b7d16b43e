import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What codes stood for when something happened that is told later; minutes are after three o'clock.
struct PackHistoryTests {
    private func change(_ measure: Measure, in shelf: CountShelf, at minute: Int) async throws {
        shelf.hub.clock.set(CountShelf.moment(minute))
        let body: JSON = [
            "measure": .text(measure.rawValue), "conversion": ["gramsPerPiece": 400],
        ]
        try await shelf.hub.call(.patch, "/api/v1/items/\(shelf.beans)", .json(body)).expect(200)
    }

    private func give(_ code: String, pack: Int64, in shelf: CountShelf) async throws -> Answer {
        let body: JSON = [
            "id": TestHub.id(), "item": .text(shelf.beans), "pack": .whole(pack),
        ]
        return try await shelf.hub.call(.put, "/api/v1/codes/\(code)", .json(body))
    }

    @Test(arguments: [(1, 8), (12, 2), (1, 150)] as [(Int64, Int64)], [true, false])
    func `a line by code of before a conversion is so many packs`(
        _ said: (pack: Int64, packs: Int64), _ isLine: Bool
    ) async throws {
        let shelf = try await CountShelf()
        if said.pack > 1 { try await give("beans", pack: said.pack, in: shelf).expect(200) }
        // Grams now, with 400 of them in a piece; then pieces again.
        try await change(.gram, in: shelf, at: 1)
        let count = try await shelf.open(at: 2)
        try await change(.each, in: shelf, at: 4)
        if isLine {
            shelf.hub.clock.set(CountShelf.moment(5))
            let line: JSON = [
                "id": TestHub.id(), "code": "beans", "quantity": .whole(said.packs),
                "at": .text(CountShelf.moment(3).description),
            ]
            for status in [201, 200] {
                let noted = try await shelf.hub.call(
                    .post, "/api/v1/counts/\(count)/lines", .json(line))
                #expect((noted.status, noted["quantity"].whole) == (status, said.pack * said.packs))
            }
        } else {
            try await shelf.see(said.packs, in: count, at: 3, arrives: 5)
        }
        try await shelf.complete(count, at: 6)
        #expect(try await shelf.balance(shelf.beans) == said.pack * said.packs)
        try await shelf.scan("distribute", "beans", said.packs, at: 3, arrives: 7)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a scan of before a code's pack changed is of the pack of then`() async throws {
        let shelf = try await CountShelf()
        shelf.hub.clock.set(CountShelf.moment(2))
        try await give("beans", pack: 12, in: shelf).expect(200)
        let late = try await shelf.scan("intake", "beans", 3, at: 1, arrives: 4)
        #expect(late["quantity"] == 3)
        let now = try await shelf.scan("intake", "beans", 3, at: 3, arrives: 5)
        #expect(now["quantity"] == 36)
        // A code that nobody knew then is what it is now.
        shelf.hub.clock.set(CountShelf.moment(6))
        try await give("4711", pack: 6, in: shelf).expect(200)
        try await give("4711", pack: 8, in: shelf).expect(200)
        let unknown = try await shelf.scan("intake", "4711", 1, at: 5, arrives: 7)
        #expect(unknown["quantity"] == 8)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a changed pack offers the scans of before, which count by the new one`()
        async throws
    {
        let shelf = try await CountShelf()
        for minute in 1...3 { try await shelf.scan("intake", "beans", 1, at: minute) }
        shelf.hub.clock.set(CountShelf.moment(4))
        let given = try await give("beans", pack: 12, in: shelf)
        let earlier = given["earlier"].rows
        #expect(earlier.map { $0["quantity"] } == [1, 1, 1])
        #expect(earlier.allSatisfy { $0["item"].text == shelf.beans })
        let wrong: [EntryID] = try earlier.map { try #require(EntryID($0["id"].text)) }
        let done = try await shelf.hub.hub.recordAgain(wrong, as: fresh())
        #expect((done.done, done.refused.count) == (3, 0))
        #expect(try await shelf.balance(shelf.beans) == 36)
        // Once they are right, none is offered.
        #expect(try await give("beans", pack: 12, in: shelf)["earlier"].isNull)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `items that are parted offer what their codes were recorded as meanwhile`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 2, at: 0)
        let join = try await shelf.join(at: 1)
        let meanwhile = try await shelf.scan("intake", "rice", 1, at: 2)
        try await shelf.scan("intake", "beans", 5, at: 3)
        let parted = try await shelf.undo(join, at: 4)
        #expect(parted["outcome"] == "parted")
        #expect(parted["earlier"].rows.map { $0["id"] } == [meanwhile["id"]])
        let wrong: EntryID = try #require(EntryID(meanwhile["id"].text))
        _ = try await shelf.hub.hub.recordAgain([wrong], as: fresh())
        #expect(try await shelf.balance(shelf.rice) == 3)
        #expect(try await shelf.balance(shelf.beans) == 5)
    }

    @Test(arguments: [true, false])
    func `a pack that an item's change or a file says offers the scans of before, counts' too`(
        isFile: Bool
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 2, at: 0)
        let count = try await shelf.open(at: 1)
        let seen = try await shelf.see(2, in: count, at: 2)
        try await shelf.complete(count, at: 3)
        shelf.hub.clock.set(CountShelf.moment(4))
        func change() async throws -> JSON {
            if isFile {
                let file = "item,name,code,pack\n\(shelf.beans),Black beans,beans,12\n"
                let report = try await shelf.hub.call(
                    .post, "/api/v1/item-imports", .csv(file)
                ).json
                let isNoted = report["notes"].rows.map { $0["code"] } == ["scans_of_other_pack"]
                #expect(isNoted != report["earlier"].isNull)
                return report
            }
            let body: JSON = [
                "id": .text(shelf.beans), "name": "Black beans",
                "codes": [["code": "beans", "pack": 12]],
            ]
            let changed = try await shelf.hub.call(
                .put, "/api/v1/items/\(shelf.beans)", .json(body))
            #expect(changed.status == 200, "\(changed.text)")
            return changed.json
        }
        let earlier = try await change()["earlier"].rows
        #expect(earlier.map { $0["mode"] } == ["count", "intake"])
        #expect(earlier.first?["id"] == seen["id"])
        // Nothing was changed unasked.
        #expect(try await shelf.balance(shelf.beans) == 2)
        let wrong: [EntryID] = try earlier.map { try #require(EntryID($0["id"].text)) }
        let done = try await shelf.hub.hub.recordAgain(wrong, as: fresh())
        #expect((done.done, done.refused.count) == (2, 0))
        #expect(try await shelf.balance(shelf.beans) == 24)
        #expect(try await change()["earlier"].isNull)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a scan that was explained in a count is offered by what explained it`() async throws
    {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        let seen = try await shelf.see(3, "4711", in: count, at: 2)
        shelf.hub.clock.set(CountShelf.moment(3))
        let said: JSON = ["id": TestHub.id(), "item": .text(shelf.beans)]
        try await shelf.hub.call(
            .post, "/api/v1/unresolved/\(seen["id"].text)/resolution", .json(said)
        ).expect(201)
        let given = try await shelf.hub.call(
            .put, "/api/v1/codes/4711", ["id": TestHub.id(), "item": .text(shelf.rice), "pack": 1])
        #expect(given["earlier"].rows.map { $0["id"] } == [said["id"]])
        let wrong: EntryID = try #require(EntryID(said["id"].text))
        let done = try await shelf.hub.hub.recordAgain([wrong], as: fresh())
        #expect((done.done, done.refused.count) == (1, 0))
        try await shelf.complete(count, at: 4)
        #expect(try await shelf.balance(shelf.rice) == 3)
        #expect(try await shelf.balance(shelf.beans) == 0)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false])
    func `a code that was said to be the joined item is offered once both are two again`(
        isExplained: Bool
    ) async throws {
        let shelf = try await CountShelf()
        let join = TestHub.id()
        try await shelf.hub.call(
            .post, "/api/v1/item-joins",
            ["id": join, "item": .text(shelf.rice), "into": .text(shelf.beans)]
        ).expect(201)
        let scans = [
            try await shelf.scan("intake", "4711", 2, at: 1),
            try await shelf.scan("intake", "4712", 5, at: 1),
        ]
        func tell(_ code: String, _ scan: Answer, is item: String) async throws {
            shelf.hub.clock.set(CountShelf.moment(2))
            let said: JSON = ["id": TestHub.id(), "item": .text(item)]
            let isTold =
                try await isExplained
                ? shelf.hub.call(
                    .post, "/api/v1/unresolved/\(scan["id"].text)/resolution", .json(said)
                ).status == 201
                : shelf.hub.call(.put, "/api/v1/codes/\(code)", .json(said)).status == 200
            #expect(isTold)
        }
        try await tell("4711", scans[0], is: shelf.rice)
        try await tell("4712", scans[1], is: shelf.beans)
        #expect(try await shelf.balance(shelf.beans) == 7)
        let parted = try await shelf.undo(join, at: 3)
        #expect(parted["earlier"].rows.map { $0["quantity"] } == [2])
        let wrong: EntryID = try #require(EntryID(parted["earlier"][0]["id"].text))
        let done = try await shelf.hub.hub.recordAgain([wrong], as: fresh())
        #expect((done.done, done.refused.count) == (1, 0))
        #expect(try await shelf.hub.store.verify().isEmpty)
    }
}

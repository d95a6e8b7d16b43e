import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What was seen in a count and is taken back; minutes are after three o'clock.
struct CountUndoTests {
    @Test(arguments: [true, false])
    func `a scan of a count is taken back, before and after the count is completed`(
        _ isCompleted: Bool
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(6, in: count, at: 2)
        let twice = try await shelf.see(6, in: count, at: 3)
        if isCompleted {
            try await shelf.complete(count, at: 4)
            #expect(try await shelf.balance(shelf.beans) == 12)
        }
        shelf.hub.clock.set(CountShelf.moment(5))
        let path = "/api/v1/movements/\(twice["id"].text)/reversal"
        let body: JSON = ["id": TestHub.id()]
        let back = try await shelf.hub.call(.post, path, .json(body))
        #expect((back.status, back["outcome"]) == (201, "undone"))
        #expect(try await shelf.hub.call(.post, path, .json(body)).status == 200)
        #expect(
            try await shelf.hub.call(.post, path, ["id": TestHub.id()]).problem
                == "already_reversed")
        if !isCompleted { try await shelf.complete(count, at: 6) }
        #expect(try await shelf.balance(shelf.beans) == 6)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `an item of which the only scan is taken back was not counted`() async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "beans", 10, at: 0)
        let count = try await shelf.open(at: 1)
        let seen = try await shelf.see(7, in: count, at: 2)
        try await shelf.complete(count, at: 3)
        #expect(try await shelf.balance(shelf.beans) == 7)
        #expect(try await shelf.undo(seen["id"], at: 4).status == 201)
        #expect(try await shelf.balance(shelf.beans) == 10)
        // A count that counts no more has nothing to take back.
        let again = try await shelf.see(4, in: count, at: 2, arrives: 5)
        #expect(try await shelf.undo(.text(count), at: 6).status == 201)
        #expect(try await shelf.undo(again["id"], at: 7).problem == "not_reversible")
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what a person said is gone is gone again once an explanation is taken back`()
        async throws
    {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 10, at: 0)
        let count = try await shelf.open(at: 1)
        try await shelf.see(10, "4711", in: count, at: 2)
        shelf.hub.clock.set(CountShelf.moment(3))
        let body: JSON = ["id": TestHub.id(), "gone": [.text(shelf.rice)]]
        try await shelf.hub.call(.post, "/api/v1/counts/\(count)/completion", .json(body)).expect(
            201)
        #expect(try await shelf.balance(shelf.rice) == 0)
        let open = try #require(
            try await shelf.hub.call(.get, "/api/v1/unresolved").json.rows.first)
        func explain(_ item: String, at minute: Int) async throws -> Answer {
            shelf.hub.clock.set(CountShelf.moment(minute))
            return try await shelf.hub.call(
                .post, "/api/v1/unresolved/\(open["id"].text)/resolution",
                ["id": TestHub.id(), "item": .text(item)])
        }
        let said = try await explain(shelf.rice, at: 4)
        #expect(said.status == 201)
        #expect(try await shelf.balance(shelf.rice) == 10)
        #expect(try await shelf.undo(open["id"], at: 5).status == 201)
        #expect(try await shelf.balance(shelf.rice) == 0)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false], [true, false])
    func `a scan is taken back of one of two items that were joined since`(
        isCompleted: Bool, isKnown: Bool
    ) async throws {
        let shelf = try await CountShelf()
        if isKnown { try await shelf.scan("intake", "rice", 5, at: 0) }
        let count = try await shelf.open(at: 1)
        try await shelf.see(3, in: count, at: 2)
        let rice = try await shelf.see(4, "rice", in: count, at: 3)
        if isCompleted { try await shelf.complete(count, at: 4) }
        try await shelf.join(at: 5)
        // What a count says of both is of both, whatever it said of each before.
        if isCompleted {
            let more = try await shelf.see(2, in: count, at: 3, arrives: 6)
            #expect(try await shelf.balance(shelf.beans) == 9)
            #expect(try await shelf.undo(more["id"], at: 7).status == 201)
            #expect(try await shelf.balance(shelf.beans) == 7)
        }
        #expect(try await shelf.undo(rice["id"], at: 8).status == 201)
        if !isCompleted { try await shelf.complete(count, at: 9) }
        let sheet = try await shelf.hub.call(.get, "/api/v1/counts/\(count)")
        // Of the rice that was there before, nobody has seen any: both are asked for again.
        #expect(sheet["recount"].rows.map { $0["item"].text } == (isKnown ? [shelf.beans] : []))
        #expect(try await shelf.balance(shelf.beans) == (isKnown ? 5 : 3))
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false], [true, false])
    func `what a person said is gone is gone once the only scan of it is taken back`(
        isOfAll: Bool, isJoined: Bool
    ) async throws {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 10, at: 0)
        let count = try await shelf.open(at: 1)
        let seen = try await shelf.see(6, "rice", in: count, at: 2)
        shelf.hub.clock.set(CountShelf.moment(3))
        let word: (String, JSON) =
            isOfAll ? ("uncounted", "zero") : ("gone", [.text(shelf.rice)])
        let body: JSON = .object(["id": TestHub.id(), word.0: word.1])
        for status in [201, 200] {
            let done = try await shelf.hub.call(
                .post, "/api/v1/counts/\(count)/completion", .json(body))
            #expect(done.status == status)
        }
        #expect(try await shelf.balance(shelf.rice) == 6)
        if isJoined { try await shelf.join(at: 4) }
        #expect(try await shelf.undo(seen["id"], at: 5).status == 201)
        #expect(try await shelf.balance(isJoined ? shelf.beans : shelf.rice) == 0)
        let again = try await shelf.hub.call(
            .post, "/api/v1/counts/\(count)/completion", .json(body))
        #expect(again.status == 200)
        // What is seen after all is there.
        let late = try await shelf.see(6, "rice", in: count, at: 2, arrives: 6)
        #expect(late.status == 201)
        #expect(try await shelf.balance(isJoined ? shelf.beans : shelf.rice) == 6)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a date that is known from an undone intake alone is gone with it`() async throws {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 2)
        try await shelf.see(6, in: count, at: 3)
        try await shelf.complete(count, at: 4)
        let dated: [String: JSON] = ["dateLabel": ["kind": "useBy", "date": "2027-01"]]
        func stock() async throws -> [JSON] {
            try await shelf.hub.call(.get, "/api/v1/stock").json.rows
        }
        let late = try await shelf.scan("intake", "beans", 6, at: 1, arrives: 5, dated)
        #expect(try await stock().map { $0["dateLabel"]["date"] } == ["2027-01"])
        #expect(try await shelf.undo(late["id"], at: 6).status == 201)
        #expect(try await stock().map { $0["dateLabel"].isNull } == [true])
        #expect(try await shelf.balance(shelf.beans) == 6)
        // What another intake said of it is known still.
        try await shelf.scan("intake", "beans", 2, at: 0, arrives: 7, dated)
        let again = try await shelf.scan("intake", "beans", 4, at: 1, arrives: 8, dated)
        #expect(try await stock().map { $0["dateLabel"]["date"] } == ["2027-01"])
        #expect(try await shelf.undo(again["id"], at: 9).status == 201)
        #expect(try await stock().map { $0["dateLabel"]["date"] } == ["2027-01"])
        #expect(try await shelf.balance(shelf.beans) == 6)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `what is weighed is not counted by a scan without a weight`() async throws {
        let shelf = try await CountShelf()
        try await shelf.convert(grams: 400, at: 0)
        let weighed: [String: JSON] = ["weightGrams": 5_000, "quantity": .null]
        shelf.hub.clock.set(CountShelf.moment(1))
        let loose: JSON = [
            "id": TestHub.id(), "name": "Apples", "measure": "gram", "codes": [["code": "4133"]],
        ]
        let apples = try await shelf.hub.call(.post, "/api/v1/items", .json(loose))["id"].text
        try await shelf.scan("intake", "4133", 1, at: 2, weighed)
        let count = try await shelf.open(at: 3)
        let seen = try await shelf.see(1, "4133", in: count, at: 4)
        #expect(seen["warnings"] == ["weight_missing"])
        let done = try await shelf.complete(count, at: 5)
        #expect(done["recount"].rows.map { $0["item"].text } == [apples])
        #expect(try await shelf.balance(apples) == 5_000)
        // Once someone says how much there is, it counts.
        shelf.hub.clock.set(CountShelf.moment(6))
        let line: JSON = [
            "id": TestHub.id(), "item": .text(apples), "quantity": 4_200,
            "at": .text(CountShelf.moment(4).description),
        ]
        let said = line.with(["at": .text(CountShelf.moment(6).description)])
        try await shelf.hub.call(.post, "/api/v1/counts/\(count)/lines", .json(said)).expect(201)
        #expect(try await shelf.balance(apples) == 4_200)
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a date that is scanned in a count is said to be no part of it`() async throws {
        let shelf = try await CountShelf()
        let count = try await shelf.open(at: 1)
        let scan = TestHub.scan(
            "count", "beans", 6,
            [
                "count": .text(count), "dateLabel": ["kind": "bestBy", "date": "2027-01"],
            ])
        for status in [201, 200] {
            let seen = try await shelf.hub.send(scan)
            #expect((seen.status, seen["warnings"]) == (status, ["date_not_counted"]))
        }
    }
}

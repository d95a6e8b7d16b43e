import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What nobody saw in a count, beside what is told of it later; minutes are after three o'clock.
struct UncountedTests {
    /// 20 rice before a count was opened in minute 1.
    private func opened() async throws -> (CountShelf, count: String) {
        let shelf = try await CountShelf()
        try await shelf.scan("intake", "rice", 20, at: 0)
        return (shelf, try await shelf.open(at: 1))
    }

    /// Someone says in minute 5 that nothing is left: of rice, or of all that was not seen.
    @discardableResult
    private func finish(
        _ count: String, _ shelf: CountShelf, isOfAll: Bool = false
    ) async throws -> Answer {
        shelf.hub.clock.set(CountShelf.moment(5))
        let word: (String, JSON) =
            isOfAll ? ("uncounted", "zero") : ("gone", [.text(shelf.rice)])
        let done = try await shelf.hub.call(
            .post, "/api/v1/counts/\(count)/completion",
            .json(.object(["id": TestHub.id(), word.0: word.1])))
        #expect(done.status == 201)
        return done
    }

    private func asked(_ count: String, _ shelf: CountShelf) async throws -> [String] {
        try await shelf.hub.call(.get, "/api/v1/counts/\(count)")["recount"].rows
            .map { $0["item"].text }
    }

    private func expectVerified(_ shelf: CountShelf) async throws {
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test(arguments: [true, false], [true, false])
    func `what another device saw is there, though someone said that nothing is left`(
        isOfAll: Bool, isLine: Bool
    ) async throws {
        let (shelf, count) = try await opened()
        try await finish(count, shelf, isOfAll: isOfAll)
        #expect(try await shelf.balance(shelf.rice) == 0)
        if isLine {
            shelf.hub.clock.set(CountShelf.moment(6))
            let line: JSON = [
                "id": TestHub.id(), "item": .text(shelf.rice), "quantity": 18,
                "at": .text(CountShelf.moment(3).description),
            ]
            let noted = try await shelf.hub.call(
                .post, "/api/v1/counts/\(count)/lines", .json(line))
            #expect(noted.status == 201 && noted["quantity"] == 18)
        } else {
            let seen = try await shelf.see(18, "rice", in: count, at: 3, arrives: 6)
            #expect(seen.status == 201 && seen["balance"] == 18)
        }
        #expect(try await shelf.balance(shelf.rice) == 18)
        try await expectVerified(shelf)
    }

    @Test(arguments: [true, false], [true, false])
    func `what came in while it was looked for stays, and is asked for again`(
        isOfAll: Bool, isLate: Bool
    ) async throws {
        let (shelf, count) = try await opened()
        if !isLate { try await shelf.scan("intake", "rice", 24, at: 3) }
        let done = try await finish(count, shelf, isOfAll: isOfAll)
        if isLate {
            #expect(try await shelf.balance(shelf.rice) == 0)
            let late = try await shelf.scan("intake", "rice", 24, at: 3, arrives: 6)
            #expect(late["warnings"] == ["count_again"])
        } else {
            #expect(done["posted"].rows.isEmpty)
        }
        #expect(try await shelf.balance(shelf.rice) == 44)
        #expect(try await asked(count, shelf) == [shelf.rice])
        try await expectVerified(shelf)
    }

    @Test func `what came in before the count, told late, is gone with the rest`()
        async throws
    {
        let (shelf, count) = try await opened()
        try await finish(count, shelf)
        let late = try await shelf.scan("intake", "rice", 7, at: 0, arrives: 6)
        #expect(late["warnings"].rows.contains("counted_since"))
        #expect(try await shelf.balance(shelf.rice) == 0)
        // After it, it is there.
        try await shelf.scan("intake", "rice", 2, at: 7)
        #expect(try await shelf.balance(shelf.rice) == 2)
        try await expectVerified(shelf)
    }

    @Test func `nobody is asked about what moved, which is named instead`() async throws {
        let (shelf, count) = try await opened()
        try await shelf.scan("intake", "rice", 24, at: 3)
        shelf.hub.clock.set(CountShelf.moment(4))
        let page = try await shelf.hub.page("/count/\(count)/finish").text
        #expect(!page.contains("name=\"gone-"))
        #expect(page.contains("Rice"))
    }

    /// Whether a code that nobody knows is told before the count is completed or after, and what it is found to be.
    @Test(arguments: [true, false], [nil, "rice", "beans"] as [String?])
    func `what was not seen waits for each unknown code, whenever that is told`(
        isLate: Bool, meaning: String?
    ) async throws {
        let (shelf, count) = try await opened()
        func see() async throws -> JSON {
            try await shelf.see(3, "new", in: count, at: 3, arrives: isLate ? 6 : 3)["id"]
        }
        var scan: JSON = isLate ? .null : try await see()
        try await finish(count, shelf, isOfAll: true)
        if isLate {
            #expect(try await shelf.balance(shelf.rice) == 0)
            scan = try await see()
        }
        #expect(try await shelf.balance(shelf.rice) == 20)
        #expect(try await asked(count, shelf) == [shelf.rice])
        shelf.hub.clock.set(CountShelf.moment(7))
        var said: JSON = ["id": TestHub.id()]
        if let meaning {
            said = said.with(["item": .text(meaning == "rice" ? shelf.rice : shelf.beans)])
        }
        let path = "/api/v1/unresolved/\(scan.text)/resolution"
        #expect(try await shelf.hub.call(.post, path, .json(said)).status == 201)
        #expect(try await shelf.balance(shelf.rice) == (meaning == "rice" ? 3 : 0))
        #expect(try await shelf.balance(shelf.beans) == (meaning == "beans" ? 3 : 0))
        #expect(try await asked(count, shelf) == [])
        // It waits again once that is taken back.
        #expect(try await shelf.undo(said["id"], at: 8).status == 201)
        #expect(try await shelf.balance(shelf.rice) == 20)
        #expect(try await asked(count, shelf) == [shelf.rice])
        try await expectVerified(shelf)
    }

    @Test func `the last of several unknown codes says that the rest is gone`() async throws {
        let (shelf, count) = try await opened()
        try await finish(count, shelf, isOfAll: true)
        var scans: [JSON] = []
        for code in ["new", "newer", "newer"] {
            scans.append(try await shelf.see(1, code, in: count, at: 3, arrives: 6)["id"])
        }
        for (scan, left) in zip(scans, [20, 0] as [Int64]) {
            #expect(try await shelf.balance(shelf.rice) == 20)
            let path = "/api/v1/unresolved/\(scan.text)/resolution"
            try await shelf.hub.call(
                .post, path, ["id": TestHub.id(), "item": .text(shelf.beans)]
            ).expect(201)
            #expect(try await shelf.balance(shelf.rice) == left)
        }
        #expect(try await shelf.balance(shelf.beans) == 3)
        try await expectVerified(shelf)
    }
}

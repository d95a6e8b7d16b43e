import Stock
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Storage

/// Figures by weight of days that were closed, when a piece weighs another since.
struct SignedWeightTests {
    private static let day = 24 * 60

    private func told(_ shelf: CountShelf) async throws -> [String] {
        let hub = shelf.hub
        var texts: [String] = []
        for name in ["weeks", "donations"] {
            texts.append(try await hub.call(.get, "/api/v1/exports/\(name)").text)
        }
        // What there is by category, below the weeks, is by the weight of now.
        let page = try await hub.page("/weeks").text.split(separator: "</table>").first ?? ""
        texts.append(String(page))
        let day = try #require(CivilDate("2026-11-21"))
        let flow = try await hub.store.read { try $0.flow(on: day) }
        return texts + ["\(flow)"]
    }

    private func weigh(_ grams: JSON, _ shelf: CountShelf) async throws {
        try await shelf.hub.call(
            .patch, "/api/v1/items/\(shelf.beans)", .json(["unitWeightGrams": grams])
        ).expect(200)
    }

    @Test(arguments: [1_000, .null] as [JSON])
    func `what was signed keeps its weight everywhere, and what was not goes by the new one`(
        grams: JSON
    ) async throws {
        let shelf = try await CountShelf()
        try await weigh(400, shelf)
        let given: [String: JSON] = ["source": "Harvest Market", "donation": TestHub.id()]
        try await shelf.scan("intake", "beans", 10, at: 0, given)
        try await shelf.scan("distribute", "beans", 2, at: 1)
        try await shelf.scan("discard", "beans", 1, at: 2)
        let open = try await told(shelf)
        #expect(open[0].contains("10,4000,2,800,1,400"), "\(open[0])")
        #expect(open[1].contains(",10,4000"), "\(open[1])")
        try await shelf.hub.call(.post, "/api/v1/days/2026-11-21/closing").expect(201)
        let signed = try await told(shelf)
        #expect(signed == open)
        try await weigh(grams, shelf)
        #expect(try await told(shelf) == signed)
        // More of it comes on a day that is open; each day has its own weight.
        try await shelf.scan("intake", "beans", 1, at: Self.day, given)
        let later = try await told(shelf)
        let all = grams == .null ? "" : "5000"
        #expect(
            later[0].contains("11,\(grams == .null ? 4_000 : 5_000),2,800,1,400"), "\(later[0])")
        #expect(later[1].contains(",11,\(all)\r\n"), "\(later[1])")
        #expect(later[3] == signed[3])
        // Opened again, the day is told by the weight of now.
        let path = "/api/v1/days/2026-11-21/reopening"
        try await shelf.hub.call(.post, path).expect(200)
        let again = try await told(shelf)
        #expect(again[0].contains(grams == .null ? "11,0,2,0,1,0" : "11,11000,2,2000,1,1000"))
        #expect(try await shelf.hub.store.verify().isEmpty)
    }

    @Test func `a weight that was signed twice is each day's own`() async throws {
        let shelf = try await CountShelf()
        for (day, grams) in [(0, 400), (1, 500), (2, 600)] as [(Int, Int64)] {
            shelf.hub.clock.set(CountShelf.moment(day * Self.day))
            try await weigh(.whole(grams), shelf)
            try await shelf.scan("intake", "beans", 10, at: day * Self.day)
            let path = "/api/v1/days/2026-11-\(21 + day)/closing"
            if day < 2 { try await shelf.hub.call(.post, path).expect(201) }
        }
        try await weigh(700, shelf)
        let grams = try await shelf.hub.store.read { queries in
            try (21...23).map { day in
                try CivilDate("2026-11-\(day)").map { try queries.flow(on: $0).taken.grams }
            }
        }
        #expect(grams == [4_000, 5_000, 7_000])
    }
}

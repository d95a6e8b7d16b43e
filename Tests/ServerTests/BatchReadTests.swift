import Foundation
import GRDB
import Stock
import Synchronization
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Storage
@testable import Web

/// What is told of many things is read in as many statements as what is told of few.
struct BatchReadTests {
    @Test func `labels of a batch`() async throws {
        try await expectTheSame { shelf, queries in
            let words = try LabelLocalizer(
                queries, timeZone: .gmt, catalogue: TestHub.catalogue.get(), version: "1")
            let orders = (shelf.codes + shelf.labels).map { LabelOrder(code: $0) }
            let labels = try words.labels(orders, queries)
            #expect(labels.count == orders.count)
            #expect(Set(labels.map(\.layout)) == ["box", "donation", "lot"])
            let all = try LabelBearers(shelf.things, queries)
            for thing in shelf.things {
                _ = try words.label(of: thing, layout: nil, copies: 1, all)
            }
        }
    }

    @Test func `codes of a roll`() async throws {
        try await expectTheSame { shelf, queries in
            let labels = try queries.details(
                of: queries.labels(onRoll: shelf.roll, limit: 1_000))
            #expect(labels.count { $0.meaning != nil } == shelf.codes.count)
        }
    }

    @Test(arguments: ExportName.allCases)
    func `rows of an exported file`(_ name: ExportName) async throws {
        try await expectTheSame { shelf, queries in
            var page = ExportPage(queries: queries)
            switch name {
            case .items: _ = try page.addItems(after: nil)
            case .stock: _ = try page.addStock(after: nil)
            case .movements: _ = try page.addMovements(after: 0)
            case .entries: _ = try page.addEntries(after: 0)
            case .donations: _ = try page.addDonations(after: nil)
            case .low: _ = try page.addLow(after: nil)
            case .useFirst: _ = try page.addUseFirst(after: nil)
            case .days: _ = try page.addDays(after: DaysSoFar())
            case .weeks: _ = try page.addWeeks(from: nil)
            }
            let least = name == .weeks ? 1 : shelf.codes.count
            #expect(page.lines.text.count { $0 == "\r\n" } >= least)
        }
    }

    /// Some items, each with stock in a box of its own from a donation of its own, and a label of a roll on each.
    private struct Shelf: Sendable {
        var roll: EntryID
        var codes: [String] = []
        var labels: [String] = []
        var things: [LabelReference] = []
    }

    private func expectTheSame(
        _ read: @escaping @Sendable (Shelf, Queries) throws -> Void
    ) async throws {
        let few = try await statements(items: 3, read)
        let many = try await statements(items: 30, read)
        #expect(few == many)
        #expect(few > 0)
    }

    private func statements(
        items: Int, _ read: @escaping @Sendable (Shelf, Queries) throws -> Void
    ) async throws -> Int {
        let hub = try TestHub()
        let roll = try await hub.roll(Int64(items))
        var shelf = Shelf(roll: try InputParsing.id(roll.id))
        for number in 0..<items {
            let code = "item-\(number)"
            let item = try await hub.item("Item \(number)", code: code)
            _ = try await hub.call(.patch, "/api/v1/items/\(item)", ["minimum": 24])
            let box = try await hub.place("Box \(number)", "box")
            let donation = TestHub.id()
            try await hub.scan(
                "intake", code, 2,
                [
                    "place": .text(box.id), "dateLabel": ["kind": "bestBy", "date": "2027-03"],
                    "donation": donation, "source": .text("Source \(number)"),
                ])
            _ = try await hub.call(
                .post, "/api/v1/label-codes/\(roll.codes[number])/binding",
                ["id": TestHub.id(), "item": .text(item)])
            shelf.codes.append(code)
            let label = try await hub.call(.post, "/api/v1/labels", ["donation": donation])
            shelf.labels += [roll.codes[number], box.label, label["code"].text]
            shelf.things.append(.place(try InputParsing.id(box.id)))
            shelf.things.append(.donation(try InputParsing.id(donation.text)))
        }
        shelf.things += try await hub.store.read { queries in
            try queries.stock(limit: 1_000).map { .lot($0.lot.id) }
        }
        return try await hub.store.read { [shelf] queries in
            let count = Mutex(0)
            queries.db.trace { _ in count.withLock { $0 += 1 } }
            defer { queries.db.trace() }
            try read(shelf, queries)
            return count.withLock { $0 }
        }
    }
}

import Barcodes
import Journal
import Spool
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Labels of things that the hub knows, and how often it looks for what they say.
struct LabelPrintingTests {
    @Test func `500 labels are read at once, and say what each says by itself`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let box = try await hub.place("Box 7", "box")
        try await hub.scan("intake", "beans", 3, ["place": .text(box.id)])
        let codes = [box.label, "beans", try await hub.roll(1).codes[0], CommandCard.undo.rawValue]
        let orders = (0..<500).map { number in
            number % 5 == 4
                ? LabelOrder(layout: "badge", fields: ["name": "Kim \(number)"])
                : LabelOrder(code: codes[number % 5], copies: number % 3 + 1)
        }
        let before = hub.store.asked
        let labels = try await hub.hub.labels(orders)
        #expect(hub.store.asked == (before.reads + 1, before.writes))
        for (order, label) in zip(orders, labels).prefix(5) {
            #expect(try await hub.hub.label(order) == label)
        }
        #expect(labels[0].fields["name"] == "Box 7" && labels[4].fields["hub"] == "Larder")
    }

    @Test func `labels are printed with one snapshot and one transaction, their codes in it`()
        async throws
    {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let lots = try await hub.lots(12)
        let batch = try TestHub.batch()
        var (reads, writes) = try await hub.asked {
            let printed = try await hub.hub.print(
                batch, labelsOf: lots.map { .lot($0) }, to: "P")
            #expect(printed.labels == 12)
        }
        #expect((reads, writes) == (1, 1))
        let codes = try await hub.store.read { queries in
            let jobs = try queries.jobs(PrintJobFilter(batch: batch), limit: 20)
            #expect(try jobs.allSatisfy { try queries.label($0.request.code ?? "") != nil })
            return jobs.compactMap(\.request.code)
        }
        #expect(Set(codes).count == 12)
        let again = try await hub.hub.print(batch, labelsOf: [], to: "P")
        #expect(again.labels == 12)

        (reads, writes) = try await hub.asked {
            try await hub.hub.print(try TestHub.job(), LabelOrder(code: codes[0]), to: "P")
        }
        #expect((reads, writes) == (1, 1))
        let roll: EntryID = try InputParsing.id(TestHub.id().text)
        (reads, writes) = try await hub.asked {
            try await hub.hub.printRoll(roll, count: 3, to: "P")
        }
        #expect((reads, writes) == (1, 1))
        (reads, writes) = try await hub.asked {
            _ = try await hub.hub.print(
                try TestHub.batch(), codes.map { LabelOrder(code: $0) }, to: "P")
        }
        #expect((reads, writes) == (1, 1))
    }

    @Test func `what cannot be printed gets no label code`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let known = try await hub.lots(1)[0]
        let head = try await hub.store.read { try $0.head() }
        func refused(_ things: [LabelReference], layout: String? = nil, at printer: String) async {
            await #expect(throws: (any Error).self) {
                try await hub.hub.print(
                    try TestHub.batch(), labelsOf: things, layout: layout, to: printer)
            }
        }
        await refused([.lot(known), .lot(LotID(hashOf: "no such lot"))], at: "P")
        await refused([.lot(known)], layout: "banner", at: "P")
        await refused([.lot(known)], at: "Q")
        await #expect(throws: StorageFault.printerNotFound("Q")) {
            try await hub.hub.printRoll(
                try InputParsing.id(TestHub.id().text), count: 3, to: "Q")
        }
        #expect(try await hub.store.read { try $0.head() } == head)
        #expect(try await hub.store.read { try $0.labelCode(of: known) } == nil)
    }

    @Test func `a batch that fails after its codes are issued leaves none of them`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let (batch, roll) = (try TestHub.batch(), try TestHub.job().named(JournalEntry.self))
        let blank = PrintRequest(layout: "roll", code: "00000000", fields: [:], copies: 1)
        let destination = try await hub.store.read { try $0.destination(of: batch, at: "P") }
        await #expect(throws: StorageFault.stopping) {
            _ = try await hub.hub.spool.submit(batch, to: destination, like: [blank]) {
                _ = try $0.issueRoll(roll, count: 5)
                throw StorageFault.stopping
            }
        }
        #expect(try await hub.store.read { try $0.labels(onRoll: roll, limit: 9) }.isEmpty)
        #expect(try await hub.store.read { try $0.batch(batch) } == nil)
    }

    @Test func `a roll is printed again as it was, whatever its labels were put on`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let id: EntryID = try InputParsing.id(TestHub.id().text)
        // Issued before, and one of its labels is in use.
        let codes = try await hub.hub.issueRoll(id, count: 3).codes
        let item: ItemID = try InputParsing.id(try await hub.item())
        let use = LabelBinding(
            id: try InputParsing.id(TestHub.id().text), to: .target(.item(item)))
        _ = try await hub.hub.bind(label: codes[1], to: use)
        for _ in 1...2 { try await hub.hub.printRoll(id, count: 3, to: "P") }
        let batch = PrintJobFilter(batch: id.named(PrintBatch.Mark.self))
        let printed = try await hub.store.read { try $0.jobs(batch, limit: 9) }
        #expect(printed.reversed().map(\.request.code) == [codes[0], codes[2]])
        await #expect(throws: StorageFault.idExistsWithDifferentContent(id)) {
            try await hub.hub.printRoll(id, count: 4, to: "P")
        }
    }
}

extension TestHub {
    fileprivate static func batch() throws -> PrintBatchID { try InputParsing.id(id().text) }
    fileprivate static func job() throws -> PrintJobID { try InputParsing.id(id().text) }

    /// Lots of one item, of so many months.
    fileprivate func lots(_ months: Int) async throws -> [LotID] {
        try await item()
        for month in 1...months {
            let date = JSON.text(month < 10 ? "2027-0\(month)" : "2027-\(month)")
            try await scan("intake", "beans", 1, ["dateLabel": ["kind": "bestBy", "date": date]])
        }
        return try await store.read { queries in
            let item = try queries.items(limit: 1).map(\.item.id)[0]
            return try queries.stock(item: item, limit: 100).map(\.lot.id)
        }
    }

    /// Snapshots and requests of the writer that some work takes.
    fileprivate func asked(_ work: () async throws -> Void) async throws -> (Int, Int) {
        let before = store.asked
        try await work()
        return (store.asked.reads - before.reads, store.asked.writes - before.writes)
    }
}

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
        let labels = try await hub.services.labels(orders)
        #expect(hub.store.asked == (before.reads + 1, before.writes))
        for (order, label) in zip(orders, labels).prefix(5) {
            #expect(try await hub.services.label(order) == label)
        }
        #expect(labels[0].fields["name"] == "Box 7" && labels[4].fields["hub"] == "Larder")
    }

    @Test func `a batch is one write for codes and one read for words before the spool has it`()
        async throws
    {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        try await hub.item()
        for month in ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"] {
            try await hub.scan(
                "intake", "beans", 1,
                ["dateLabel": ["kind": "bestBy", "date": .text("2027-\(month)")]])
        }
        let lots = try await hub.store.read { queries in
            let item = try queries.items(limit: 1).map(\.item.id)[0]
            return try queries.stock(item: item, limit: 100).map(\.lot.id)
        }
        #expect(lots.count == 12)
        // What the spool needs for a batch of one layout, whatever its length.
        let start = hub.store.asked
        let blank = PrintRequest(layout: "lot", code: nil, fields: ["name": "x"], copies: 1)
        try await hub.services.spool.submit(try TestHub.batch(), to: "P", [blank])
        let (reads, writes) = (
            hub.store.asked.reads - start.reads, hub.store.asked.writes - start.writes
        )
        let before = hub.store.asked
        let batch = try TestHub.batch()
        let printed = try await hub.services.print(
            batch, labelsOf: lots.map { .lot($0) }, to: "P")
        #expect(printed == 12)
        #expect(hub.store.asked == (before.reads + reads + 1, before.writes + writes + 1))
        let again = try await hub.services.print(batch, labelsOf: [], to: "P")
        #expect(again == 12)
    }

    @Test func `of things of which one is unknown, none gets a label code`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        try await hub.item()
        let lot = try await hub.scan("intake", "beans", 4)["lots"][0]["lot"].text
        let known: LotID = try InputParsing.id(lot)
        await #expect(throws: StorageFault.self) {
            try await hub.services.print(
                try TestHub.batch(), labelsOf: [.lot(known), .lot(LotID(hashOf: "no such lot"))],
                to: "P")
        }
        #expect(try await hub.store.read { try $0.labelCode(of: known) } == nil)
    }
}

extension TestHub {
    fileprivate static func batch() throws -> PrintBatchID { try InputParsing.id(id().text) }
}

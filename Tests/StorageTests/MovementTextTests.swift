import Foundation
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

struct `A movement that writes its own JSON` {
    @Test(arguments: seeds)
    func `is stored as it would be if it were walked member by member`(seed: UInt64) async throws {
        let pantry = try await SamplePantry()
        var day = RandomDay(seed: seed)
        for _ in 0..<200 { try await day.step(in: pantry) }
        let bodies = try await pantry.store.read { try $0.journal(after: 0, limit: 1_000) }
            .filter { $0.kind == "movement" || $0.kind == "reversal" }.map(\.body)
        #expect(bodies.count > 50)
        for body in bodies {
            let movement: Movement = try EntryJSON.decode(body)
            #expect(try OrderedJSONEncoder.encode(movement) == body)
        }
    }

    @Test func `leaves out nothing that a sender can say`() throws {
        var scan = ScanFacts(mode: .intake, code: "a \"code\"\t\u{1F}米")
        (scan.quantity, scan.weightGrams) = (.max, 1)
        (scan.place, scan.to, scan.source) = (fresh(), fresh(), fresh())
        (scan.donation, scan.distribution, scan.count) = (fresh(), fresh(), fresh())
        (scan.lotNumber, scan.reason, scan.station) = ("L-1", "torn \\ open", "table-1")
        (scan.programme, scan.at) = (Programme(rawValue: "TEFAP"), "2026-11-21T10:00:00Z")
        scan.dateLabel = PartialDate("2027-03").map { DateLabel(kind: .bestBy, date: $0) }
        let day = try #require(CivilDate("2026-11-21"))
        let key = LotKey(
            item: fresh(), dateLabel: scan.dateLabel, number: "L-1", programme: .donated)
        let line = try MovementLine(
            item: key.item, lot: fresh(), from: fresh(), to: fresh(), quantity: Quantity(7))
        for (facts, reverses) in [(scan, nil), (nil, fresh())] as [(ScanFacts?, EntryID?)] {
            let movement = Movement(
                scan: facts, reverses: reverses, lots: [Lot(id: fresh(), key: key)],
                lines: [line, line], day: day, item: facts == nil ? nil : key.item,
                place: fresh(), balance: Quantity(-3), warnings: [.shortfall, .pastDate])
            #expect(
                try OrderedJSONEncoder.encode(movement)
                    == Data(OrderedJSONEncoder.text(of: movement)))
        }
    }
}

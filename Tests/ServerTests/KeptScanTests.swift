import Stock
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// A file of the scans that a device kept, read as a scan file.
struct KeptScanTests {
    @Test func `scans that a device kept are what they were, under their own ids`() async throws {
        let hub = try TestHub()
        let item = try await hub.item("Beans", code: "beans", ["unitWeightGrams": 400])
        let (bin, other) = (try await hub.place(), try await hub.place("B1"))
        let (intake, move) = (TestHub.id().text, TestHub.id().text)
        let kept = """
            at,code,quantity,place,station,mode,id,route,weightGrams,to
            2026-11-21T09:00:00-05:00,beans,9,\(bin.label),table-1,intake,\(intake),/api/v1/scans,,
            2026-11-21T09:01:00-05:00,beans,4,\(bin.label),table-1,move,\(move),/api/v1/scans,,\(other.label)
            2026-11-21T09:02:00-05:00,beans,,\(bin.label),table-1,distribute,\(TestHub.id().text),,800,
            2026-11-21T09:03:00-05:00,beans,1,\(bin.label),table-1,lookup,\(TestHub.id().text),,,
            2026-11-21T09:04:00-05:00,beans,1,\(bin.label),table-1,lent,\(TestHub.id().text),,,
            2026-11-21T09:05:00-05:00,beans,1,\(bin.label),table-1,,17,,,
            """
        for (recorded, known) in [(4, 0), (0, 4)] as [(Int64, Int64)] {
            let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(kept))
            #expect(report["recorded"].whole == recorded, "\(report.text)")
            #expect(report["alreadyRecorded"].whole == known)
            #expect(report["exceptions"].rows.map { $0["line"] } == [5, 6])
            #expect(report["ignoredColumns"].rows.map(\.text) == ["route"])
        }
        #expect(try await hub.balance(item, at: bin.id) == 2)
        #expect(try await hub.balance(item, at: other.id) == 4)
        // Whoever sends it from the device then is told that it is recorded.
        let again: JSON = [
            "id": .text(intake), "mode": "intake", "code": "beans", "quantity": 9,
            "place": .text(bin.id), "station": "table-1", "at": "2026-11-21T09:00:00-05:00",
        ]
        #expect(try await hub.call(.post, "/api/v1/scans", .json(again)).status == 200)
    }
}

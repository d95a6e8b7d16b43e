import GRDB
import Stock
import Storage
import TestSupport
import Testing

@Suite struct DonationTests {
    @Test func `what came in with a donation is found, each lot once, in the order of its scans`()
        async throws
    {
        let pantry = try await SamplePantry()
        let (donation, other): (DonationID, DonationID) = (fresh(), fresh())
        let rice = try await pantry.taken("rice", "2027-05", donation)
        let beans = try await pantry.taken("beans", "2027-03", donation)
        _ = try await pantry.taken("rice", "2027-05", donation)
        _ = try await pantry.taken("beans", "2027-04", other)
        _ = try await pantry.taken("beans", "2027-06", nil)
        let lots = try await pantry.lots(donation)
        #expect(lots == [rice, beans])
        #expect(try await pantry.lots(fresh()).isEmpty)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a scan that is explained later belongs to its donation too`() async throws {
        let pantry = try await SamplePantry()
        let donation: DonationID = fresh()
        let unknown = ScanRequest.scan(.intake, "unknown") { $0.facts.donation = donation }
        try await pantry.record(unknown)
        #expect(try await pantry.lots(donation).isEmpty)
        _ = try await pantry.store.write {
            try $0.resolve(unknown.id, as: SamplePantry.beans.id, learning: 1, entryID: fresh())
        }
        #expect(try await pantry.lots(donation).count == 1)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a donation is found however much came after it`() async throws {
        let pantry = try await SamplePantry()
        let donation: DonationID = fresh()
        let beans = try await pantry.taken("beans", "2027-03", donation)
        for _ in 0..<3 {
            try await pantry.store.write { ledger in
                for _ in 0..<200 { _ = try ledger.record(.scan(.intake, "rice")) }
            }
        }
        let rice = try await pantry.taken("rice", "2027-05", donation)
        #expect(try await pantry.lots(donation) == [beans, rice])
    }

    @Test func `a hub from before donations were kept apart finds those it has`() async throws {
        let pantry = try await SamplePantry()
        let donation: DonationID = fresh()
        let beans = try await pantry.taken("beans", "2027-03", donation)
        let unknown = ScanRequest.scan(.intake, "unknown") { $0.facts.donation = donation }
        try await pantry.record(unknown)
        _ = try await pantry.store.write {
            try $0.resolve(unknown.id, as: SamplePantry.rice.id, learning: 1, entryID: fresh())
        }
        _ = try await pantry.taken("beans", "2027-06", nil)
        try pantry.store.close()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            DROP TABLE donation_entry; DELETE FROM grdb_migrations WHERE identifier = '3 donations'
            """)
        let store = try SamplePantry.open(pantry.directory.data)
        #expect(try await store.verify().isEmpty)
        let lots = try await store.read { try $0.lots(ofDonation: donation, limit: 10) }
        #expect(lots.first == beans && lots.count == 2)
        try store.close()
    }
}

extension SamplePantry {
    /// Takes one in with a date, and tells its lot.
    fileprivate func taken(_ code: String, _ date: String, _ donation: DonationID?) async throws
        -> LotID
    {
        let scan = ScanRequest.scan(.intake, code) { $0.facts.donation = donation }
        let lots = try await recorded(scan.bestBy(date)).lots.keys
        return try #require(lots.first?.lot)
    }

    fileprivate func lots(_ donation: DonationID) async throws -> [LotID] {
        try await store.read { try $0.lots(ofDonation: donation, limit: 10) }
    }
}

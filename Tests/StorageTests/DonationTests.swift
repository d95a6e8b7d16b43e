import GRDB
import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct DonationTests {
    @Test(arguments: [
        ("source_donation", "15 donations of sources"), ("thing_entry", "16 stories of things"),
    ])
    func `what was said before it was noted in a table is found in the journal`(
        table: String, migration: String
    ) async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        try tamper(
            pantry.directory.data, guarded: true,
            """
            DROP TABLE \(table);
            DELETE FROM grdb_migrations WHERE identifier = '\(migration)';
            """)
        #expect(try await pantry.findings().isEmpty)
    }

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
        let unknown = Scan.scan(.intake, "unknown") { $0.facts.donation = donation }
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

    @Test func `a donation's label leads to what came in with it, less what was taken back`()
        async throws
    {
        let pantry = try await SamplePantry()
        let donation: DonationID = fresh()
        let nothing = StorageFault.donationNotFound(donation.description)
        await #expect(throws: nothing) { try await pantry.label(donation, "DON00000") }
        let first = Scan.scan(.intake, "beans", 5) {
            ($0.facts.donation, $0.source) = (donation, .name("Corner Bakery"))
        }
        let beans = try await pantry.recorded(first)
        _ = try await pantry.taken("rice", "2027-05", donation)
        let wrong = Scan.scan(.intake, "rice", 9) { $0.facts.donation = donation }
        try await pantry.recorded(wrong)
        try await pantry.store.write { _ = try $0.reverse(wrong.id, entryID: fresh()) }
        #expect(try await pantry.label(donation, "DON00000") == "DON00000")
        #expect(try await pantry.label(donation, "DON00001") == "DON00000")
        await #expect(throws: StorageFault.labelCodeTaken("BIN00000")) {
            let other: DonationID = fresh()
            _ = try await pantry.taken("rice", "2027-05", other)
            return try await pantry.label(other, "BIN00000")
        }
        let (record, lots) = try await pantry.store.read { queries in
            let id = try #require(try queries.donation(labelled: "DON00000"))
            return (try #require(try queries.donation(id)), try queries.donated(id, limit: 10))
        }
        #expect(record.id == donation && record.seq == beans.seq)
        #expect(record.labelCode == "DON00000")
        #expect(lots.map(\.quantity) == [5, 1])
        let source = try #require(record.source)
        #expect(try await pantry.store.read { try $0.sourceName(source) } == "Corner Bakery")
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test
    func `a donation's label is no food: a look-up tells whose it is, another scan is refused`()
        async throws
    {
        let pantry = try await SamplePantry()
        let donation: DonationID = fresh()
        _ = try await pantry.taken("beans", "2027-03", donation)
        _ = try await pantry.label(donation, "DON00000")
        let head = try await pantry.head()
        for mode in [ScanMode.intake, .distribute, .discard, .move] {
            await #expect(throws: StorageFault.codeNamesADonation) {
                try await pantry.record(.scan(mode, "DON00000"))
            }
        }
        guard case .lookedUp(let found) = try await pantry.record(.scan(.lookup, "DON00000"))
        else { throw NotRecorded(code: "DON00000") }
        #expect(found.donation == donation && found.blank == nil && found.item == nil)
        #expect(try await pantry.head() == head)
        await #expect(throws: StorageFault.labelCodeBound("DON00000")) {
            try await pantry.bind("DON00000", to: .item(SamplePantry.beans.id))
        }
        await #expect(throws: StorageFault.codeNamesADonation) {
            try await pantry.store.write {
                try $0.replaceLabel(
                    "DON00000", with: nil, freshCode: "NEW00000", entryID: fresh())
            }
        }
    }

    @Test func `a donation's label that is put on something else stands for that alone`()
        async throws
    {
        let pantry = try await SamplePantry()
        let donation: DonationID = fresh()
        _ = try await pantry.taken("beans", "2027-03", donation)
        _ = try await pantry.label(donation, "DON00000")
        let binding = try #require(
            try await pantry.store.read { try $0.label("DON00000")?.binding })
        try await pantry.bind("DON00000", to: .item(SamplePantry.beans.id), corrects: binding)
        #expect(try await pantry.store.read { try $0.donation(labelled: "DON00000") } == nil)
        #expect(try await pantry.recorded(.scan(.intake, "DON00000")).item == SamplePantry.beans)
        #expect(try await pantry.label(donation, "DON00001") == "DON00001")
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a hub from before donations were kept apart finds those it has`() async throws {
        let pantry = try await SamplePantry()
        let donation: DonationID = fresh()
        let beans = try await pantry.taken("beans", "2027-03", donation)
        let unknown = Scan.scan(.intake, "unknown") { $0.facts.donation = donation }
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
        let scan = Scan.scan(.intake, code) { $0.facts.donation = donation }
        let lots = try await recorded(scan.bestBy(date)).lots.keys
        return try #require(lots.first)
    }

    fileprivate func label(_ donation: DonationID, _ code: String) async throws -> String {
        try await store.write { try $0.issueLabel(for: donation, freshCode: code) }
    }

    fileprivate func lots(_ donation: DonationID) async throws -> [LotID] {
        try await store.read { try $0.lots(ofDonation: donation, limit: 10) }
    }
}

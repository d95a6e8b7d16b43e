import Foundation
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// The pictures of items, beside the journal that names them.
@Suite struct ItemPictureTests {
    private let beans = SamplePantry.beans.id
    private let rice = SamplePantry.rice.id

    /// Bytes that nothing else in a hub's files has.
    private func picture(_ byte: UInt8) -> ItemPicture {
        ItemPicture((0..<9_000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) ^ byte })
    }

    private func known(_ item: ItemID, in pantry: SamplePantry) async throws -> String? {
        try await pantry.store.read { try $0.item(item)?.picture }
    }

    private func set(_ picture: ItemPicture, of item: ItemID, in pantry: SamplePantry) async throws
    {
        try await pantry.store.write { try $0.setPicture(of: item, to: picture) }
    }

    private func entries(_ pantry: SamplePantry) async throws -> [PictureSet] {
        try await pantry.store.read { queries in
            try queries.journal(after: 0, limit: 1_000).compactMap {
                try $0.content() as? PictureSet
            }
        }
    }

    /// Whether any file of the hub holds those bytes.
    private func isInFiles(_ picture: ItemPicture, of pantry: SamplePantry) throws -> Bool {
        let folder = pantry.directory.data.url
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).contains { name in
            let file = try? Data(contentsOf: folder.appending(path: name))
            // A page of the database holds less than all of it.
            return file?.range(of: picture.bytes.prefix(300)) != nil
        }
    }

    @Test func `an entry names a picture by its hash, and the same again changes nothing`()
        async throws
    {
        let pantry = try await SamplePantry()
        let picture = picture(1)
        for _ in 0..<2 { try await set(picture, of: beans, in: pantry) }
        #expect(try await entries(pantry) == [PictureSet(item: beans, picture: picture.hash)])
        #expect(try await known(beans, in: pantry) == picture.hash)
        #expect(try await known(rice, in: pantry) == nil)
        #expect(try await pantry.store.read { try $0.picture(picture.hash) } == picture.bytes)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `what is replaced or taken away is erased, unless another item has it still`()
        async throws
    {
        let pantry = try await SamplePantry()
        let (first, second) = (picture(1), picture(2))
        try await set(first, of: beans, in: pantry)
        #expect(try isInFiles(first, of: pantry))
        try await set(first, of: rice, in: pantry)
        try await set(second, of: beans, in: pantry)
        #expect(try await known(rice, in: pantry) == first.hash)
        #expect(try isInFiles(first, of: pantry))
        try await set(second, of: rice, in: pantry)
        #expect(try !isInFiles(first, of: pantry))
        #expect(try await pantry.store.read { try $0.picture(first.hash) } == nil)
        for item in [beans, rice, rice] {
            try await pantry.store.write { try $0.removePicture(of: item) }
        }
        #expect(try !isInFiles(second, of: pantry))
        #expect(try await known(beans, in: pantry) == nil)
        #expect(
            try await entries(pantry).map { $0.picture == nil } == [
                false, false, false, false, true, true,
            ])
        try await set(first, of: beans, in: pantry)
        #expect(try await known(beans, in: pantry) == first.hash)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `a joined item's picture shows where the other has none, and they go together`()
        async throws
    {
        let pantry = try await SamplePantry()
        let twin = Item(id: fresh(), name: "Twin", category: "", measure: .each)
        let third = Item(id: fresh(), name: "Third", category: "", measure: .each)
        let (own, others, last) = (picture(1), picture(2), picture(3))
        let (join, beans): (EntryID, ItemID) = (fresh(), self.beans)
        try await pantry.store.write { ledger in
            for item in [twin, third] { _ = try ledger.makeItem(item, codes: []) }
            try ledger.setPicture(of: twin.id, to: others)
            try ledger.setPicture(of: third.id, to: last)
            _ = try ledger.joinItems(third.id, into: .id(twin.id), entryID: fresh())
            _ = try ledger.joinItems(twin.id, into: .id(beans), entryID: join)
        }
        #expect(try await known(beans, in: pantry) == last.hash)
        #expect(try await known(twin.id, in: pantry) == others.hash)
        await #expect(throws: StorageFault.itemIsJoined(item: twin.id, into: beans)) {
            try await set(own, of: twin.id, in: pantry)
        }
        await #expect(throws: StorageFault.itemIsJoined(item: twin.id, into: beans)) {
            try await pantry.store.write { try $0.removePicture(of: twin.id) }
        }
        try await set(own, of: beans, in: pantry)
        #expect(try await known(beans, in: pantry) == own.hash)
        try await pantry.store.write { try $0.removePicture(of: beans) }
        for picture in [own, others, last] { #expect(try !isInFiles(picture, of: pantry)) }
        try await pantry.store.write { _ = try $0.reverse(join, entryID: fresh()) }
        #expect(try await known(twin.id, in: pantry) == nil)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `parted items have their own pictures again`() async throws {
        let pantry = try await SamplePantry()
        let twin = Item(id: fresh(), name: "Twin", category: "", measure: .each)
        let (own, others) = (picture(1), picture(2))
        let (join, beans): (EntryID, ItemID) = (fresh(), self.beans)
        try await pantry.store.write { ledger in
            _ = try ledger.makeItem(twin, codes: [])
            try ledger.setPicture(of: twin.id, to: others)
            try ledger.setPicture(of: beans, to: own)
            _ = try ledger.joinItems(twin.id, into: .id(beans), entryID: join)
        }
        #expect(try await known(beans, in: pantry) == own.hash)
        try await pantry.store.write { _ = try $0.reverse(join, entryID: fresh()) }
        #expect(try await known(twin.id, in: pantry) == others.hash)
        #expect(try await pantry.store.read { try $0.picture(others.hash) } == others.bytes)
    }

    @Test(arguments: [
        ("UPDATE picture SET bytes = CAST('other' AS BLOB)", "is not the one that was recorded"),
        ("DELETE FROM picture", "is missing"),
    ])
    func `a picture that is not the one of its entry is named, and keeps no hub shut`(
        sql: String, said: String
    ) async throws {
        let pantry = try await SamplePantry()
        try await set(picture(1), of: rice, in: pantry)
        let seq = try await pantry.store.read { try $0.head() }
        try await pantry.recorded(.scan(.intake, "beans"))
        try pantry.store.close()
        let directory = pantry.directory.data
        try tamper(directory, guarded: true, sql)
        let findings = try await pantry.findings()
        #expect(findings.map(\.seq) == [seq])
        #expect(findings.map(\.description) == ["the picture of Rice, loose \(said)"])
        try Data().write(to: directory.doubt)
        let store = try SamplePantry.open(directory)
        #expect(store.journalCheck.damage == nil)
        // Another one, or none, and all is well.
        try await store.write { [rice] in try $0.removePicture(of: rice) }
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    @Test func `a backup has the pictures, and one that is damaged does not spoil it`() async throws
    {
        let pantry = try await SamplePantry()
        let picture = picture(1)
        try await set(picture, of: beans, in: pantry)
        let file = try pantry.directory.file("backup.larder")
        try await pantry.store.backUp(to: file)
        let restored = pantry.directory.other("restored")
        _ = try Backup.restore(file, to: restored, clock: pantry.clock)
        let store = try SamplePantry.open(restored)
        #expect(try await store.read { try $0.picture(picture.hash) } == picture.bytes)
        #expect(try await store.verify().isEmpty)
        try store.close()
        try pantry.store.close()
        try tamper(pantry.directory.data, guarded: true, "UPDATE picture SET bytes = x'00'")
        let damaged = pantry.directory.other("damaged")
        _ = try Backup.restore(
            pantry.directory.data.database, to: damaged, clock: pantry.clock)
        let other = try SamplePantry.open(damaged)
        #expect(try await other.verify().count == 1)
        try other.close()
    }

    @Test func `the changes of an item tell of its pictures, the latest first`() async throws {
        let pantry = try await SamplePantry()
        for byte: UInt8 in 1...2 { try await set(picture(byte), of: beans, in: pantry) }
        try await pantry.store.write { [beans] in try $0.removePicture(of: beans) }
        let story = try await pantry.store.read { [beans] in
            try $0.itemStory(beans, from: nil, behind: nil, holdings: 1, lines: 10)
        }
        let pictures = story.told.filter { $0.body is PictureSet }
        #expect(pictures.map { ($0.body as? PictureSet)?.picture != nil } == [false, true, true])
        #expect(pictures.map(\.entry.seq) == pictures.map(\.entry.seq).sorted(by: >))
    }
}

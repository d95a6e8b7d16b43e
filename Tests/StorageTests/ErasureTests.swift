import Foundation
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// What was erased stays so, whichever database comes after.
@Suite struct ErasureTests {
    @Test(arguments: [true, false])
    func `a name that was erased after a backup is erased again where the list is`(
        isInFormer: Bool
    ) async throws {
        let pantry = try await SamplePantry()
        let gone = try await pantry.source("Corner Bakery")
        _ = try await pantry.source("Harvest Market")
        let file = try pantry.directory.file("backup.larder")
        try await pantry.store.backUp(to: file)
        #expect(try await pantry.store.eraseName(of: gone) == [])
        #expect(try await pantry.store.eraseName(of: gone) == nil)
        let (former, restored) = (pantry.directory.data, pantry.directory.other("restored"))
        if !isInFormer {
            try restored.create()
            try FileManager.default.copyItem(at: former.erasures, to: restored.erasures)
        }
        let restoration = try Backup.restore(
            file, to: restored, replacing: isInFormer ? former : nil, clock: pantry.clock)
        #expect(restoration.namesErased == 1)
        #expect(try ErasureList.read(restored)?.ids == [gone])
        let store = try SamplePantry.open(restored, clock: pantry.clock)
        #expect(try await names(store) == ["Harvest Market"])
        #expect(store.erasedAgain == 0 && store.journalLoss == nil)
        try store.close()
    }

    @Test func `without the list the names are back, and a restore knows that`() async throws {
        let pantry = try await SamplePantry()
        let gone = try await pantry.source("Corner Bakery")
        let file = try pantry.directory.file("backup.larder")
        try await pantry.store.backUp(to: file)
        _ = try await pantry.store.eraseName(of: gone)
        let restored = pantry.directory.other("restored")
        let restoration = try Backup.restore(file, to: restored, clock: pantry.clock)
        #expect(restoration.namesErased == nil)
        let store = try SamplePantry.open(restored, clock: pantry.clock)
        #expect(try await names(store) == ["Corner Bakery"])
        try store.close()
    }

    @Test func `an older database that is put back has its names erased, on the disk too`()
        async throws
    {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        let gone = try await pantry.source("Corner Bakery")
        try pantry.store.close()
        let old = try Data(contentsOf: directory.database)
        var store = try SamplePantry.open(directory, clock: pantry.clock)
        _ = try await store.eraseName(of: gone)
        try store.close()
        #expect(try mode(directory.erasures) == 0o600)
        let list = try String(contentsOf: directory.erasures, encoding: .utf8)
        #expect(list == "\(gone)\n", "an id, and no name")

        try old.write(to: directory.database)
        store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.erasedAgain == 1 && store.erasuresFault == nil)
        #expect(try await names(store) == [])
        try store.close()
        #expect(try Data(contentsOf: directory.database).range(of: Data("Corner".utf8)) == nil)
    }

    @Test func `what cannot be listed is not erased, and a list that cannot be read is said`()
        async throws
    {
        let pantry = try await SamplePantry()
        let directory = pantry.directory.data
        let source = try await pantry.source("Corner Bakery")
        try FileManager.default.createDirectory(
            at: directory.erasures, withIntermediateDirectories: false)
        await #expect(throws: StorageFault.self) {
            try await pantry.store.eraseName(of: source)
        }
        #expect(try await names(pantry.store) == ["Corner Bakery"])
        let file = try pantry.directory.file("backup.larder")
        try await pantry.store.backUp(to: file)
        let other = pantry.directory.other("other")
        #expect(throws: StorageFault.self) {
            try Backup.restore(file, to: other, replacing: directory, clock: pantry.clock)
        }
        #expect(!other.holdsHub)
        try pantry.store.close()
        let store = try SamplePantry.open(directory, clock: pantry.clock)
        #expect(store.erasuresFault != nil && store.erasedAgain == 0)
        try store.close()
    }

    @Test func `no hub is founded where a list of erased names is left`() throws {
        let directory = ThrowAwayDirectory().data
        try ErasureList().write(to: try made(directory))
        #expect(
            throws: StorageFault.databaseMissing(path: directory.url.path, beside: "erased-sources")
        ) { try SamplePantry.open(directory) }
        try FileManager.default.removeItem(at: directory.url)
    }

    private func made(_ directory: DataDirectory) throws -> DataDirectory {
        try directory.create()
        return directory
    }

    private func names(_ store: Store) async throws -> [String] {
        try await store.read { try $0.sources(limit: 100).map(\.name) }
    }

    private func mode(_ file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

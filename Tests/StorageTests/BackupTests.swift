import Foundation
import Journal
import Stock
import Storage
import TestSupport
import Testing

@Suite struct BackupTests {
    @Test func `a backup written while scanning goes on is a whole journal`() async throws {
        let pantry = try await SamplePantry()
        let file = try pantry.directory.file("backup.larder")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask { try await pantry.recorded(.scan(.intake, "beans")) }
            }
            group.addTask { try await pantry.store.backUp(to: file) }
            try await group.waitForAll()
        }
        let restored = pantry.directory.other("restored")
        let count = try Backup.restore(file, to: restored, clock: pantry.clock)
        let store = try SamplePantry.open(restored)
        #expect(try await store.read { try $0.head() } == count + 1)
        #expect(try await store.verify().isEmpty)
        try store.close()
        let rights =
            try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(rights == 0o600)
    }

    @Test func `a restored journal goes on in a new epoch as the same hub`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let (file, restored) = try await backUp(pantry)
        let count = try Backup.restore(file, to: restored, clock: pantry.clock)
        let store = try SamplePantry.open(restored)
        #expect(store.hub == pantry.store.hub)
        let seq = try await store.write { try $0.record(.scan(.intake, "rice", 3)) }
        guard case .recorded(let scan) = seq else { throw NotRecorded(code: "rice") }
        #expect(scan.seq == count + 2)
        let entries = try await store.read { try $0.journal(after: count - 1, limit: 3) }
        #expect(entries.map(\.epoch) == [2, 3, 3])
        #expect(try await store.verify().isEmpty)
        try store.close()
    }

    @Test func `a backup never writes over a file, nor a restore over a hub`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let (file, _) = try await backUp(pantry)
        let store = try SamplePantry.open(pantry.directory.data)
        await #expect(throws: StorageFault.directoryNotEmpty(path: file.path)) {
            try await store.backUp(to: file)
        }
        try store.close()
        let full = pantry.directory.data
        #expect(throws: StorageFault.directoryNotEmpty(path: full.url.path)) {
            try Backup.restore(file, to: full, clock: pantry.clock)
        }
        let other = pantry.directory.other("other")
        try other.create()
        try Data().write(to: other.url.appendingPathComponent("larder.sqlite-wal"))
        #expect(throws: StorageFault.directoryNotEmpty(path: other.url.path)) {
            try Backup.restore(file, to: other, clock: pantry.clock)
        }
    }

    @Test func `a damaged backup is refused and the directory stays empty`() async throws {
        let pantry = try await SamplePantry.fullAndClosed()
        let (file, restored) = try await backUp(pantry)
        let whole = try Data(contentsOf: file)
        let torn = [
            whole.prefix(whole.count / 2), Data("no database".utf8), Data(),
            changed(whole, "beans", "peas!"),
        ]
        for (number, bytes) in torn.enumerated() {
            let damaged = try pantry.directory.file("damaged-\(number)")
            try bytes.write(to: damaged)
            #expect(throws: (any Error).self) {
                try Backup.restore(damaged, to: restored, clock: pantry.clock)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: restored.url.path).isEmpty)
        }
        let nothing = try pantry.directory.file("nothing")
        #expect(throws: StorageFault.hubNotFound(path: nothing.path)) {
            try Backup.restore(nothing, to: restored, clock: pantry.clock)
        }
        _ = try Backup.restore(file, to: restored, clock: pantry.clock)
    }

    private func backUp(_ pantry: SamplePantry) async throws -> (file: URL, restored: DataDirectory)
    {
        let file = try pantry.directory.file("backup.larder")
        let store = try SamplePantry.open(pantry.directory.data)
        try await store.backUp(to: file)
        try store.close()
        return (file, pantry.directory.other("restored"))
    }

    private func changed(_ bytes: Data, _ old: String, _ new: String) -> Data {
        var changed = bytes
        while let range = changed.range(of: Data("\"code\":\"\(old)\"".utf8)) {
            changed.replaceSubrange(range, with: Data("\"code\":\"\(new)\"".utf8))
        }
        return changed
    }
}

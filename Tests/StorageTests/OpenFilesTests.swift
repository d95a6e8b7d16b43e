import Foundation
import Journal
import Stock
import Synchronization
import TestSupport
import Testing

@testable import Storage

/// The database, or its log, is taken from under a hub that has it open.
@Suite struct OpenFilesTests {
    /// What befalls the files, by hand.
    enum Harm: CaseIterable, Sendable {
        case replaced, deleted, movedAway, logDeleted, logReplaced

        /// Whether the database itself stays in its place.
        var sparesDatabase: Bool { self == .logDeleted || self == .logReplaced }

        func befall(_ directory: DataDirectory, old: URL) throws {
            let files = FileManager.default
            let log = URL(filePath: directory.database.path + "-wal")
            let file = sparesDatabase ? log : directory.database
            try files.moveItem(at: file, to: Self.aside(directory))
            switch self {
            case .replaced: try files.copyItem(at: old, to: file)
            case .logReplaced: try Data().write(to: file)
            case .deleted, .logDeleted: try files.removeItem(at: Self.aside(directory))
            case .movedAway: break
            }
        }

        static func aside(_ directory: DataDirectory) -> URL {
            directory.url.appendingPathComponent("aside")
        }
    }

    /// A hub with an older copy of its database, and what it called out.
    private struct Case {
        let pantry: SamplePantry
        let directory: DataDirectory
        let store: Store
        let old: URL
        let lost: Calls

        final class Calls: Sendable {
            let copies = Mutex<[URL?]>([])
        }

        init() async throws {
            pantry = try await SamplePantry()
            directory = pantry.directory.data
            try pantry.store.close()
            old = try pantry.directory.file("old.sqlite")
            try FileManager.default.copyItem(at: directory.database, to: old)
            let lost = Calls()
            self.lost = lost
            store = try Store(
                at: directory, clock: pantry.clock,
                filesLost: { copy in lost.copies.withLock { $0.append(copy) } })
        }

        func scan() async throws {
            _ = try await store.write { try $0.record(.scan(.intake, "beans")) }
        }
    }

    @Test(arguments: Harm.allCases)
    func `nothing is acknowledged that would be gone, and what was is kept`(_ harm: Harm)
        async throws
    {
        let hub = try await Case()
        for _ in 0..<3 { try await hub.scan() }
        let recorded = hub.store.head
        #expect(hub.store.isInPlace && hub.lost.copies.withLock { $0.isEmpty })
        try harm.befall(hub.directory, old: hub.old)
        #expect(!hub.store.isInPlace)
        for _ in 0..<3 {
            await #expect(throws: StorageFault.databaseReplaced) { try await hub.scan() }
        }
        await #expect(throws: StorageFault.databaseReplaced) { try await hub.store.verify() }
        #expect(throws: StorageFault.databaseReplaced) { try hub.store.copy() }
        #expect(throws: StorageFault.databaseReplaced) { try hub.store.snapshot() }
        let copies = hub.lost.copies.withLock { $0 }
        #expect(copies.count == 1, "it is said once")
        let kept = try #require(copies.first ?? nil)
        #expect((kept.path == hub.directory.database.path) == harm.sparesDatabase)

        // The file alone, without a log, has all that was acknowledged.
        let other = hub.pantry.directory.other("other")
        try other.create()
        try FileManager.default.copyItem(at: kept, to: other.database)
        try FileManager.default.copyItem(at: hub.directory.anchor, to: other.anchor)
        let mode = try FileManager.default.attributesOfItem(atPath: kept.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let whole = try SamplePantry.open(other, clock: hub.pantry.clock)
        #expect(whole.journalLoss == nil && whole.head.epoch == recorded.epoch)
        #expect(whole.head.seq >= recorded.seq)
        #expect(try await whole.verify().isEmpty)
        try whole.close()
        try hub.store.close()
    }

    @Test func `a start on what was put in its place says what is gone`() async throws {
        let hub = try await Case()
        for _ in 0..<3 { try await hub.scan() }
        let recorded = hub.store.head
        try Harm.replaced.befall(hub.directory, old: hub.old)
        await #expect(throws: StorageFault.databaseReplaced) { try await hub.scan() }
        try hub.store.close()
        let store = try SamplePantry.open(hub.directory, clock: hub.pantry.clock)
        let loss = try #require(store.journalLoss)
        #expect(try #require(loss.expected) >= recorded.seq)
        #expect(loss.found == recorded.seq - 3)
        try store.close()
    }

    @Test(arguments: [Harm.movedAway, .replaced])
    func `recording goes on once the file is back`(_ harm: Harm) async throws {
        let hub = try await Case()
        try await hub.scan()
        for round in 1...2 {
            try harm.befall(hub.directory, old: hub.old)
            await #expect(throws: StorageFault.databaseReplaced) { try await hub.scan() }
            try? FileManager.default.removeItem(at: hub.directory.database)
            try FileManager.default.moveItem(
                at: Harm.aside(hub.directory), to: hub.directory.database)
            hub.pantry.clock.advance(seconds: 60)
            try await hub.scan()
            #expect(hub.lost.copies.withLock { $0.count } == round)
        }
        #expect(try await hub.store.verify().isEmpty)
        try hub.store.close()
        let store = try SamplePantry.open(hub.directory, clock: hub.pantry.clock)
        #expect(store.journalLoss == nil && store.head == hub.store.head)
        try store.close()
    }

    /// A hub opened through a link to its folder, and another folder with an older copy of it.
    private struct Linked {
        let hub: Case
        let store: Store
        let link, other: DataDirectory
        let lost = Case.Calls()

        init() async throws {
            hub = try await Case()
            try hub.store.close()
            other = hub.pantry.directory.other("other")
            try FileManager.default.copyItem(at: hub.directory.url, to: other.url)
            link = hub.pantry.directory.other("link")
            try FileManager.default.createSymbolicLink(
                at: link.url, withDestinationURL: hub.directory.url)
            let lost = lost
            store = try Store(
                at: link, clock: hub.pantry.clock,
                filesLost: { copy in lost.copies.withLock { $0.append(copy) } })
        }

        func turn(to directory: DataDirectory) throws {
            try FileManager.default.removeItem(at: link.url)
            try FileManager.default.createSymbolicLink(
                at: link.url, withDestinationURL: directory.url)
        }

        func scan() async throws {
            _ = try await store.write { try $0.record(.scan(.intake, "beans")) }
        }
    }

    @Test func `a folder that another took the place of is noticed, and left as it is`()
        async throws
    {
        let linked = try await Linked()
        try await linked.scan()
        let head = linked.store.head
        let note = try Data(contentsOf: linked.other.anchor)
        try linked.turn(to: linked.other)
        #expect(!linked.store.isInPlace)
        for _ in 0..<2 {
            await #expect(throws: StorageFault.databaseReplaced) { try await linked.scan() }
        }
        let kept = linked.lost.copies.withLock { $0 }
        #expect(
            kept.map { $0?.resolvingSymlinksInPath().path } == [
                linked.hub.directory.database.resolvingSymlinksInPath().path
            ], "the folder that was taken away has all of it")
        try linked.store.close()
        #expect(try Data(contentsOf: linked.other.anchor) == note)
        let other = try SamplePantry.open(linked.link, clock: linked.hub.pantry.clock)
        #expect(other.journalLoss == nil && other.head.seq < head.seq)
        try other.close()
        let before = try SamplePantry.open(linked.hub.directory, clock: linked.hub.pantry.clock)
        #expect(before.journalLoss == nil && before.head.seq >= head.seq)
        try before.close()
    }

    @Test func `recording goes on once a link leads to the folder again`() async throws {
        let linked = try await Linked()
        try await linked.scan()
        try linked.turn(to: linked.other)
        await #expect(throws: StorageFault.databaseReplaced) { try await linked.scan() }
        try linked.turn(to: linked.hub.directory)
        try await linked.scan()
        #expect(linked.store.isInPlace)
        #expect(try await linked.store.verify().isEmpty)
        try linked.store.close()
    }

    @Test func `the same file under its name again is in its place`() async throws {
        let hub = try await Case()
        try await hub.scan()
        let (files, database) = (FileManager.default, hub.directory.database)
        try files.linkItem(at: database, to: Harm.aside(hub.directory))
        try files.removeItem(at: database)
        await #expect(throws: StorageFault.databaseReplaced) { try await hub.scan() }
        try files.moveItem(at: Harm.aside(hub.directory), to: database)
        try await hub.scan()
        #expect(hub.store.isInPlace)
        try hub.store.close()
    }
}

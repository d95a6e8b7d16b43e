import Journal
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What an entry's page tells and offers.
struct EntryFormTests {
    @Test func `a count that was thrown away or taken back is told with its place`() async throws {
        let hub = try TestHub()
        let shelf = try await hub.place("Shelf Q7", "shelf")
        let dropped = try await hub.count(at: shelf.id)
        _ = try await hub.call(.delete, "/api/v1/counts/\(dropped)")
        let done = try await hub.count(at: shelf.id)
        _ = try await hub.call(
            .post, "/api/v1/counts/\(done)/completion", ["id": TestHub.id()])
        _ = try await hub.call(
            .post, "/api/v1/movements/\(done)/reversal", ["id": TestHub.id()])
        let kinds = ["countOpened", "countDropped", "countCompleted", "countTakenBack"]
        let entries = try await hub.store.read { try $0.journal(after: 0, limit: 100) }
            .filter { kinds.contains($0.kind) }
        #expect(Set(entries.map(\.kind)) == Set(kinds))
        for entry in entries {
            let page = try await hub.page("/entries/\(entry.seq)").text
            #expect(page.contains("Shelf Q7"), "\(entry.kind)")
        }
    }

    @Test func `an entry's page offers to undo just what can be undone`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        func undo(_ id: JSON) async throws {
            let path = "/api/v1/movements/\(id.text)/reversal"
            #expect(try await hub.call(.post, path, ["id": TestHub.id()]).status == 201)
        }
        func complete(_ count: String) async throws {
            let path = "/api/v1/counts/\(count)/completion"
            #expect(try await hub.call(.post, path, ["id": TestHub.id()]).status == 201)
        }
        for taken in [false, true] {
            let twin = try await hub.item("Twin \(taken)", code: "twin-\(taken)")
            let box = try await hub.place("Box \(taken)", "box")
            let shelf = try await hub.place("Shelf \(taken)", "shelf")
            let moved = try await hub.scan("intake", "beans", 3, ["place": .text(box.id)])
            let unknown = try await hub.scan("intake", "new-\(taken)")
            let explained = try await hub.scan("intake", "other-\(taken)")
            let said = try await hub.call(
                .post, "/api/v1/unresolved/\(explained["id"].text)/resolution",
                ["id": TestHub.id(), "item": .text(beans)])
            let stood = try await hub.scan("move", box.label, 1, ["to": .text(shelf.id)])
            let join: JSON = ["id": TestHub.id(), "item": .text(twin), "into": .text(beans)]
            _ = try await hub.call(.post, "/api/v1/item-joins", .json(join))
            let count = try await hub.count(at: shelf.id)
            let inCount = try await hub.scan("count", "count-\(taken)", 1, ["count": .text(count)])
            _ = try await hub.call(
                .post, "/api/v1/unresolved/\(inCount["id"].text)/resolution",
                ["id": TestHub.id(), "item": .text(beans)])
            try await complete(count)
            guard taken else { continue }
            for id in [
                moved["id"], unknown["id"], said["id"], join["id"], .text(count), stood["id"],
            ] { try await undo(id) }
        }
        var offers: [Bool] = []
        for seq in 1...(try await hub.store.read { try $0.head() }) {
            let page = try await hub.page("/entries/\(seq)").text
            let isOffered = page.contains("action=\"/entries/\(seq)\"")
            let isTaken = try await hub.store.write { ledger in
                do {
                    _ = try ledger.preview {
                        try ledger.undo(seq: seq, entryID: ledger.freshEntryID())
                    }
                    return true
                } catch StorageFault.notReversible { return false } catch StorageFault
                    .alreadyReversed
                { return false }
            }
            #expect(isOffered == isTaken, "\(seq): \(page)")
            offers.append(isOffered)
        }
        #expect(offers.filter(\.self).count > 6 && offers.filter { !$0 }.count > 20)
    }
}

import Foundation
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What a hub says of entries that are gone.
struct LossTests {
    @Test func `health names the epoch and the last entry`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let health = try await hub.call(.get, "/health")
        let last = try #require(
            try await hub.call(.get, "/api/v1/journal").lines.last)
        #expect(health["epoch"] == 1 && health["epochFrom"] == 1 && health["journal"] == "whole")
        #expect(health["hub"] == last["hub"])
        #expect(health["head"]["seq"] == last["seq"] && health["seq"] == last["seq"])
        #expect(health["head"]["hash"] == last["hash"])
        #expect(try await !hub.call(.get, "/stock").text.contains("Entries of this hub are gone"))
    }

    @Test func `an older copy is said in health and on each page`() async throws {
        let directory = ThrowAwayDirectory()
        var hub = try TestHub(in: directory)
        try hub.store.close()
        let old = try Data(contentsOf: directory.data.database)
        hub = try TestHub(in: directory)
        try await hub.item()
        try hub.store.close()
        try old.write(to: directory.data.database)
        hub = try TestHub(in: directory)
        let health = try await hub.call(.get, "/health")
        #expect(health["epoch"] == 2 && health["journal"] == "entriesGone")
        // The entry that begins the epoch has the number of the first that is gone.
        #expect(health["epochFrom"] == 2)
        try await hub.item()
        try hub.store.close()
        hub = try TestHub(in: directory)
        let later = try await hub.call(.get, "/health")
        #expect(later["epochFrom"] == 2 && later["seq"] == 3)
        for path in ["/stock", "/settings"] {
            let page = try await hub.call(.get, path).text
            #expect(page.contains("it had recorded 2, and its data hold 1"), "\(path)")
        }
        let walked = try await hub.call(.post, "/api/v1/verifications")
        #expect(walked["entries"] == 3)
        let told = walked["findings"][0]["text"].text
        #expect(told.hasPrefix("entries are gone: this hub had recorded 2"))
    }

    @Test func `a database that was taken away is said, and nothing is recorded until it is back`()
        async throws
    {
        let directory = ThrowAwayDirectory()
        let hub = try TestHub(in: directory)
        try await hub.item()
        let database = directory.data.database
        let aside = database.appendingPathExtension("aside")
        try FileManager.default.moveItem(at: database, to: aside)
        #expect(try await hub.call(.get, "/health")["journal"] == "replaced")
        let scan: Body = ["id": TestHub.id(), "mode": "intake", "code": "beans"]
        let refused = try await hub.call(.post, "/api/v1/scans", scan)
        #expect(refused.status == 503 && refused["code"] == "database_replaced")
        for path in ["/", "/stock"] {
            let page = try await hub.call(.get, path).text
            #expect(page.contains("moved, deleted or replaced while the hub runs"), "\(path)")
        }
        for path in ["/api/v1/verifications", "/api/v1/backup"] {
            let answer = try await hub.call(path.hasSuffix("s") ? .post : .get, path)
            #expect(answer["code"] == "database_replaced", "\(path)")
        }
        try FileManager.default.moveItem(at: aside, to: database)
        #expect(try await hub.call(.get, "/health")["journal"] == "whole")
        #expect(try await hub.call(.post, "/api/v1/scans", scan).status < 300)
        #expect(try await !hub.call(.get, "/stock").text.contains("moved, deleted or replaced"))
    }

    @Test func `a damaged entry is said in health, and to coordinators on each page`() async throws
    {
        let directory = ThrowAwayDirectory()
        var hub = try TestHub(in: directory)
        try await hub.item()
        #expect(try await hub.call(.get, "/health")["check"]["state"] == "begun")
        try await check(hub)
        #expect(try await hub.call(.get, "/health")["check"]["state"] == "whole")
        #expect(try await !hub.call(.get, "/stock").text.contains("is not what was recorded"))
        try hub.store.close()

        var bytes = try Data(contentsOf: directory.data.database)
        let place = try #require(bytes.range(of: Data("\"measure\":\"".utf8), options: .backwards))
        bytes[place.lowerBound + 1] ^= 0x04
        try bytes.write(to: directory.data.database)
        try FileManager.default.removeItem(
            at: directory.data.url.appendingPathComponent("journal-check"))
        hub = try TestHub(in: directory)
        try await check(hub)
        let said = try await hub.call(.get, "/health")["check"]
        #expect(said["state"] == "damaged" && said["entry"] == 2)
        for path in ["/stock", "/settings"] {
            let page = try await hub.call(.get, path).text
            #expect(page.contains("Entry 2 is not what was recorded"), "\(path)")
            let others = try await hub.call(.get, path, as: .of(.volunteer)).text
            #expect(!others.contains("is not what was recorded"), "\(path)")
        }
    }

    /// Lets the check beside the hub come to the end of a walk.
    private func check(_ hub: TestHub) async throws {
        let check = Task { await hub.hub.checkJournal() }
        while hub.hub.journalCheck.ended == nil { await Task.yield() }
        check.cancel()
        await check.value
    }
}

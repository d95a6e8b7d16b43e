import Foundation
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Spool
@testable import Web

/// InputParsing of those who gave, and how one is erased.
struct SourceTests {
    @Test func `a coordinator lists the names and erases one, and the story says so`() async throws
    {
        let hub = try TestHub()
        let seq = try await hub.given(by: "Corner Bakery")
        try await hub.given(by: "Harvest Market")
        let listed = try await hub.call(.get, "/api/v1/sources?limit=1")
        #expect(listed.json.rows.map { $0["name"] } == ["Corner Bakery"])
        let next = try #require(listed.header("Link").firstMatch(of: /<(.+)>/)).1
        #expect(
            try await hub.call(.get, String(next)).json.rows.map { $0["name"] }
                == ["Harvest Market"])
        #expect(try await hub.page("/entries/\(seq)").text.contains("Corner Bakery"))
        let path = "/api/v1/sources/\(listed.json[0]["id"].text)/name"
        #expect(try await hub.call(.delete, path).status == 204)
        #expect(try await hub.call(.delete, path).problem == "source_not_found")
        let story = try await hub.page("/entries/\(seq)").text
        #expect(!story.contains("Corner Bakery"))
        #expect(story.contains("someone whose name was erased"))
        #expect(try await !hub.page("/take-in").text.contains("Corner Bakery"))
        #expect(
            try await hub.call(.get, "/api/v1/sources?query=BAK").json.rows.isEmpty)
    }

    @Test func `an erased name is in no picture of a label, and not in memory`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["pictures": "101.6x152.4"])
        var pictures: [String] = []
        for source in ["Corner Bakery", "Harvest Market"] {
            let donation = TestHub.id()
            try await hub.item()
            try await hub.scan(
                "intake", "beans", 1, ["source": .text(source), "donation": donation])
            let label = try await hub.call(.post, "/api/v1/labels", ["donation": donation])
            let job = try await hub.queued(at: "pictures", ["code": label["code"]])
            #expect(try await hub.printing { try await hub.end(of: job) }["state"] == "printed")
            pictures.append("\(job)/picture")
        }
        let before = try await hub.call(.get, pictures[1])
        #expect(before.status == 200)
        let listed = try await hub.call(.get, "/api/v1/sources?query=corner").json
        let path = "/api/v1/sources/\(listed[0]["id"].text)/name"
        #expect(try await hub.call(.delete, path).status == 204)
        #expect(try await hub.call(.get, pictures[0]).problem == "job_not_found")
        #expect(try await hub.call(.get, pictures[1]).bytes == before.bytes)
        #expect(hub.hub.spool.encoder.keepsNothing)
    }

    @Test func `on the page a name is erased after one question`() async throws {
        let hub = try TestHub()
        try await hub.given(by: "Corner Bakery")
        let list = try await hub.page("/settings/sources").text
        let ask = try #require(list.firstMatch(of: /href="(\/settings\/sources\?erase=[^"]+)"/)).1
        let asked = try await hub.page(String(ask).replacing("&amp;", with: "&")).text
        #expect(asked.contains("Erase this name? Corner Bakery"))
        let id = try #require(asked.firstMatch(of: /name="source" value="([^"]+)"/)).1
        let sent = try await hub.form("/settings/sources", ["source": String(id)])
        #expect(sent.status == 303)
        let seen = try await hub.page(sent.header("Location")).text
        #expect(seen.contains("The name is erased.") && !seen.contains("Corner Bakery"))
    }

    @Test func `many names are shown page by page, or by a part of them`() async throws {
        let hub = try TestHub()
        for number in 100..<165 { try await hub.given(by: "Farm \(number)") }
        let first = try await hub.page("/settings/sources").text
        #expect(first.contains("Farm 159") && !first.contains("Farm 160"))
        let more = try #require(first.firstMatch(of: /href="([^"]+after=[^"]+)"/)).1
        let second = try await hub.page(String(more).replacing("&amp;", with: "&")).text
        #expect(second.contains("Farm 160") && !second.contains("Farm 159"))
        let found = try await hub.page("/settings/sources?name=farm+16").text
        #expect(found.contains("Farm 160") && !found.contains("Farm 159"))
    }
}

extension TestHub {
    /// Takes something in from a source, and tells the entry's number.
    @discardableResult
    fileprivate func given(by source: String) async throws -> Int64 {
        try await item()
        return try await scan("intake", "beans", 1, ["source": .text(source)])["seq"].whole ?? 0
    }
}

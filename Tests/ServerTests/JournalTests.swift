import Crypto
import Foundation
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// The chain, worked out here from docs/reference/journal.md and from nothing of the hub's own code.
struct JournalTests {
    private func eight(_ number: Int64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private func bytes(ofHex text: String) -> [UInt8] {
        let digits = text.filter { $0 != "-" }.map { UInt8($0.hexDigitValue ?? 0) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private func hash(_ entry: JSON, after previous: [UInt8]) throws -> [UInt8] {
        let (kind, body) = (Array(entry["kind"].text.utf8), Array(entry["body"].text.utf8))
        var text = Array("larder-entry-v1\n".utf8) + bytes(ofHex: entry["hub"].text)
        text += eight(try #require(entry["epoch"].whole)) + eight(try #require(entry["seq"].whole))
        text += bytes(ofHex: entry["id"].text) + eight(Int64(kind.count)) + kind
        text += eight(try #require(entry["recordedAt"].whole)) + previous
        text += eight(Int64(body.count)) + body
        return Array(SHA256.hash(data: text))
    }

    /// A hub that has done some of everything.
    private func busyHub() async throws -> TestHub {
        let hub = try TestHub()
        try await hub.item("Frijoles «negros» 🫘 / أرز")
        let bin = try await hub.place()
        try await hub.scan("intake", "beans", 5, ["place": .text(bin.id)])
        let out = TestHub.scan("distribute", "beans", 2)
        _ = try await hub.send(out)
        _ = try await hub.call(
            .post, "/api/v1/movements/\(out["id"].text)/reversal", ["id": TestHub.id()])
        try await hub.scan("intake", "4711")
        let count: JSON = ["id": TestHub.id(), "place": .text(bin.label)]
        _ = try await hub.call(.post, "/api/v1/counts", .json(count))
        try await hub.scan("count", "beans", 4, ["count": count["id"]])
        _ = try await hub.call(
            .post, "/api/v1/counts/\(count["id"].text)/completion", ["id": TestHub.id()])
        _ = try await hub.call(.post, "/api/v1/days/2026-11-21/closing", ["id": TestHub.id()])
        return hub
    }

    @Test func `every entry's hash is of its own bytes and the entry before`() async throws {
        let entries = try await busyHub().call(.get, "/api/v1/journal").lines
        #expect(
            entries.map { $0["kind"].text } == [
                "hubFounded", "itemDefined", "placeMade", "movement", "movement", "reversal",
                "scanUnresolved", "countOpened", "countLine", "countCompleted", "dayClosed",
            ])
        var previous = [UInt8](repeating: 0, count: 32)
        var recordedAt: Int64 = 0
        for (index, entry) in entries.enumerated() {
            #expect(entry["seq"].whole == Int64(index + 1))
            #expect(entry["previous"].text == hexadecimal(previous))
            previous = try hash(entry, after: previous)
            #expect(entry["hash"].text == hexadecimal(previous))
            let at = try #require(entry["recordedAt"].whole)
            #expect(at >= recordedAt)
            recordedAt = at
        }
    }

    @Test func `the journal is read page by page, and a page begins where the last one ended`()
        async throws
    {
        let hub = try await busyHub()
        let whole = try await hub.call(.get, "/api/v1/journal").text
        var pages = ""
        var after: Int64 = 0
        while true {
            let page = try await hub.call(.get, "/api/v1/journal?after=\(after)&limit=3")
            guard let last = page.lines.last?["seq"].whole else { break }
            #expect(page.lines.count <= 3)
            (pages, after) = (pages + page.text, last)
        }
        #expect(pages == whole)
    }

    @Test func `the hub's own check finds nothing wrong`() async throws {
        let answer = try await busyHub().call(.post, "/api/v1/verifications")
        #expect(answer["entries"] == 11)
        #expect(answer["findings"] == [])
    }

    @Test func `entries of every kind hold the members the reference names`() async throws {
        let file = repository.appending(path: "docs/reference/journal.md")
        let reference = try String(contentsOf: file, encoding: .utf8)
        for entry in try await busyHub().call(.get, "/api/v1/journal").lines {
            let kind = entry["kind"].text
            let section = try #require(
                reference.components(separatedBy: "\n### `\(kind)`").dropFirst().first)
            let words = section.components(separatedBy: "\n### ")[0]
            for name in try JSON(Array(entry["body"].text.utf8)).members.keys {
                #expect(words.contains("`\(name)`"), "\(kind) holds \(name)")
            }
        }
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

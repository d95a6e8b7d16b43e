import Compression
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// What is pressed on its way to a browser, and what is not.
struct CompressionTests {
    private static let browser = TestHub.Asker(headers: ["Accept-Encoding": "gzip, deflate, br"])

    @Test(arguments: [
        ("gzip", true), ("gzip, deflate, br", true), ("br;q=1.0, GZIP; q=0.5", true), ("*", true),
        ("x-gzip", true), ("*;q=0.1", true), ("gzip;q=0", false), ("gzip; q=0.0, *", false),
        ("*;q=0", false), ("identity", false), ("deflate, br", false), ("gzip;q=much", false),
        ("", false),
    ])
    func `a browser gets what it takes`(header: String, takesGzip: Bool) async throws {
        let hub = try TestHub()
        let asker = TestHub.Asker(headers: ["Accept-Encoding": header])
        let answer = try await pressed(hub, "/openapi.json", asker)
        #expect(answer.header("Content-Encoding") == (takesGzip ? "gzip" : ""))
        #expect(answer.header("Vary") == "Accept-Encoding")
        let page = try await pressed(hub, "/take-in", asker)
        #expect(page.header("Content-Encoding") == (takesGzip ? "gzip" : ""))
        #expect(page.header("Vary") == "Accept-Encoding")
    }

    @Test(arguments: [
        "/openapi.json", "/assets/scan-page.js", "/assets/larder.css", "/stock",
        "/api/v1/items?limit=50", "/api/v1/journal", "/api/v1/exports/items",
    ])
    func `what is pressed says the same in fewer bytes`(path: String) async throws {
        let hub = try TestHub()
        for n in 0..<50 { try await hub.item("Beans \(n)", code: "beans-\(n)") }
        let plain = try await hub.call(.get, path)
        let pressed = try await pressed(hub, path, Self.browser)
        #expect(plain.header("Content-Encoding") == "")
        #expect(pressed.header("Content-Encoding") == "gzip")
        #expect(pressed.bytes.count < plain.bytes.count / 2)
        #expect(["", "\(pressed.bytes.count)"].contains(pressed.header("Content-Length")))
        #expect(plain.header("ETag") == "" || plain.header("ETag") != pressed.header("ETag"))
        #expect(try unpacked(pressed.bytes).count == plain.bytes.count)
        if path != "/stock" {
            #expect(try unpacked(pressed.bytes) == plain.bytes)
        }
    }

    @Test func `what is short, sent, or told as it happens is not pressed`() async throws {
        let hub = try TestHub()
        let scan = try await hub.call(
            .post, "/api/v1/scans", .json(TestHub.scan("intake")), as: Self.browser)
        let many = try await hub.call(
            .post, "/api/v1/scans/batch",
            .lines((0..<50).map { _ in TestHub.scan("intake") }), as: Self.browser)
        let health = try await hub.call(.get, "/health", as: Self.browser)
        let feed = try await hub.response(.get, "/api/v1/feed", .none, as: Self.browser)
        let picture = try await hub.call(.get, "/assets/icon.svg", as: Self.browser)
        for answer in [scan, many, health] {
            #expect(answer.header("Content-Encoding") == "")
            #expect(answer.header("Vary") == "")
        }
        #expect(feed.headers[.contentEncoding] == nil)
        #expect(picture.header("Content-Encoding") == "" || picture.bytes.count < 229)
    }

    @Test func `an answer that brings out a secret is not pressed`() async throws {
        let hub = try TestHub()
        let made = try await hub.call(
            .post, "/settings/pairings",
            .text("role=volunteer", "application/x-www-form-urlencoded"),
            as: Self.browser)
        #expect(made.text.contains("class=\"pairing\""))
        #expect(made.header("Content-Encoding") == "")
    }

    @Test func `a stream goes out as it comes`() throws {
        var random = SystemRandomNumberGenerator()
        let piece = ByteBuffer(
            bytes: (0..<65_536).map { _ in UInt8.random(in: 65...90, using: &random) })
        let stream = GzipStream(.once)
        var (pressed, whole) = (ByteBuffer(), [UInt8]())
        for _ in 0..<8 {
            let part = stream.press(piece)
            #expect(part.readableBytes > 0)
            pressed.writeImmutableBuffer(part)
            whole += piece.readableBytesView
        }
        pressed.writeImmutableBuffer(stream.press(ByteBuffer(), isLast: true))
        #expect(try unpacked(Array(pressed.readableBytesView)) == whole)
        #expect(try unpacked(Array(GzipStream.whole(ByteBuffer(), .kept).readableBytesView)) == [])
    }

    @Test func `a day of 300 items is under 60 KB, page by page and as a whole`() async throws {
        let hub = try TestHub()
        for n in 0..<300 {
            let name = "Kidney beans in \(n % 7 == 0 ? "sauce" : "water"), no salt, \(n) oz can"
            try await hub.item(name, code: "beans-\(n)")
            try await hub.scan("intake", "beans-\(n)", Int64(1_000 + n * 7))
            try await hub.scan("distribute", "beans-\(n)", Int64(100 + n * 3))
        }
        for path in ["/close", "/days/2026-11-21"] {
            #expect(try await hub.page(path).bytes.count < 60_000, "\(path)")
        }
        let whole = try await pressed(hub, "/days/2026-11-21?all=yes", Self.browser)
        #expect(whole.bytes.count < 60_000)
    }

    /// An answer as it goes out, which the API's description does not speak of.
    private func pressed(
        _ hub: TestHub, _ path: String, _ asker: TestHub.Asker
    ) async throws -> Answer {
        let response = try await hub.response(.get, path, .none, as: asker)
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        return Answer(response, await collected.bytes)
    }

    private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = ThrowAwayDirectory()
        let file = try folder.file("answer.gz")
        try Data(bytes).write(to: file)
        let program = Process()
        program.executableURL = URL(filePath: "/usr/bin/gzip")
        program.arguments = ["-dc", file.path]
        let output = Pipe()
        program.standardOutput = output
        try program.run()
        let unpacked = try output.fileHandleForReading.readToEnd() ?? Data()
        program.waitUntilExit()
        #expect(program.terminationStatus == 0)
        return Array(unpacked)
    }
}

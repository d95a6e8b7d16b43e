import Foundation
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct `A scan in plain words` {
    private static let whole = """
        {"id":"0198c1f2-0000-7000-8000-000000000001","mode":"intake","code":"00016000275287",
         "quantity":2, "weightGrams" : 850,"place":"7K2M9XRD","to":"","lotNumber":"L1","programme":"TEFAP",
         "source":"Harvest Market","donation":"d","distribution":"e","reason":"torn","count":"c",
         "station":"table-1","at":"2026-11-21T10:02:03-05:00"}
        """

    @Test func `is read as the JSON library reads it`() throws {
        let plain = try #require(ScanRequest(plain: Array(Self.whole.utf8)))
        let library = try JSONDecoder().decode(ScanRequest.self, from: Data(Self.whole.utf8))
        #expect(String(describing: plain) == String(describing: library))
    }

    @Test(
        arguments: [
            #"{"code":"a\u0041"}"#, #"{"code":"bohnen ü"}"#, #"{"code":"a","quantity":1.0}"#,
            #"{"code":"a","quantity":-1}"#, #"{"code":"a","quantity":9223372036854775807}"#,
            #"{"code":"a","quantity":null}"#, #"{"code":"a","code":"b"}"#, #"{"quantity":1}"#,
            #"{"code":"a","dateLabel":{"kind":"bestBy","date":"2027"}}"#, #"{"code":"a"} x"#,
            #"{"code":"a","quantity":01}"#, #"{"code":"a","unknown":"b"}"#, #"{"code":"a",}"#,
            #"{"code":7}"#, #"{"code":"a","quantity":"1"}"#, #"["code"]"#, "{}", "", "{",
            "{\"code\":\"a\u{1}\"}", "\u{FEFF}{\"code\":\"a\"}",
        ])
    func `is left to the JSON library where it is not plain`(text: String) {
        #expect(ScanRequest(plain: Array(text.utf8)) == nil)
    }

    @Test func `is never read otherwise than the JSON library reads it`() {
        var random = SystemRandomNumberGenerator()
        let letters = Array(#"{}[]",:0123456789.-+eE\ntrufals "#.utf8)
        var plain = 0
        for _ in 0..<20_000 {
            var bytes = Array(Self.whole.utf8)
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = letters[Int.random(in: 0..<letters.count, using: &random)]
            }
            guard let read = ScanRequest(plain: bytes) else { continue }
            plain += 1
            let library = try? JSONDecoder().decode(ScanRequest.self, from: Data(bytes))
            #expect(
                String(describing: Optional(read)) == String(describing: library),
                "\(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(plain > 1_000)
    }

    @Test func `answers name item and place as their own routes do`() async throws {
        let hub = try TestHub()
        let item = try await hub.item(code: "00016000275287", pack: 12)
        let bin = try await hub.place()
        let scan = try await hub.scan("intake", "016000275287", 2, ["place": .text(bin.label)])
        var known = try await hub.call(.get, "/api/v1/items/\(item)").json.members
        known["codes"] = nil
        #expect(scan["item"] == .object(known))
        let places = try await hub.call(.get, "/api/v1/places").json.rows
        #expect(places.contains(scan["place"]))
    }
}

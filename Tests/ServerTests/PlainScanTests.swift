import Foundation
import Journal
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct `A scan in plain words` {
    private static let whole =
        #"{"id":"0198c1f2-0000-7000-8000-000000000001","mode":"intake","code":"00016000275287","item":"i","#
        + #""quantity":2,"weightGrams":850,"place":"7K2M9XRD","to":"","#
        + #""dateLabel":{"kind":"bestBy","date":"2027-03"},"lotNumber":"L1","programme":"TEFAP","#
        + #""source":"Harvest Market","donation":"d","distribution":"e","reason":"torn","count":"c","#
        + #""station":"table-1","at":"2026-11-21T10:02:03-05:00"}"#
    private static let spaced =
        " { \"code\" : \"a\",\n\"dateLabel\":{ \"date\":\"x\", \"kind\":\"y\" } ,\t\"quantity\" :2 }\r\n"

    @Test func `is read as the JSON library reads it, with every member and without each`() throws {
        let library = try JSONDecoder().decode(ScanRequest.self, from: Data(Self.whole.utf8))
        #expect(membersLeftOut(of: library) == [])
        var read = 0
        for text in [Self.whole, Self.spaced] + leavingOutEachMember(of: Self.whole) {
            let scan = try? JSONDecoder().decode(ScanRequest.self, from: Data(text.utf8))
            read += scan == nil ? 0 : 1
            #expect(Self.said(Self.plain(text)) == Self.said(scan), "\(text)")
        }
        // All but one without its code and two with half a date.
        #expect(read == 2 + 17)
    }

    @Test(
        arguments: [
            #"{"code":"a\u0041"}"#, #"{"code":"bohnen ü"}"#, #"{"code":"a","quantity":1.0}"#,
            #"{"code":"a","quantity":9223372036854775808}"#, #"{"code":"a","quantity":null}"#,
            #"{"code":"a","code":"b"}"#, #"{"quantity":1}"#, #"{"code":"a"} x"#,
            #"{"code":"a","dateLabel":{"kind":"bestBy"}}"#, #"{"code":"a","dateLabel":"2027"}"#,
            #"{"code":"a","dateLabel":{"kind":"bestBy","date":"2027","date":"2028"}}"#,
            #"{"code":"a","quantity":01}"#, #"{"code":"a","unknown":"b"}"#, #"{"code":"a",}"#,
            #"{"code":7}"#, #"{"code":"a","quantity":"1"}"#, #"["code"]"#, "{}", "", "{",
            #"{,"code":"a"}"#, #"{"code":"a" "item":"b"}"#, #"{"code" "a"}"#,
            "{\"code\":\"a\u{1}\"}", "\u{FEFF}{\"code\":\"a\"}",
        ])
    func `is left to the JSON library where it is not plain`(text: String) {
        #expect(Self.plain(text) == nil)
    }

    private static func plain(_ text: String) -> ScanRequest? {
        JSONReader.read(ScanRequest.self, Array(text.utf8))
    }

    private static func said(_ scan: ScanRequest?) -> String { String(describing: scan) }

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
            guard let read = JSONReader.read(ScanRequest.self, bytes) else { continue }
            plain += 1
            let library = try? JSONDecoder().decode(ScanRequest.self, from: Data(bytes))
            #expect(
                Self.said(read) == Self.said(library),
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

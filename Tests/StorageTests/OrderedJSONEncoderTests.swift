import Foundation
import Stock
import Storage
import TestSupport
import Testing

@testable import Journal

/// JSON that is written as the value is walked.
struct OrderedJSONEncoderTests {
    private struct Inner: Codable, Equatable {
        var text: String
        var numbers: [Int64]
        var nothing: String?
    }

    private struct Value: Codable, Equatable {
        var name: String
        var yes: Bool
        var inner: Inner
        var many: [Inner]
        var map: [String: String]
        var empty: [String]
        var last: Double
    }

    private static let hostile = [
        "", "plain", "a \"quote\" and a \\ and a /", "\u{0}\u{1}\t\r\n\u{1F}\u{7F}", "^XZ~JA",
        "\u{2028} é 米 👨‍👩‍👧 \u{202E}right to left",
    ]

    @Test(arguments: hostile) func `what it writes reads back as it was`(text: String) throws {
        let inner = Inner(text: text, numbers: [.min, -1, 0, .max], nothing: nil)
        let value = Value(
            name: text, yes: true, inner: inner, many: [inner, inner], map: [text: text], empty: [],
            last: 0.5)
        let bytes = try OrderedJSONEncoder.encode(value)
        #expect(try JSONDecoder().decode(Value.self, from: bytes) == value)
    }

    @Test func `members stand in the order of their declaration, and nil ones are left out`() throws
    {
        let inner = Inner(text: "a/b", numbers: [1, 2], nothing: nil)
        #expect(
            String(decoding: try OrderedJSONEncoder.encode([inner]), as: UTF8.self)
                == #"[{"text":"a/b","numbers":[1,2]}]"#)
    }

    @Test func `a movement writes itself as it is walked, with each member and without it`()
        throws
    {
        let whole: Movement = try EntryJSON.decode(Data(Self.whole.utf8))
        #expect(membersLeftOut(of: whole) == [])
        var read = 0
        for text in [Self.whole, Self.bare] + leavingOutEachMember(of: Self.whole) {
            guard let movement: Movement = try? EntryJSON.decode(Data(text.utf8)) else { continue }
            read += 1
            for bytes in [
                try OrderedJSONEncoder.encode(movement), try OrderedJSONEncoder.walk(movement),
            ] {
                #expect(String(decoding: bytes, as: UTF8.self) == text)
            }
        }
        #expect(read > 20)
    }

    private static let (one, two) = (
        "0198c1f2-0000-7000-8000-00000000000a", "a2f4f3f2-0123-8456-89ab-fedcba987654"
    )
    private static let whole = #"""
        {"scan":{"mode":"intake","code":"]E0 \"é\\","quantity":2,"weightGrams":9223372036854775807,"place":"\#(one)",\#
        "to":"\#(two)","dateLabel":{"kind":"bestBy","date":"2027-03"},"lotNumber":"L 1","programme":"tefap",\#
        "source":"\#(one)","donation":"\#(two)","distribution":"\#(one)","reason":"torn","count":"\#(two)",\#
        "station":"table-1","at":"2026-11-21T10:02:03-05:00"},"reverses":"\#(one)","lots":[{"id":"\#(two)",\#
        "key":{"item":"\#(one)","dateLabel":{"kind":"packedOn","date":"2026"},"number":"7","programme":"donated"}}],\#
        "lines":[{"item":"\#(one)","lot":"\#(two)","from":"\#(one)","to":"\#(two)","quantity":1,"count":"\#(one)",\#
        "at":"2026-11-21T15:02:03.000001Z","day":"2026-11-20"}],"happenedAt":"2026-11-21T15:02:03.000000Z","day":"2026-11-21",\#
        "item":"\#(one)","place":"\#(two)","balance":-3,"warnings":["shortfall","past_date"],\#
        "part":"\#(one)"}
        """#
    private static let bare = #"""
        {"lots":[],"lines":[],"day":"2026-11-21","place":"\#(one)","balance":0,"warnings":[]}
        """#
}

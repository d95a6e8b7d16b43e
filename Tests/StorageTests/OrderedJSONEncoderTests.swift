import Foundation
import Journal
import Storage
import Testing

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
}

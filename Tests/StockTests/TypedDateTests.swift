import Foundation
import Stock
import Testing

struct TypedDateTests {
    @Test func `a date is read as pages read it`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Examples/typed-dates.json")
        let examples = try JSONDecoder().decode(
            [String: String?].self, from: Data(contentsOf: file))
        for (text, date) in examples {
            #expect(PartialDate(typed: text)?.description == date, "\(text)")
        }
    }
}

import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// Stories are told page by page, and every line of them once.
@Suite struct StoryTests {
    private typealias Page = @Sendable (Queries, StoryPosition?, Int) throws -> [StoryLine]

    /// Two items of 30 dates each in a box, which goes out whole: an entry with more lines than a page.
    private static func pantry() async throws -> SamplePantry {
        let pantry = try await SamplePantry()
        for code in ["beans", "rice"] {
            for day in 10..<40 {
                try await pantry.recorded(
                    .scan(.intake, code, 2, at: SamplePantry.box.id).bestBy("20\(day)-03"))
            }
        }
        try await pantry.recorded(.scan(.distribute, "BOX00000"))
        try await pantry.recorded(.scan(.intake, "rice", 1, at: SamplePantry.bin.id))
        return pantry
    }

    private static func key(_ line: StoryLine) -> String {
        "\(line.seq) \(line.lot) \(line.place) \(line.quantity)"
    }

    @Test func `an entry of more lines than a page goes on behind the page`() async throws {
        let pantry = try await Self.pantry()
        let lot = try await pantry.store.read {
            try $0.story(item: SamplePantry.rice.id, limit: 500).last?.lot
        }
        let stories: [(String, Page)] = [
            ("a place's", { try $0.story(place: SamplePantry.box.id, from: $1, limit: $2) }),
            ("an item's", { try $0.story(item: SamplePantry.rice.id, from: $1, limit: $2) }),
            (
                "a lot's",
                { try $0.story(item: SamplePantry.rice.id, lot: lot, from: $1, limit: $2) }
            ),
            ("all there is", { try Self.history("", $0, $1, $2) }),
            ("both items'", { try Self.history("e", $0, $1, $2) }),
        ]
        try await pantry.store.read { queries in
            for (name, page) in stories {
                let whole = try page(queries, nil, 10_000).map(Self.key)
                #expect(Set(whole).count == whole.count && !whole.isEmpty, "\(name)")
                for limit in [1, 7, 30, 60, 61] {
                    var (told, from) = ([String](), StoryPosition?.none)
                    while true {
                        let lines = try page(queries, from, limit)
                        #expect(lines.count <= limit)
                        guard let next = StoryPosition(behind: lines, from: from) else { break }
                        told += lines.map(Self.key)
                        from = StoryPosition(next.description)
                        #expect(from == next)
                    }
                    #expect(told == whole, "\(name), \(limit) a page")
                }
            }
        }
    }

    @Test func `a page that ends whole tells the last entry to its end`() async throws {
        let pantry = try await Self.pantry()
        try await pantry.store.read { queries in
            for text in ["", "e", "rice"] {
                let lines = try Self.history(text, queries, nil, 5, endsWhole: true)
                let last = try #require(lines.last?.seq)
                let whole = try Self.history(text, queries, nil, 10_000)
                #expect(lines.map(Self.key) == whole.filter { $0.seq >= last }.map(Self.key))
                #expect(lines.count > 5)
            }
        }
    }

    private static func history(
        _ text: String, _ queries: Queries, _ from: StoryPosition?, _ limit: Int,
        endsWhole: Bool = false
    ) throws -> [StoryLine] {
        try queries.history(
            of: text, keys: [], floor: "floor", from: from, limit: limit, endsWhole: endsWhole)
    }

    @Test(arguments: [
        "", "x", "1.", ".1", "1.2.3", "0.1", "-1.1", "1.-1", "9223372036854775808", "１.1", "1.1 ",
    ])
    func `what is no position is none`(_ text: String) {
        #expect(StoryPosition(text) == nil)
    }

    @Test(arguments: [
        "-9223372036854775808", "0", "9223372036854775807",
        "9223372036854775807.9223372036854775807",
    ])
    func `a position at the end of all numbers is read`(_ text: String) async throws {
        let position = try #require(StoryPosition(text))
        let pantry = try await Self.pantry()
        try await pantry.store.read { queries in
            for subject in ["", "e", "rice"] {
                _ = try Self.history(subject, queries, position, 40)
            }
        }
    }
}

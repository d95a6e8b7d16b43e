/// Where a page of a story begins: an entry, the latest of the page, and how many of its lines were told before.
///
/// An entry may have more lines than a page. What stands in it never changes, so a number of its lines is a place in it.
package struct StoryPosition: Equatable, Sendable {
    let seq: Int64
    /// Lines of the entry that are passed over.
    let told: Int

    private init(_ seq: Int64, told: Int) {
        (self.seq, self.told) = (min(max(0, seq), .max - 1), told)
    }

    /// Behind all lines of an entry: what was before it.
    package init(before seq: Int64) { self.init(max(1, seq) - 1, told: 0) }

    /// Behind the last of some lines, which began at a position themselves; nil where there are none.
    package init?(behind lines: [StoryLine], from: StoryPosition?) {
        guard let seq = lines.last?.seq else { return nil }
        let told = from.flatMap { $0.seq == seq ? $0.told : nil } ?? 0
        self.init(seq, told: told + lines.count { $0.seq == seq })
    }

    /// Those of some lines, the latest first, that stand on a page which begins here.
    static func page(
        _ lines: [StoryLine], from: StoryPosition?, limit: Int, endsWhole: Bool
    ) -> [StoryLine] {
        var page = Page(from: from, limit: limit, endsWhole: endsWhole)
        for line in lines { guard page.take(line) else { break } }
        return page.lines
    }

    /// A page that takes lines, the latest first, until it is full.
    struct Page {
        let from: StoryPosition?
        let limit: Int
        /// Whether its last entry is told to the end, also beyond the limit.
        let endsWhole: Bool
        private(set) var lines: [StoryLine] = []
        private var passed = 0

        init(from: StoryPosition?, limit: Int, endsWhole: Bool) {
            (self.from, self.limit, self.endsWhole) = (from, limit, endsWhole)
        }

        /// Whether more lines may follow.
        var isOpen: Bool { lines.count < limit || endsWhole }

        /// - Returns: Whether it was the page's, or is told before it; no line follows one that was not.
        mutating func take(_ line: StoryLine) -> Bool {
            if let from, line.seq == from.seq, passed < from.told {
                passed += 1
                return true
            }
            guard lines.count < limit || endsWhole && lines.last?.seq == line.seq else {
                return false
            }
            lines.append(line)
            return true
        }
    }
}

extension StoryPosition: LosslessStringConvertible {
    /// An entry's number, for what was before it, or what ``description`` wrote; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.allSatisfy(\.isASCII) ? Int64($0) : nil }
        switch (parts.count, numbers.count) {
        case (1, 1): self.init(before: numbers[0])
        case (2, 2):
            guard numbers[0] > 0, let told = Int(exactly: numbers[1]), told >= 0 else { return nil }
            self.init(numbers[0], told: told)
        default: return nil
        }
    }

    package var description: String { "\(seq).\(told)" }
}

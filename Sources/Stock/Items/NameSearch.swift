/// Finds names that are like a text that someone typed: a letter too many or too few, another one, or two exchanged.
public struct NameSearch: Sendable {
    private let words: [TypedWord]

    /// Of a text the first eight words count, in any case, with accents or without.
    public init(_ text: String) {
        words = Item.key(ofName: text).split(separator: " ").prefix(8).map { TypedWord($0) }
    }

    /// How far a name is from the text, 0 where it has every word; nil where one of them is like none of the name's.
    public func distance(to name: String) -> Int? {
        let names = Item.key(ofName: name).split(separator: " ").map { Array($0.unicodeScalars) }
        var sum = 0
        for word in words {
            guard let least = names.compactMap({ word.distance(to: $0) }).min() else { return nil }
            sum += least
        }
        return words.isEmpty ? nil : sum
    }

    /// The items whose names are likest, those first.
    public func nearest(
        among names: some Sequence<(id: ItemID, name: String)>, limit: Int
    ) -> [ItemID] {
        let found = names.compactMap { id, name in
            distance(to: name).map { (distance: $0, name: name, id: id) }
        }
        return found.sorted { ($0.distance, $0.name, $0.id) < ($1.distance, $1.name, $1.id) }
            .prefix(limit).map(\.id)
    }

    /// One word of the text.
    private struct TypedWord {
        let letters: [Unicode.Scalar]
        /// Letters that may be wrong: none of a number, or of a word that is another one then.
        let mostWrong: Int

        /// Letters with which a word may be the beginning of a longer one.
        private static let fewest = 4

        init(_ text: Substring) {
            letters = Array(text.unicodeScalars)
            let isNumber = letters.contains { $0.properties.numericType != nil }
            mostWrong =
                switch letters.count {
                case _ where isNumber: 0
                case ..<3: 0
                case ..<6: 1
                default: 2
                }
        }

        /// Twice the letters that are wrong, and one where the word is only the beginning of the other; nil where they are
        /// not alike.
        func distance(to other: [Unicode.Scalar]) -> Int? {
            guard other.count + mostWrong >= letters.count else { return nil }
            let (whole, beginning) = wrong(in: other)
            var least: Int?
            if whole <= mostWrong { least = 2 * whole }
            if beginning <= mostWrong, beginning == 0 || letters.count >= Self.fewest {
                least = min(least ?? .max, 2 * beginning + 1)
            }
            return least
        }

        /// Letters that are wrong against the whole of another word, and against the beginning that is likest.
        private func wrong(in other: [Unicode.Scalar]) -> (whole: Int, beginning: Int) {
            var before: [Int] = []
            var last = Array(0...other.count)
            for (i, letter) in letters.enumerated() {
                var row = [i + 1]
                for (j, theirs) in other.enumerated() {
                    var least = min(
                        last[j] + (letter == theirs ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                    if i > 0, j > 0, letter == other[j - 1], letters[i - 1] == theirs {
                        least = min(least, before[j - 1] + 1)
                    }
                    row.append(least)
                }
                (before, last) = (last, row)
            }
            return (last[other.count], last.min() ?? last[other.count])
        }
    }
}

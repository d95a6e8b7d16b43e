/// What a header of the Accept family wishes for (RFC 9110, section 12.4.2).
package struct AcceptHeader: Sendable {
    /// In the order of the header, each in lower case, with a weight from 0, which refuses it, to 1.
    package let wishes: [(name: String, weight: Double)]

    /// Reads at most 512 characters and 20 wishes; a weight that cannot be read refuses what it stands at.
    package init(_ text: String) {
        wishes = text.prefix(512).lowercased().split(separator: ",").prefix(20).compactMap { part in
            let pieces = part.filter { !$0.isWhitespace }.split(separator: ";")
            guard let name = pieces.first else { return nil }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }
            return (String(name), weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1)
        }
    }

    /// The weight of a name, the last of one that is named twice; nil where it is not named.
    package func weight(of name: String) -> Double? { wishes.last { $0.name == name }?.weight }

    /// What is not refused, the most wished for first.
    package var preferred: [String] {
        wishes.enumerated().filter { $0.element.weight > 0 }.sorted {
            ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
        }.map(\.element.name)
    }
}

/// The name of someone who gives, as it may stand in what labels say: in another case, without its accents, between other
/// blanks, among other words.
public struct SourceName: Sendable {
    private let words: [String]
    /// Whether a letter of it has no case: such writing has no blanks between words.
    private let isAnywhere: Bool
    private let text: String

    /// A name as it was given.
    public init(_ name: String) {
        (words, text) = (Self.words(of: name), name.lowercased())
        isAnywhere = words.isEmpty || name.contains { $0.isLetter && !$0.isCased }
    }

    /// A text without the parts in which the name stands, which line ends and semicolons part; nil where nothing is left.
    ///
    /// A part goes as a whole: what stands beside a name, such as an address, is of the same person.
    public func erased(from text: String) -> String? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == ";" || $0.isNewline }
        let rest = parts.filter { !stands(in: $0) }
        guard rest.count < parts.count else { return text }
        let left = rest.joined(separator: ";")
        return left.allSatisfy { $0 == ";" || $0.isWhitespace } ? nil : left
    }

    private func stands(in part: Substring) -> Bool {
        if isAnywhere { return part.lowercased().contains(text) }
        let all = Self.words(of: part)
        guard all.count >= words.count else { return false }
        return (0...all.count - words.count).contains { all[$0...].starts(with: words) }
    }

    private static func words(of text: some StringProtocol) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber }.map { Item.key(ofName: String($0)) }
    }
}

/// The icons and words that layouts may use.
struct Vocabulary: Sendable {
    /// By name, such as `gluten-free`.
    var icons: [String: Icon] = [:]
    /// In the order of the file, for people who choose.
    var iconNames: [String] = []
    /// By key and then by the language's tag; English is always there.
    var words: [String: [String: String]] = [:] {
        didSet { allergens = AllergenText.names(in: words) }
    }
    /// What allergens are called, in small letters.
    private(set) var allergens = AllergenText.names(in: [:])

    /// A word in a language, in English where that has none, or else the key itself.
    func word(_ key: String, in language: String) -> String {
        let texts = words[key] ?? [:]
        return texts[language] ?? texts["en"] ?? key
    }
}

/// The languages that a label's own words are in, from its field `language`: `es`, or `es en` for
/// two.
struct LabelLanguages: Sendable, Hashable {
    static let field = "language"

    let first: String
    let second: String?

    init(_ typed: String?) {
        let tags = (typed ?? "").lowercased().split { $0 == " " || $0 == "," }.map(String.init)
        first = tags.first ?? "en"
        second = tags.dropFirst().first { $0 != tags.first }
    }
}

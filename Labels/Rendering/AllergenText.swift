/// Texts that name what someone may not eat: they are as good as a date, in whatever field a person wrote them.
enum AllergenText {
    /// How such a text begins in the languages that Larder speaks.
    private static let words = [
        "contains", "may contain", "allerg", "contiene", "puede contener", "alérg", "alerg",
    ].map { Array($0.utf8) }

    /// Whether a text must stand whole wherever a layout shows it.
    static func isIn(_ text: String) -> Bool {
        let text = Array(text.lowercased().utf8)
        return text.indices.contains { start in
            words.contains { text[start...].starts(with: $0) }
        }
    }
}

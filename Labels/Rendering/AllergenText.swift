/// Texts that name what someone may not eat: they are as good as a date, in whatever field a person wrote them.
enum AllergenText {
    /// How such a text begins in the languages that Larder speaks.
    private static let words = [
        "contains", "may contain", "allerg", "contiene", "puede contener", "alérg", "alerg",
    ]

    /// Whether a text must stand whole wherever a layout shows it.
    static func isIn(_ text: String) -> Bool {
        let text = text.lowercased()
        return words.contains { text.contains($0) }
    }
}

import Localization

/// Why something is thrown away, as pages offer it; the API takes any other text too.
struct DiscardReason: Sendable {
    /// As the journal has it.
    let reasonWord: String
    let reasonText: String

    /// Stands where a page has no field for another text.
    static let other = "other"
    /// The commonest first.
    static let words = ["past_date", "damaged", "spoiled", "pests", "temperature", other]

    /// All, in the language of a page; where it has a field for another text, without ``other``.
    static func all(_ localizer: Localizer, hasOther: Bool = true) -> [DiscardReason] {
        words.filter { hasOther || $0 != other }.map {
            DiscardReason(reasonWord: $0, reasonText: localizer.text("scan.why_\($0)"))
        }
    }
}

/// Which plural form of a text a whole number takes in one language.
///
/// The cardinal rules of Unicode CLDR 45 (supplemental/plurals.xml) for whole numbers, by families of
/// languages that share them. A language that stands in no family counts as English does.
package struct PluralRule: Sendable {
    /// The names of the forms, as a catalogue's keys have them.
    package static let forms: Set<String> = ["zero", "one", "two", "few", "many", "other"]

    private let form: @Sendable (UInt64) -> String

    /// - Parameter language: The first part of a BCP 47 tag, such as `pt`.
    package init(language: String) { form = Self.families[language] ?? Self.oneIsSingular }

    /// The form for a number; its sign does not matter.
    package func form(of number: Int64) -> String { form(number.magnitude) }

    private static let families: [String: @Sendable (UInt64) -> String] = {
        var families: [String: @Sendable (UInt64) -> String] = [:]
        for language in ["zh", "ja", "ko", "vi", "th", "lo", "my", "km", "id", "ms"] {
            families[language] = { _ in "other" }
        }
        for language in ["hi", "bn", "fa", "am", "gu", "kn", "zu", "pa", "ti", "ln", "mg"] {
            families[language] = { $0 < 2 ? "one" : "other" }
        }
        for language in ["fr", "pt"] { families[language] = { $0 < 2 ? "one" : millions($0) } }
        for language in ["es", "it", "ca"] {
            families[language] = { $0 == 1 ? "one" : millions($0) }
        }
        for language in ["ru", "uk", "be"] { families[language] = eastSlavic }
        for language in ["hr", "sr", "bs"] { families[language] = southSlavic }
        for language in ["cs", "sk"] {
            families[language] = { $0 == 1 ? "one" : (2...4).contains($0) ? "few" : "other" }
        }
        for language in ["fil", "tl"] {
            families[language] = { [4, 6, 9].contains($0 % 10) ? "other" : "one" }
        }
        families["pl"] = { $0 == 1 ? "one" : isFew($0) ? "few" : "many" }
        families["ro"] = {
            $0 == 1 ? "one" : $0 == 0 || (1...19).contains($0 % 100) ? "few" : "other"
        }
        families["he"] = { $0 == 1 ? "one" : $0 == 2 ? "two" : "other" }
        families["ar"] = arabic
        return families
    }()

    @Sendable private static func oneIsSingular(_ n: UInt64) -> String { n == 1 ? "one" : "other" }

    @Sendable private static func millions(_ n: UInt64) -> String {
        n > 0 && n.isMultiple(of: 1_000_000) ? "many" : "other"
    }

    @Sendable private static func eastSlavic(_ n: UInt64) -> String {
        n % 10 == 1 && n % 100 != 11 ? "one" : isFew(n) ? "few" : "many"
    }

    @Sendable private static func southSlavic(_ n: UInt64) -> String {
        n % 10 == 1 && n % 100 != 11 ? "one" : isFew(n) ? "few" : "other"
    }

    @Sendable private static func isFew(_ n: UInt64) -> Bool {
        (2...4).contains(n % 10) && !(12...14).contains(n % 100)
    }

    @Sendable private static func arabic(_ n: UInt64) -> String {
        switch n {
        case 0: "zero"
        case 1: "one"
        case 2: "two"
        default: (3...10).contains(n % 100) ? "few" : n % 100 >= 11 ? "many" : "other"
        }
    }
}

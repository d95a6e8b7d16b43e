import Foundation
import Stock

/// Which texts, tone, shape and sign an outcome of a scan is shown with: the huge line of a scanning
/// page, by the one table that its scripts read too, `Assets/outcomes.json`.
struct OutcomeWording: Decodable, Sendable {
    /// An outcome that is worded the same in every mode.
    struct Plain: Decodable, Sendable {
        /// `well`, `look`, `stop`, or empty for none.
        let tone: String
        /// The icon's name.
        let shape: String
        /// Keys of texts; a tell may be missing.
        let word: String
        let tell: String?
    }

    /// A scan that is in the ledger.
    struct ModeWords: Decodable, Sendable {
        /// Keys of texts; the tell says what is left, and nothing where that is less than nothing.
        let word, tell: String
        /// Key of the text that says where it went; nil where that follows from the word.
        let went: String?
        /// 1, -1 or 0: how its quantity shows.
        let sign: Int64
    }

    /// By mode; a look-up records nothing and has none.
    let modes: [String: ModeWords]
    /// Key of the text in place of a mode's own where no place is named.
    let tellNowhere: String
    /// Keys of the texts in place of a mode's own where a whole box held nothing, and of the shortfall where it was to go
    /// more than once.
    let emptyBox, boxTwice: String
    /// The gravest first; the last is of a scan without warnings.
    let tones: [String]
    /// The tone of each warning.
    let warnings: [String: String]
    /// Warnings that stand at the top of the page, and not with each scan.
    let toldOnce: [String]
    /// A code that nobody knows yet.
    let unknownCode: Plain
    /// A blank label that is on nothing yet.
    let unknownLabel: Plain
    /// A scan that was undone.
    let takenBack: Plain

    /// The gravest tone of the warnings.
    func tone(of warnings: [Warning]) -> String {
        let raised = Set(warnings.map { self.warnings[$0.rawValue] })
        return tones.first(where: raised.contains) ?? tones.last ?? ""
    }

    static let file = Bundle.module.bundleURL.appendingPathComponent("Assets/outcomes.json")

    /// The table that ships with the hub.
    static let shipped: OutcomeWording = {
        do {
            return try JSONDecoder().decode(OutcomeWording.self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("the table of outcomes cannot be read: \(error)")
        }
    }()
}

import Localization
import Stock
package import Storage

/// What came in with a donation, as its label tells it.
package struct DonationContents: Sendable {
    /// The items' names, in the order they came.
    package let names: String
    /// All of it, as far as the weights are known; empty where none is.
    package let weight: String
    /// Who gave; empty where nobody said, or the name was erased.
    package let source: String
    /// The day it came.
    package let day: String

    /// Lots that a label can speak of.
    private static let lotLimit = 200

    package init(_ donation: DonationRecord, _ queries: Queries, _ words: LabelLocalizer) throws {
        let lots = try queries.donated(donation.id, limit: Self.lotLimit).filter { $0.quantity > 0 }
        var seen: [String] = []
        for lot in lots where !seen.contains(lot.item.name) { seen.append(lot.item.name) }
        names = seen.joined(separator: ", ")
        let grams = lots.reduce(0) { $0 &+ ($1.item.grams(of: $1.quantity) ?? 0) }
        weight = grams > 0 ? words.localizer.weight(grams) : ""
        source = try donation.source.flatMap { try queries.sourceName($0) } ?? ""
        day = words.localizer.day(of: donation.recordedAt)
    }
}

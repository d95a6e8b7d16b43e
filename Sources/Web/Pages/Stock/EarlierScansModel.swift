import API
import Barcodes
import Hub
import Journal
import Localization
import Server
import Stock
import Storage

/// What the template `earlier-scans` is given: scans that were recorded while their code stood for an item, which it does
/// no more, or for another pack of it.
struct EarlierScansModel: Sendable {
    struct EarlierRow: Sendable {
        let scanEntry: String
        let scanTell: String
        let scanWhen: String
        let scanAmount: String
        let scanHref: String
        let scanFormId: String
    }

    /// What a snapshot has of them.
    struct Found: Sendable {
        let code: String
        let scans: [StandingScan]
        let isMore: Bool
        /// What the code stands for by now; nil where nobody knows it.
        let now: Item?

        init(_ code: String, as item: ItemID, _ queries: Queries) throws {
            self.code = code
            let meaning = try queries.meaning(of: try InputParsing.scanned(code).keys)
            switch meaning {
            case .item(let known, _), .lot(_, of: let known): now = known
            case .place, nil: now = nil
            }
            let found = try queries.earlierScans(of: code, as: item)
            (scans, isMore) = (found.scans, found.isMore)
        }
    }

    let earlierTitle: String
    let earlierTell: String
    let scansAction: String
    let scanCode: String
    let allId: String
    let allTell: String
    let isMore: Bool
    let rows: [EarlierRow]

    /// Nil where there are none.
    init?(_ found: Found, recordedAs item: Item, _ page: PageRequest) {
        guard !found.scans.isEmpty else { return nil }
        let localizer = page.localizer
        let code = localizer.code(found.code)
        earlierTitle = localizer.text("mend.earlier", ["code": code])
        earlierTell = localizer.text(
            found.now == nil
                ? "mend.earlierUnknown"
                : found.now?.id == item.id ? "mend.earlierPack" : "mend.earlierKnown",
            ["code": code, "item": item.name, "other": found.now?.name ?? ""])
        scansAction = "/items/\(item.id)/scans"
        scanCode = found.code
        allId = page.newID()
        allTell = localizer.text("mend.earlierAll", n: found.scans.count)
        isMore = found.isMore
        rows = found.scans.map { scan in
            EarlierRow(
                scanEntry: scan.id.description,
                scanTell: localizer.text("scan.taken_\(scan.facts.mode.rawValue)"),
                scanWhen: localizer.moment(scan.at, now: page.now),
                scanAmount: localizer.amount(scan.quantity.value, item.measure),
                scanHref: "/entries/\(scan.seq)", scanFormId: page.newID())
        }
    }
}

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
    struct Snapshot: Sendable {
        let scans: EarlierScans
        /// What they are of by now; nil where nobody knows the code.
        let now: Item?

        /// Nil where the address names none that were recorded as that item.
        init?(_ request: WebRequest, as item: ItemID, _ queries: Queries) throws {
            if let code = request.query("earlier") {
                scans = try queries.earlierScans(of: code, as: item)
                switch try queries.meaning(of: try InputParsing.scanned(code).keys) {
                case .item(let known, _), .lot(_, of: let known): now = known
                case .place, nil: now = nil
                }
                return
            }
            guard let parting = request.query("parting"),
                let found = try queries.earlierScans(partedBy: try InputParsing.id(parting)),
                case .parting(_, let parted) = found.origin, found.item == item
            else { return nil }
            (scans, now) = (found, try queries.item(parted)?.item)
        }
    }

    /// The part of an address that names them.
    static func query(_ origin: EarlierScans.Origin) -> [String: String] {
        switch origin {
        case .code(let code): ["earlier": code]
        case .parting(let id, _): ["parting": id.description]
        case .packs: [:]
        }
    }

    let earlierTitle: String
    let earlierTell: String
    let scansAction: String
    let originName: String
    let originText: String
    let allId: String
    let allTell: String
    let isMore: Bool
    let rows: [EarlierRow]

    /// Nil where there are none.
    init?(_ found: Snapshot, recordedAs item: Item, _ page: PageRequest) {
        let scans = found.scans.scans
        guard !scans.isEmpty else { return nil }
        let localizer = page.localizer
        let other = found.now?.name ?? ""
        switch found.scans.origin {
        case .code(let text):
            let code = localizer.code(text)
            (originName, originText) = ("code", text)
            earlierTitle = localizer.text("mend.earlier", ["code": code])
            earlierTell = localizer.text(
                found.now == nil
                    ? "mend.earlierUnknown"
                    : found.now?.id == item.id ? "mend.earlierPack" : "mend.earlierKnown",
                ["code": code, "item": item.name, "other": other])
        case .parting(let id, _):
            (originName, originText) = ("parting", id.description)
            earlierTitle = localizer.text("mend.earlier", ["code": other])
            earlierTell = localizer.text(
                "mend.earlierParted", ["item": item.name, "other": other])
        // No page gives an item's packs anew; programs are told of these scans.
        case .packs: return nil
        }
        scansAction = "/items/\(item.id)/scans"
        allId = page.newID()
        allTell = localizer.text("mend.earlierAll", n: scans.count)
        isMore = found.scans.isMore
        rows = scans.map { scan in
            EarlierRow(
                scanEntry: scan.id.description,
                scanTell: localizer.text("scan.taken_\(scan.facts.mode.rawValue)"),
                scanWhen: localizer.moment(scan.at, now: page.now),
                scanAmount: localizer.amount(scan.quantity.value, item.measure),
                scanHref: "/entries/\(scan.seq)", scanFormId: page.newID())
        }
    }
}

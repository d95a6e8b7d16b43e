import API
import Localization
import Server
import Stock
import Storage

/// What the template of a day is given.
struct DayModel: Sendable {
    struct Before: Sendable {
        struct Closable: Sendable {
            let closingId: String
            let date: String
            let closeText: String
            /// Whether someone was told what is unsettled, and where to go if it is not closed yet; nil before that.
            let notYetHref: String?
        }

        /// The zone, which somebody has to say before the first day is closed by it.
        struct ZoneQuestion: Sendable {
            let day: String
            let zoneField: ZoneField
        }

        let beforeTitle: String
        /// What becomes of the unsettled if the day is closed all the same; nil where that is not asked.
        let askTell: String?
        let rows: [UnsettledModel]
        /// Nil for a device that may not close a day, and where the zone was said.
        let zoneQuestion: ZoneQuestion?
        /// Nil for a device that may not close a day, and while it asks for the zone.
        let closable: Closable?
        /// Where scans are read from a file; nil for a device that may not.
        let scansHref: String?
    }

    struct Reopenable: Sendable {
        let reopeningId: String
        let closedDate: String
    }

    struct WaitingScan: Sendable {
        let code: String
        let story: String
    }

    let state: String
    let tone: String
    let shape: String
    let before: Before?
    let waitingWords: String
    let keptWords: String
    let account: DayAccountModel?
    /// How many households came; nil where none was counted.
    let householdsTell: String?
    let unresolved: Rows<WaitingScan>?
    let signature: String?
    /// Nil unless this is the last closed day, and this device may open it again.
    let reopenable: Reopenable?
    let previousHref: String?
    let nextHref: String?
}

/// The account: the totals, then items that moved, and one row for all that did not.
struct DayAccountModel: Sendable {
    struct Cell: Sendable {
        let amount: String
        let weight: String?
    }

    struct Row: Sendable {
        let itemName: String
        let itemHref: String?
        let cells: [Cell]
    }

    /// A figure over all items.
    struct Total: Sendable {
        let totalName: String
        let totalPieces: String
        let totalWeight: String
    }

    let totals: [Total]
    let rows: [Row]
    let moreHref: String?
    /// The whole account on one page, for paper; nil where this page has it all.
    let allHref: String?

    /// The figures of a day, in their order.
    private static let columns = ["opening", "in", "out", "discarded", "adjusted", "closing"]
    /// Items on one page; on paper there are all.
    private static let pageLength = 100

    /// Begins behind an item; `behind` is nil for the first page.
    ///
    /// - Returns: Nothing where nothing ever happened.
    init?(
        _ account: DayAccount, behind: NamePosition<Item>?, whole: Bool, _ day: CivilDate,
        _ localizer: Localizer
    ) {
        guard !account.lines.isEmpty else { return nil }
        let moved = account.lines.filter(\.moved)
        let still = account.lines.filter { !$0.moved }
        let rest = moved.drop { line in
            behind.map { !$0.precedes(name: line.item.name, id: line.item.id) } ?? false
        }
        let shown = rest.prefix(whole ? moved.count : Self.pageLength)
        let isLast = shown.count == rest.count
        var rows = shown.map { line in
            Row(
                itemName: line.item.name, itemHref: "/items/\(line.item.id)",
                cells: Self.cells(of: line, localizer))
        }
        if isLast, !still.isEmpty {
            rows.append(
                Row(
                    itemName: localizer.text("day.unmoved", n: still.count), itemHref: nil,
                    cells: Self.cells(DaySums(still), localizer)))
        }
        self.rows = rows
        let sums = DaySums(account.lines)
        totals = zip(Self.columns, zip(sums.pieces.all, sums.grams.all)).map { column, sum in
            Total(
                totalName: localizer.text("day.\(column)"), totalPieces: localizer.number(sum.0),
                totalWeight: localizer.weight(sum.1))
        }
        let path = "/days/\(day)"
        moreHref = (isLast ? nil : shown.last?.item).map {
            let next = Cursor(.dayItems, behind: $0.name, $0.id).description
            return PageRequest.path(path, ["after": next])
        }
        allHref = isLast && behind == nil ? nil : PageRequest.path(path, ["all": "yes"])
    }

    /// An item's own figures, each with its weight where that is known.
    private static func cells(of line: DayAccountLine, _ localizer: Localizer) -> [Cell] {
        let (item, weights) = (line.item, line.grams?.all)
        return line.figures.all.enumerated().map { index, quantity in
            let weight = item.measure == .each && quantity != 0 ? weights?[index] : nil
            return Cell(
                amount: localizer.amount(quantity, item.measure),
                weight: weight.map { localizer.weight($0) })
        }
    }

    private static func cells(_ sums: DaySums, _ localizer: Localizer) -> [Cell] {
        zip(sums.pieces.all, sums.grams.all).map { pieces, grams in
            Cell(
                amount: localizer.number(pieces),
                weight: grams == 0 ? nil : localizer.weight(grams))
        }
    }
}

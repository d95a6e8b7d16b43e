import Localization
import Stock
import Storage

/// What the template of a day is given.
struct DayModel: Sendable {
    struct Before: Sendable {
        struct Row: Sendable {
            let mark: String
            let text: String
            let settleHref: String?
        }

        struct Closable: Sendable {
            let closingId: String
            let date: String
        }

        let rows: [Row]
        /// Nil for a device that may not close a day.
        let closable: Closable?
    }

    struct Unresolved: Sendable {
        let code: String
        let story: String
    }

    let state: String
    let tone: String
    let shape: String
    let before: Before?
    let onDeviceWords: String
    let account: DayAccountModel?
    let unresolved: Rows<Unresolved>?
    let signature: String?
    let previousHref: String?
    let nextHref: String?
}

/// The account's rows: items that moved, one row for all that did not, and the totals.
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

    struct Totals: Sendable {
        let cells: [Cell]
    }

    let rows: [Row]
    let totals: Totals
    let moreHref: String?
    /// The whole account on one page, for paper; nil where this page has it all.
    let allHref: String?

    /// Items on one page; on paper there are all.
    private static let pageLength = 100

    /// - Returns: Nothing where nothing ever happened.
    init?(_ account: DayAccount, after: Int, whole: Bool, _ day: CivilDate, _ localizer: Localizer)
    {
        guard !account.lines.isEmpty else { return nil }
        let moved = account.lines.filter { $0.totals != $0.stillTotals }
        let still = account.lines.filter { $0.totals == $0.stillTotals }
        let shown = moved.dropFirst(after).prefix(whole ? moved.count : Self.pageLength)
        let isLast = after + shown.count >= moved.count
        var rows = shown.map { line in
            Row(
                itemName: line.item.name, itemHref: "/items/\(line.item.id)",
                cells: DayFigures(line).cells(of: line.item, localizer))
        }
        if isLast, !still.isEmpty {
            let sum = still.reduce(into: DaySums()) { $0.add($1) }
            rows.append(
                Row(
                    itemName: localizer.text("day.unmoved", n: still.count), itemHref: nil,
                    cells: sum.cells(localizer)))
        }
        self.rows = rows
        totals = Totals(
            cells: account.lines.reduce(into: DaySums()) { $0.add($1) }.cells(localizer))
        let path = "/days/\(day)"
        moreHref = isLast ? nil : PageRequest.path(path, ["after": String(after + shown.count)])
        allHref = isLast && after == 0 ? nil : PageRequest.path(path, ["all": "yes"])
    }
}

extension DayAccountLine {
    /// What its totals would be if nothing had moved.
    fileprivate var stillTotals: DayTotals {
        var still = DayTotals()
        still.opening = totals.opening
        return still
    }
}

import Hub
import Hummingbird
import Journal
import Localization
import Stock
import Storage

/// A count that is finished: where shelf and ledger differed.
enum CountDone {
    private struct Model: Sendable {
        struct Row: Sendable {
            let href: String
            let itemName: String
            let expected: String
            let seen: String
            let difference: String
        }

        let when: String
        let differences: Rows<Row>?
        let entryHref: String?
    }

    /// Rows shown at the most; the entry itself has all of them.
    private static let limit = 150

    static func page(_ sheet: CountSheet, _ page: PageRequest) async throws -> Response {
        let localizer = page.localizer
        let (completion, gone) = try await page.hub.read { queries in
            let completion = try queries.completion(of: sheet.id)
            return (completion, try completion.map { try unseen($0.body, sheet, queries) } ?? [])
        }
        let seen = sheet.lines.filter { $0.difference != 0 }.map { line in
            row(line.item, expected: line.expected, seen: line.seen, localizer)
        }
        let missing = gone.map { row($0.item, expected: $0.quantity, seen: 0, localizer) }
        let model = Model(
            when: completion.map { localizer.moment($0.entry.recordedAt, now: page.now) } ?? "",
            differences: Rows(Array((seen + missing).prefix(limit))),
            entryHref: completion.map { "/entries/\($0.entry.seq)" })
        let title = localizer.text("count.doneTitle", ["place": localizer.name(of: sheet.place)])
        return try await page.render("count-done", title: title, model)
    }

    /// Items that nobody counted and the ledger had there.
    private static func unseen(
        _ completed: CountCompleted, _ sheet: CountSheet, _ queries: Queries
    ) throws -> [(item: Item, quantity: Int64)] {
        let counted = Set(sheet.lines.map(\.item.id))
        var missing: [ItemID: Int64] = [:]
        for line in completed.lines where !counted.contains(line.item) {
            let lost = line.from == sheet.place.id ? line.quantity.value : 0 &- line.quantity.value
            missing[line.item, default: 0] &+= lost
        }
        return try missing.compactMap { id, quantity in
            try queries.item(id).map { ($0.item, quantity) }
        }
        .sorted { $0.item.name < $1.item.name }
    }

    private static func row(_ item: Item, expected: Int64, seen: Int64, _ localizer: Localizer)
        -> Model.Row
    {
        Model.Row(
            href: "/items/\(item.id)", itemName: item.name,
            expected: localizer.amount(expected, item.measure),
            seen: localizer.amount(seen, item.measure),
            difference: localizer.signed(seen &- expected, item.measure))
    }
}

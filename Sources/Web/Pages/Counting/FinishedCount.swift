import Hub
import Hummingbird
import Journal
import Localization
import Stock
import Storage

/// A count that is finished: where shelf and ledger differed.
enum FinishedCount {
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
        /// The differences behind these.
        let restHref: String?
        let entryHref: String?
        /// Items that moved while they were being counted, by name; nil where none did.
        let recount: String?
        let unexplained: String?
        let dropped: Bool
        /// Whether shelf and ledger agree, as far as somebody counted.
        let agrees: Bool
        let nothingCounted: Bool
        /// Where a completed count is taken back.
        let takeBackAction: String?
        let takeBackId: String
    }

    /// Rows of one page.
    private static let pageLength = 100

    static func page(_ story: CountStory, _ page: PageRequest) async throws -> Response {
        let (sheet, completion, localizer) = (story.sheet, story.completion, page.localizer)
        let held = Set((completion?.outcome.recount ?? []).map(\.id))
        let seen = sheet.lines.filter {
            $0.difference != 0 && sheet.isCompleted && !held.contains($0.item.id)
        }.map { line in
            row(
                line.item, expected: line.expected, seen: line.seen, difference: line.difference,
                localizer)
        }
        let missing = (completion?.gone ?? []).map {
            row(
                $0.item, expected: $0.quantity, seen: 0, difference: 0 &- $0.quantity, localizer)
        }
        let first = Int(clamping: max(0, page.number("line") ?? 0))
        let all = seen + missing
        let shown = all.dropFirst(first).prefix(pageLength)
        let recount = (completion?.outcome.recount ?? []).map(\.name).joined(separator: ", ")
        let unexplained = completion?.outcome.unexplained.count ?? 0
        let model = Model(
            when: completion.map { localizer.moment($0.recordedAt, now: page.now) } ?? "",
            differences: Rows(Array(shown)),
            restHref: shown.endIndex < all.count
                ? PageRequest.path("/count/\(sheet.id)", ["line": String(shown.endIndex)]) : nil,
            entryHref: completion.map { "/entries/\($0.seq)" },
            recount: recount.isEmpty
                ? nil : localizer.text("count.recount", ["items": recount]),
            unexplained: unexplained == 0
                ? nil : localizer.text("count.unexplained", n: unexplained),
            dropped: sheet.state == .dropped,
            agrees: sheet.isCompleted && all.isEmpty && !sheet.lines.isEmpty,
            nothingCounted: sheet.isCompleted && missing.isEmpty && sheet.lines.isEmpty,
            takeBackAction: sheet.isCompleted && page.may(.volunteer)
                ? completion.map { "/entries/\($0.seq)" } : nil,
            takeBackId: page.newID())
        let title = localizer.text("count.doneTitle", ["place": localizer.name(of: sheet.place)])
        return try await page.render("count-done", title: title, copy: .drop, model)
    }

    private static func row(
        _ item: Item, expected: Int64, seen: Int64, difference: Int64, _ localizer: Localizer
    ) -> Model.Row {
        Model.Row(
            href: "/items/\(item.id)", itemName: item.name,
            expected: localizer.amount(expected, item.measure),
            seen: localizer.amount(seen, item.measure),
            difference: localizer.signed(difference, item.measure))
    }
}

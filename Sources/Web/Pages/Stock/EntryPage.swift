import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// One entry of the journal: what it says in words, what it moved, and its exact text.
enum EntryPage {
    static let all = [
        Route.page(.get, "/entries/{seq}", .role(.viewer), show),
        Route.page(.post, "/entries/{seq}", .role(.volunteer), undo),
    ]

    /// Lines shown at the most; the exact text has all of them.
    private static let lineLimit = 100
    /// Characters of the exact text that are shown; the journal's own route gives all.
    private static let exactLimit = 12_000

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let seq = try number(page)
        let (title, model) = try await page.hub.read { queries in
            guard let entry = try queries.entry(seq) else {
                throw StorageFault.entryNotFound(String(seq))
            }
            let body = try entry.content()
            let number = page.localizer.number(seq)
            var model = StoryModel(kind: page.localizer.text("story.anyEntry", ["n": number]))
            let words = try EntryDescription(entry, body, queries, page)
            model.facts = Rows(words.facts)
            model.holdings = try lines(body?.lines ?? [], queries, page.localizer)
            model.exact = String(String(decoding: entry.body, as: UTF8.self).prefix(exactLimit))
            if page.may(.volunteer), body?.reversible != nil {
                model.undo = .init(undoAction: "/entries/\(seq)", reversalId: page.newID())
            }
            return (words.title ?? model.kind, model)
        }
        return try await page.render("story", title: title, model)
    }

    @Sendable private static func undo(_ page: PageRequest) async throws -> Response {
        let seq = try number(page)
        let form = try await PageForm(page.request)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        guard let entry = try await page.hub.read({ try $0.entry(seq) }) else {
            throw StorageFault.entryNotFound(String(seq))
        }
        let reversal = try await page.hub.undo(entry.id, as: id)
        return page.see("/entries/\(reversal?.seq ?? seq)", told: .undone)
    }

    private static func number(_ page: PageRequest) throws -> Int64 {
        let text = page.context.parameters.get("seq") ?? ""
        guard let seq = Int64(text) else {
            throw StorageFault.entryNotFound(String(text.prefix(40)))
        }
        return seq
    }

    private static func lines(
        _ lines: [MovementLine], _ queries: Queries, _ localizer: Localizer
    ) throws -> StoryModel.Holdings? {
        guard !lines.isEmpty else { return nil }
        let rows = try lines.prefix(lineLimit).map { line in
            let item = try queries.item(line.item)?.item
            let names = try [line.from, line.to].map {
                try queries.place($0).map { localizer.name(of: $0) } ?? ""
            }
            let date = try queries.lot(line.lot).map { localizer.dateLabel($0.key.dateLabel) }
            return StoryModel.Holding(
                href: "/items/\(line.item)", name: item?.name ?? "",
                detail: [localizer.text("story.fromTo", ["from": names[0], "to": names[1]]), date]
                    .compactMap { $0 }.joined(separator: " · "),
                amount: localizer.amount(line.quantity.value, item?.measure ?? .each))
        }
        return .init(holdingsTitle: localizer.text("story.lines"), rows: rows, moreHref: nil)
    }
}

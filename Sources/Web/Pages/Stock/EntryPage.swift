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

    /// Lines of one page.
    private static let lineLimit = 100
    /// Lines that are passed over at the most; no entry has more.
    private static let mostLines: Int64 = 1_000_000
    /// Characters of the exact text that are shown; the journal's own route gives all.
    private static let exactLimit = 12_000

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let seq = try number(request)
        let first = request.number("line").map { Int(min(max(0, $0), mostLines)) } ?? 0
        let (page, story) = try await request.read { queries in
            guard let story = try queries.entryStory(seq, behind: first, lines: lineLimit) else {
                throw StorageFault.entryNotFound(String(seq))
            }
            return story
        }
        let number = page.localizer.number(seq)
        var model = StoryModel(kind: page.localizer.text("story.anyEntry", ["n": number]))
        let words = EntryDescription(story, page)
        model.facts = Rows(words.facts)
        model.holdings = lines(story, behind: first, page.localizer)
        model.exact = String(
            String(decoding: story.entry.body, as: UTF8.self).prefix(exactLimit))
        if page.may(.volunteer), story.canBeUndone {
            model.undo = .init(undoAction: "/entries/\(seq)", reversalId: page.newID())
        }
        return try await page.render("story", title: words.title ?? model.kind, model)
    }

    @Sendable private static func undo(_ request: WebRequest) async throws -> Response {
        let seq = try number(request)
        let form = try await PageForm(request.http)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        let (outcome, earlier) = try await request.hub.undo(entry: seq, as: id)
        let waiting = outcome.waiting > 0 ? String(outcome.waiting) : nil
        let told: FlashMessage = waiting == nil ? .undone : .scansWait
        if let earlier, !earlier.scans.isEmpty {
            return request.see(
                "/items/\(earlier.item)", EarlierScansModel.query(earlier.origin), told: told,
                about: waiting)
        }
        if form["back"] != nil {
            return request.see(
                HistoryPage.path, ["query": form["query"] ?? ""], told: told, about: waiting)
        }
        return request.see(
            "/entries/\(outcome.recorded?.seq ?? seq)", told: told, about: waiting)
    }

    private static func number(_ request: WebRequest) throws -> Int64 {
        let text = request.context.parameters.get("seq") ?? ""
        guard let seq = InputParsing.whole(text) else {
            throw StorageFault.entryNotFound(String(text.prefix(40)))
        }
        return seq
    }

    private static func lines(
        _ story: EntryStory, behind first: Int, _ localizer: Localizer
    ) -> StoryModel.Contents? {
        let lines = (story.body?.lines ?? []).dropFirst(first)
        guard !lines.isEmpty else { return nil }
        let rows = lines.prefix(lineLimit).map { line in
            let item = story.items[line.item]
            let names = [line.from, line.to].map {
                story.places[$0].map { localizer.name(of: $0) } ?? ""
            }
            let date = story.lots[line.lot].map { localizer.dateLabel($0.key.dateLabel) }
            return StoryModel.Holding(
                href: "/items/\(line.item)", name: item?.name ?? "",
                detail: [localizer.text("story.fromTo", ["from": names[0], "to": names[1]]), date]
                    .compactMap { $0 }.joined(separator: " · "),
                lotHref: LotPage.path(line.lot),
                amount: localizer.amount(line.quantity.value, item?.measure ?? .each))
        }
        let next = PageRequest.path(
            "/entries/\(story.entry.seq)", ["line": String(first + lineLimit)])
        return .init(
            holdingsTitle: localizer.text("story.lines"), rows: rows,
            moreHref: lines.count > lineLimit ? next : nil)
    }
}

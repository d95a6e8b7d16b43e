import Hummingbird
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

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let seq = try number(visit)
        let (title, model) = try await visit.hub.store.read { queries in
            guard let entry = try queries.entry(seq) else {
                throw StorageFault.entryNotFound(String(seq))
            }
            let body = try EntryBody(kind: entry.kind, body: entry.body)
            let number = visit.speech.number(seq)
            var model = StoryModel(kind: visit.speech.say("story.anyEntry", ["n": number]))
            let words = try EntryWords(entry, body, queries, visit)
            model.facts = Rows(words.facts)
            model.holdings = try lines(body?.lines ?? [], queries, visit.speech)
            model.exact = String(String(decoding: entry.body, as: UTF8.self).prefix(exactLimit))
            if visit.may(.volunteer), let body, isMovement(body) {
                model.undo = .init(undoAction: "/entries/\(seq)", reversalId: visit.newID())
            }
            return (words.title ?? model.kind, model)
        }
        return try await visit.page("story", title: title, model)
    }

    @Sendable private static func undo(_ visit: Visit) async throws -> Response {
        let seq = try number(visit)
        let form = try await PageForm(visit.request)
        let id: EntryID = try Names.id(try form.required("id"))
        guard let entry = try await visit.hub.store.read({ try $0.entry(seq) }) else {
            throw StorageFault.entryNotFound(String(seq))
        }
        let reversal = try await visit.hub.store.write { try $0.reverse(entry.id, entryID: id) }
        return visit.see("/entries/\(reversal?.seq ?? seq)", told: .undone)
    }

    private static func number(_ visit: Visit) throws -> Int64 {
        let text = visit.context.parameters.get("seq") ?? ""
        guard let seq = Int64(text) else {
            throw StorageFault.entryNotFound(String(text.prefix(40)))
        }
        return seq
    }

    private static func isMovement(_ body: EntryBody) -> Bool {
        switch body {
        case .movement: true
        case .scanResolved(let resolved): resolved.movement != nil
        case .hubFounded, .itemDefined, .placeMade, .placeMoved, .reversal, .scanUnresolved,
            .labelIssued, .labelCodesIssued, .labelBound, .donationLabelled, .countOpened,
            .countLine, .countCompleted,
            .dayClosed:
            false
        }
    }

    private static func lines(
        _ lines: [Line], _ queries: Queries, _ speech: Speech
    ) throws -> StoryModel.Holdings? {
        guard !lines.isEmpty else { return nil }
        let rows = try lines.prefix(lineLimit).map { line in
            let item = try queries.item(line.item)?.item
            let names = try [line.from, line.to].map {
                try queries.place($0).map { speech.name(of: $0) } ?? ""
            }
            let date = try queries.lot(line.lot).map { speech.dateLabel($0.key.dateLabel) }
            return StoryModel.Holding(
                href: "/items/\(line.item)", name: item?.name ?? "",
                detail: [speech.say("story.fromTo", ["from": names[0], "to": names[1]]), date]
                    .compactMap { $0 }.joined(separator: " · "),
                amount: speech.amount(line.quantity.value, item?.measure ?? .each))
        }
        return .init(holdingsTitle: speech.say("story.lines"), rows: rows, moreHref: nil)
    }
}

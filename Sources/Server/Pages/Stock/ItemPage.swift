import Hummingbird
import Stock
import Storage

/// One item: what there is of it, where, and the entries behind it.
enum ItemPage {
    static let all = [Route.page(.get, "/items/{id}", .role(.viewer), show)]

    /// Places and dates shown at the most.
    private static let holdingLimit = 100

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let id: ItemID = try visit.context.id()
        let path = "/items/\(id)"
        let before = visit.query("before").flatMap { Int64($0) }
        let (name, model) = try await visit.hub.store.read { queries in
            guard let known = try queries.item(id) else {
                throw StorageFault.itemNotFound(id.description)
            }
            var model = StoryModel(kind: visit.speech.say("story.item"))
            let onHand = try queries.onHand(id)
            model.figure = figure(known.item, onHand, visit.speech)
            model.facts = Rows(facts(known, visit.speech))
            model.actions = actions(known, visit)
            model.holdings = try holdings(known.item, queries, visit)
            let lines = try queries.story(
                item: id, before: before, limit: StoryModel.Entries.pageLength)
            model.entries = try .init(lines, at: path, named: false, Places(lines, queries), visit)
            return (known.item.name, model)
        }
        return try await visit.page("story", title: name, model)
    }

    private static func figure(_ item: Item, _ quantity: Int64, _ speech: Speech)
        -> StoryModel.Figure
    {
        let weight =
            item.measure == .each ? item.grams(of: quantity).map { speech.weight($0) } : nil
        return .init(
            number: speech.amount(quantity, item.measure),
            beside: [speech.say("story.inAll"), weight].compactMap { $0 }.joined(separator: " · "))
    }

    private static func facts(_ known: ItemWithCodes, _ speech: Speech) -> [StoryModel.Fact] {
        let item = known.item
        var facts: [StoryModel.Fact] = []
        if !item.category.isEmpty {
            facts.append(.init(speech.say("words.category"), item.category))
        }
        if let weight = item.unitWeightGrams {
            facts.append(.init(speech.say("story.weightOfOne"), speech.weight(weight)))
        }
        let codes = known.codes.prefix(12).map { code in
            code.pack == 1
                ? speech.code(code.code)
                : speech.say(
                    "story.codePack",
                    ["code": speech.code(code.code), "n": speech.number(code.pack)])
        }
        if !codes.isEmpty {
            facts.append(.init(speech.say("story.codes"), codes.joined(separator: " · ")))
        }
        return facts
    }

    private static func actions(_ known: ItemWithCodes, _ visit: Visit) -> Rows<StoryModel.Action>?
    {
        guard visit.may(.volunteer) else { return nil }
        let href = Visit.path("/labels", ["layout": "lot", "target": known.item.id.description])
        let all = Visit.path("/labels/list", ["item": known.item.id.description])
        return Rows([
            .init(href: href, name: visit.speech.say("story.printLabel")),
            .init(href: all, name: visit.speech.say("story.printDates")),
        ])
    }

    private static func holdings(
        _ item: Item, _ queries: Queries, _ visit: Visit
    ) throws -> StoryModel.Holdings? {
        let speech = visit.speech
        let stock = try queries.stock(item: item.id, limit: holdingLimit)
        guard !stock.isEmpty else { return nil }
        let rows = try stock.map { row in
            StoryModel.Holding(
                href: "/places/\(row.place)",
                name: try queries.place(row.place).map { speech.name(of: $0) } ?? "",
                detail: speech.dateLabel(row.lot.key.dateLabel),
                amount: speech.amount(row.quantity, item.measure))
        }
        return .init(holdingsTitle: speech.say("story.where"), rows: rows, moreHref: nil)
    }
}

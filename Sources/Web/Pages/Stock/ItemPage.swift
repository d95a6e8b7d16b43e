import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// One item: what there is of it, where, and the entries behind it.
enum ItemPage {
    static let all = [Route.page(.get, "/items/{id}", .role(.viewer), show)]

    /// Places and dates shown at the most.
    private static let holdingLimit = 100

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let id: ItemID = try page.context.id()
        let path = "/items/\(id)"
        let before = page.query("before").flatMap { Int64($0) }
        let (name, model) = try await page.hub.read { queries in
            guard let known = try queries.item(id) else {
                throw StorageFault.itemNotFound(id.description)
            }
            var model = StoryModel(kind: page.localizer.text("story.item"))
            let onHand = try queries.onHand(id)
            model.figure = figure(known.item, onHand, page.localizer)
            model.facts = Rows(facts(known, page.localizer))
            model.actions = actions(known, page)
            model.holdings = try holdings(known.item, queries, page)
            let lines = try queries.story(
                item: id, before: before, limit: StoryModel.Entries.pageLength)
            model.entries = try .init(lines, at: path, named: false, Places(lines, queries), page)
            return (known.item.name, model)
        }
        return try await page.render("story", title: name, model)
    }

    private static func figure(_ item: Item, _ quantity: Int64, _ localizer: Localizer)
        -> StoryModel.Figure
    {
        let weight =
            item.measure == .each ? item.grams(of: quantity).map { localizer.weight($0) } : nil
        return .init(
            number: localizer.amount(quantity, item.measure),
            beside: [localizer.text("story.inAll"), weight].compactMap { $0 }.joined(
                separator: " · "))
    }

    private static func facts(_ known: ItemWithCodes, _ localizer: Localizer) -> [StoryModel.Fact] {
        let item = known.item
        var facts: [StoryModel.Fact] = []
        if !item.category.isEmpty {
            facts.append(.init(localizer.text("words.category"), item.category))
        }
        if let weight = item.unitWeightGrams {
            facts.append(.init(localizer.text("story.weightOfOne"), localizer.weight(weight)))
        }
        let codes = known.codes.prefix(12).map { code in
            code.pack == 1
                ? localizer.code(code.code)
                : localizer.text(
                    "story.codePack",
                    ["code": localizer.code(code.code), "n": localizer.number(code.pack)])
        }
        if !codes.isEmpty {
            facts.append(.init(localizer.text("story.codes"), codes.joined(separator: " · ")))
        }
        return facts
    }

    private static func actions(_ known: ItemWithCodes, _ page: PageRequest) -> Rows<
        StoryModel.Action
    >? {
        guard page.may(.volunteer) else { return nil }
        let href = PageRequest.path(
            "/labels", ["layout": "lot", "target": known.item.id.description])
        let all = PageRequest.path("/labels/list", ["item": known.item.id.description])
        return Rows([
            .init(href: href, name: page.localizer.text("story.printLabel")),
            .init(href: all, name: page.localizer.text("story.printDates")),
        ])
    }

    private static func holdings(
        _ item: Item, _ queries: Queries, _ page: PageRequest
    ) throws -> StoryModel.Holdings? {
        let localizer = page.localizer
        let stock = try queries.stock(item: item.id, limit: holdingLimit)
        guard !stock.isEmpty else { return nil }
        let rows = try stock.map { row in
            StoryModel.Holding(
                href: "/places/\(row.place)",
                name: try queries.place(row.place).map { localizer.name(of: $0) } ?? "",
                detail: localizer.dateLabel(row.lot.key.dateLabel),
                amount: localizer.amount(row.quantity, item.measure))
        }
        return .init(holdingsTitle: localizer.text("story.where"), rows: rows, moreHref: nil)
    }
}

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

    @Sendable private static func show(_ visit: WebRequest) async throws -> Response {
        let id: ItemID = try visit.context.id()
        let before = visit.number("before")
        let (page, story) = try await visit.read {
            try $0.itemStory(
                id, before: before, holdings: holdingLimit, lines: StoryModel.Entries.pageLength)
        }
        let localizer = page.localizer
        var model = StoryModel(kind: localizer.text("story.item"))
        model.figure = figure(story.known.item, story.onHand, localizer)
        model.facts = Rows(facts(story.known, localizer))
        model.actions = actions(story.known, page)
        model.holdings = holdings(story.holdings, localizer)
        model.entries = .init(story.lines, at: "/items/\(id)", named: false, page)
        return try await page.render("story", title: story.known.item.name, model)
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

    private static func holdings(_ stock: [StockRow], _ localizer: Localizer)
        -> StoryModel.Holdings?
    {
        guard !stock.isEmpty else { return nil }
        let rows = stock.map { row in
            StoryModel.Holding(
                href: "/places/\(row.place)",
                name: localizer.name(ofPlace: row.placeName, kind: row.placeKind),
                detail: localizer.dateLabel(row.lot.key.dateLabel),
                amount: localizer.amount(row.quantity, row.measure))
        }
        return .init(holdingsTitle: localizer.text("story.where"), rows: rows, moreHref: nil)
    }
}

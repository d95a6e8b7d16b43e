import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// One place: what is in it, and the entries behind that.
enum PlacePage {
    static let all = [Route.page(.get, "/places/{id}", .role(.viewer), show)]

    /// Rows of what is here, on one page.
    private static let pageLength = 60

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let id: PlaceID = try page.context.id()
        let before = page.query("before").flatMap { Int64($0) }
        let (name, model) = try await page.hub.read { queries in
            guard let place = try queries.place(id) else {
                throw StorageFault.placeNotFound(id.description)
            }
            var model = StoryModel(kind: page.localizer.text("words.\(place.kind.rawValue)"))
            model.facts = Rows(try facts(place, queries, page.localizer))
            let holdsPlaces = try queries.places().contains { $0.parent == place.id }
            model.actions = actions(place, holdsPlaces: holdsPlaces, page)
            if place.kind.isStorage { model.holdings = try holdings(place, queries, page) }
            let lines = try queries.story(
                place: id, before: before, limit: StoryModel.Entries.pageLength)
            model.entries = try .init(
                lines, at: "/places/\(id)", named: true, Places(lines, queries), page)
            return (page.localizer.name(of: place), model)
        }
        return try await page.render("story", title: name, model)
    }

    private static func facts(
        _ place: Place, _ queries: Queries, _ localizer: Localizer
    ) throws -> [StoryModel.Fact] {
        var facts: [StoryModel.Fact] = []
        if let parent = try place.parent.flatMap({ try queries.place($0) }) {
            facts.append(
                .init(
                    localizer.text("story.standsIn"), localizer.name(of: parent),
                    href: "/places/\(parent.id)"))
        }
        if let code = place.labelCode {
            facts.append(.init(localizer.text("story.label"), localizer.code(code)))
        }
        return facts
    }

    private static func actions(
        _ place: Place, holdsPlaces: Bool, _ page: PageRequest
    ) -> Rows<StoryModel.Action>? {
        guard page.may(.volunteer), place.kind.isStorage else { return nil }
        var actions = [
            StoryModel.Action(
                href: PageRequest.path("/count", ["place": place.id.description]),
                name: page.localizer.text("story.countHere"))
        ]
        if let code = place.labelCode {
            actions.append(label(["target": code], "story.printLabel", page))
            if place.kind == .box {
                actions.append(
                    label(["target": code, "layout": "contents"], "story.printContents", page))
            }
        } else {
            actions.append(list(["pick-place.\(place.id)": "yes"], "story.printLabel", page))
        }
        if holdsPlaces {
            actions.append(list(["in": place.id.description], "story.printPlaces", page))
        }
        actions.append(
            list(["in": place.id.description, "what": "food"], "story.printFood", page))
        return Rows(actions)
    }

    private static func label(_ query: [String: String], _ key: String, _ page: PageRequest)
        -> StoryModel.Action
    {
        .init(href: PageRequest.path("/labels", query), name: page.localizer.text(key))
    }

    private static func list(_ query: [String: String], _ key: String, _ page: PageRequest)
        -> StoryModel.Action
    {
        .init(href: PageRequest.path("/labels/list", query), name: page.localizer.text(key))
    }

    private static func holdings(
        _ place: Place, _ queries: Queries, _ page: PageRequest
    ) throws -> StoryModel.Holdings? {
        let localizer = page.localizer
        let after = max(0, page.query("after").flatMap { Int($0) } ?? 0)
        let stock = try queries.stock(place: place.id, after: after, limit: pageLength)
        guard !stock.isEmpty else { return nil }
        let rows = try stock.map { row in
            let inside =
                row.place == place.id
                ? nil : try queries.place(row.place).map { localizer.name(of: $0) }
            return StoryModel.Holding(
                href: "/items/\(row.item)", name: row.itemName,
                detail: [inside, localizer.dateLabel(row.lot.key.dateLabel)].compactMap { $0 }
                    .joined(separator: " · "),
                amount: localizer.amount(
                    row.quantity, try queries.item(row.item)?.item.measure ?? .each))
        }
        let next = PageRequest.path("/places/\(place.id)", ["after": String(after + pageLength)])
        return .init(
            holdingsTitle: localizer.text("story.inside"), rows: rows,
            moreHref: stock.count == pageLength ? next : nil)
    }
}

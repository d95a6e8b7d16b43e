import Hummingbird
import Stock
import Storage

/// One place: what is in it, and the entries behind that.
enum PlacePage {
    static let all = [Route.page(.get, "/places/{id}", .role(.viewer), show)]

    /// Rows of what is here, on one page.
    private static let pageLength = 60

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let id: PlaceID = try visit.context.id()
        let before = visit.query("before").flatMap { Int64($0) }
        let (name, model) = try await visit.hub.store.read { queries in
            guard let place = try queries.place(id) else {
                throw StorageFault.placeNotFound(id.description)
            }
            var model = StoryModel(kind: visit.speech.say("words.\(place.kind.rawValue)"))
            model.facts = Rows(try facts(place, queries, visit.speech))
            let holdsPlaces = try queries.places().contains { $0.parent == place.id }
            model.actions = actions(place, holdsPlaces: holdsPlaces, visit)
            if place.kind.isStorage { model.holdings = try holdings(place, queries, visit) }
            let lines = try queries.story(
                place: id, before: before, limit: StoryModel.Entries.pageLength)
            model.entries = try .init(
                lines, at: "/places/\(id)", named: true, Places(lines, queries), visit)
            return (visit.speech.name(of: place), model)
        }
        return try await visit.page("story", title: name, model)
    }

    private static func facts(
        _ place: Place, _ queries: Queries, _ speech: Speech
    ) throws -> [StoryModel.Fact] {
        var facts: [StoryModel.Fact] = []
        if let parent = try place.parent.flatMap({ try queries.place($0) }) {
            facts.append(
                .init(
                    speech.say("story.standsIn"), speech.name(of: parent),
                    href: "/places/\(parent.id)"))
        }
        if let code = place.labelCode {
            facts.append(.init(speech.say("story.label"), speech.code(code)))
        }
        return facts
    }

    private static func actions(
        _ place: Place, holdsPlaces: Bool, _ visit: Visit
    ) -> Rows<StoryModel.Action>? {
        guard visit.may(.volunteer), place.kind.isStorage else { return nil }
        var actions = [
            StoryModel.Action(
                href: Visit.path("/count", ["place": place.id.description]),
                name: visit.speech.say("story.countHere"))
        ]
        if let code = place.labelCode {
            actions.append(label(["target": code], "story.printLabel", visit))
            if place.kind == .box {
                actions.append(
                    label(["target": code, "layout": "contents"], "story.printContents", visit))
            }
        } else {
            actions.append(list(["pick-place.\(place.id)": "yes"], "story.printLabel", visit))
        }
        if holdsPlaces {
            actions.append(list(["in": place.id.description], "story.printPlaces", visit))
        }
        actions.append(
            list(["in": place.id.description, "what": "food"], "story.printFood", visit))
        return Rows(actions)
    }

    private static func label(_ query: [String: String], _ key: String, _ visit: Visit)
        -> StoryModel.Action
    {
        .init(href: Visit.path("/labels", query), name: visit.speech.say(key))
    }

    private static func list(_ query: [String: String], _ key: String, _ visit: Visit)
        -> StoryModel.Action
    {
        .init(href: Visit.path("/labels/list", query), name: visit.speech.say(key))
    }

    private static func holdings(
        _ place: Place, _ queries: Queries, _ visit: Visit
    ) throws -> StoryModel.Holdings? {
        let speech = visit.speech
        let after = max(0, visit.query("after").flatMap { Int($0) } ?? 0)
        let stock = try queries.stock(place: place.id, after: after, limit: pageLength)
        guard !stock.isEmpty else { return nil }
        let rows = try stock.map { row in
            let inside =
                row.place == place.id
                ? nil : try queries.place(row.place).map { speech.name(of: $0) }
            return StoryModel.Holding(
                href: "/items/\(row.item)", name: row.itemName,
                detail: [inside, speech.dateLabel(row.lot.key.dateLabel)].compactMap { $0 }
                    .joined(separator: " · "),
                amount: speech.amount(
                    row.quantity, try queries.item(row.item)?.item.measure ?? .each))
        }
        let next = Visit.path("/places/\(place.id)", ["after": String(after + pageLength)])
        return .init(
            holdingsTitle: speech.say("story.inside"), rows: rows,
            moreHref: stock.count == pageLength ? next : nil)
    }
}

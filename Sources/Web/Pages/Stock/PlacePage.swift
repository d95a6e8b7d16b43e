import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// One place: what is in it, and the entries behind that.
enum PlacePage {
    static let all = [
        Route.page(.get, "/places/{id}", .role(.viewer), show),
        Route.page(.post, "/places/{id}", .role(.volunteer), change),
        Route.page(.post, "/places/{id}/emptying", .role(.volunteer), empty),
        Route.page(.post, "/places/{id}/retirement", .role(.volunteer), retire),
    ]

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: PlaceID = try request.context.id()
        let from = request.storyPosition
        let behind = try request.http.stockPosition()
        let mayMend = request.may(.volunteer)
        let (page, (story, places)) = try await request.read { queries in
            do {
                return (
                    try queries.placeStory(
                        id, from: from, behind: behind,
                        holdings: StoryModel.Contents.pageLength + 1,
                        lines: StoryModel.Entries.pageLength),
                    mayMend ? try queries.places() : []
                )
            } catch StorageFault.placeNotFound { throw Problem.pathWithoutPlace(id.description) }
        }
        let (place, localizer) = (story.place, page.localizer)
        let kind = localizer.text("words.\(place.kind.rawValue)")
        var model = StoryModel(
            kind: place.retiredBy == nil ? kind : "\(kind) · \(localizer.text("story.retired"))")
        model.facts = Rows(facts(story, localizer))
        model.actions = actions(place, holdsPlaces: story.holdsPlaces, page)
        model.holdings = holdings(story, localizer)
        model.entries = .init(story.lines, from: from, at: "/places/\(id)", named: true, page)
        model.changes = ChangeRows(of: story.changes, told: story.told, page)
        if mayMend {
            let isFilled =
                story.holdsPlaces || story.holdings.contains { $0.quantity > 0 }
                || story.holdings.count > StoryModel.Contents.pageLength
            model.placeMend = PlaceCorrectionModel(
                place, isEmpty: story.holdings.isEmpty && !story.holdsPlaces, isFilled: isFilled,
                among: places, page)
        }
        return try await page.render("story", title: localizer.name(of: place), model)
    }

    /// Gives the place another name, or stands it with all it holds somewhere else.
    @Sendable private static func change(_ request: WebRequest) async throws -> Response {
        let id: PlaceID = try request.context.id()
        let form = try await PageForm(request.http)
        let isLeft = PlaceCorrectionModel.isLeft(form)
        _ = try await request.hub.change(
            .id(id),
            by: PlaceChangeRequest(
                name: try form.required("name"),
                parent: isLeft ? .none : FieldPatch(form["parent"])
            ).patch())
        return request.see("/places/\(id)", told: .saved)
    }

    /// Moves all that the place holds into the one that the form names.
    @Sendable private static func empty(_ request: WebRequest) async throws -> Response {
        let place: PlaceID = try request.context.id()
        let form = try await PageForm(request.http)
        try await request.hub.empty(
            .id(place), into: .id(try InputParsing.id(try form.required("into"))),
            station: request.station, as: try InputParsing.id(try form.required("id")),
            retiring: form["retire"] != nil)
        return request.see("/places/\(place)", told: .saved)
    }

    @Sendable private static func retire(_ request: WebRequest) async throws -> Response {
        let place: PlaceID = try request.context.id()
        let form = try await PageForm(request.http)
        _ = try await request.hub.retire(
            .id(place), as: try InputParsing.id(try form.required("id")))
        return request.see("/places/\(place)", told: .saved)
    }

    private static func facts(_ story: PlaceStory, _ localizer: Localizer) -> [StoryModel.Fact] {
        var facts: [StoryModel.Fact] = []
        if let parent = story.parent {
            facts.append(
                .init(
                    localizer.text("story.standsIn"), localizer.name(of: parent),
                    href: "/places/\(parent.id)"))
        }
        if let code = story.place.labelCode {
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
        _ story: PlaceStory, _ localizer: Localizer
    ) -> StoryModel.Contents? {
        let (place, stock) = (story.place, story.holdings)
        guard !stock.isEmpty else { return nil }
        let rows = stock.prefix(StoryModel.Contents.pageLength).map { row in
            let inside =
                row.place == place.id
                ? nil : localizer.name(ofPlace: row.placeName, kind: row.placeKind)
            return StoryModel.Holding(
                href: "/items/\(row.item)", name: row.itemName,
                detail: [inside, localizer.dateLabel(row.lot.key.dateLabel)].compactMap { $0 }
                    .joined(separator: " · "),
                lotHref: LotPage.path(row.lot.id),
                amount: localizer.amount(row.quantity, row.measure))
        }
        return .init(
            holdingsTitle: localizer.text("story.inside"), rows: rows,
            moreHref: StoryModel.Contents.next(stock, at: "/places/\(place.id)"))
    }
}

import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// One lot of an item: how much of it there is and where, the date on its package, and the entries behind it.
enum LotPage {
    static let all = [
        Route.page(.get, "/lots/{id}", .role(.viewer), show),
        Route.page(.post, "/lots/{id}", .role(.volunteer), change),
    ]

    static func path(_ lot: LotID) -> String { "/lots/\(lot)" }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: LotID = try request.context.id()
        let (from, behind) = (request.storyPosition, try request.http.stockPosition())
        let (page, story) = try await request.read { queries in
            try queries.lotStory(
                id, from: from, behind: behind, holdings: StoryModel.Contents.pageLength + 1,
                lines: StoryModel.Entries.pageLength)
        }
        let (item, localizer) = (story.item, page.localizer)
        var model = StoryModel(kind: localizer.dateLabel(story.lot.key.dateLabel))
        model.figure = .init(item, story.onHand, localizer)
        model.facts = Rows(facts(story, localizer))
        model.actions = actions(item, page)
        model.holdings = .init(story.holdings, at: path(id), localizer)
        model.entries = .init(story.lines, from: from, at: path(id), named: false, page)
        if page.may(.volunteer) { model.lotMend = LotCorrectionModel(story, page) }
        return try await page.render("story", title: item.name, model)
    }

    private static func facts(_ story: LotStory, _ localizer: Localizer) -> [StoryModel.Fact] {
        let key = story.lot.key
        var facts = [
            StoryModel.Fact(
                localizer.text("story.item"), story.item.name, href: "/items/\(story.item.id)")
        ]
        if let number = key.number {
            facts.append(.init(localizer.text("story.lotNumber"), number))
        }
        facts.append(
            .init(localizer.text("story.programme"), localizer.name(of: key.programme)))
        return facts
    }

    private static func actions(_ item: Item, _ page: PageRequest) -> Rows<StoryModel.Action>? {
        guard page.may(.volunteer) else { return nil }
        let query = ["layout": "lot", "target": item.id.description]
        return Rows([
            .init(
                href: PageRequest.path("/labels", query),
                name: page.localizer.text("story.printLabel"))
        ])
    }

    /// What the date says.
    static func kind(_ form: PageForm) -> DateLabel.Kind {
        form["kind"].flatMap { DateLabel.Kind(rawValue: $0) } ?? .bestBy
    }

    /// Puts right what was misread on the package; what the form leaves empty was not there.
    @Sendable private static func change(_ request: WebRequest) async throws -> Response {
        let lot: LotID = try request.context.id()
        let form = try await PageForm(request.http)
        let right = try await request.hub.correct(
            lot,
            by: LotChangeRequest(
                dateLabel: FieldPatch(form.dateLabel("date", kind(form))),
                lotNumber: FieldPatch(form["number"])
            ).patch())
        return request.see(path(right.id), told: .saved)
    }
}

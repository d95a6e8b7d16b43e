import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What another date or lot number would do, shown before it is said.
enum LotPreviewPage {
    static let all = [Route.page(.get, "/lots/{id}/preview", .role(.volunteer), show)]

    static func path(_ lot: LotID) -> String { "\(LotPage.path(lot))/preview" }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: LotID = try request.context.id()
        let asked = request.asked
        let date = try asked.dateLabel("date", LotPage.kind(asked))?.label()
        let (page, story) = try await request.read {
            try $0.lotStory(id, from: nil, behind: nil, holdings: 1, lines: 1)
        }
        let (localizer, key, item) = (page.localizer, story.lot.key, story.item)
        let none = localizer.text("preview.none")
        var effects: [String] = []
        if date != key.dateLabel {
            effects.append(
                localizer.text(
                    "preview.date",
                    [
                        "new": localizer.dateLabel(date), "old": localizer.dateLabel(key.dateLabel),
                    ]))
        }
        if asked["number"] != key.number {
            effects.append(
                localizer.text(
                    "preview.number",
                    ["new": asked["number"] ?? none, "old": key.number ?? none]))
        }
        if !effects.isEmpty {
            effects.append(
                localizer.text(
                    "preview.lot", ["amount": localizer.amount(story.onHand, item.measure)]))
        }
        let preview = ChangePreview(
            effects, action: LotPage.path(id), name: "mend.save",
            fields: ["kind", "date", "number"], back: LotPage.path(id), page)
        return try await ChangePreview.render(preview, title: item.name, page)
    }
}

import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What renaming, moving, emptying or retiring a place would do, shown before it is done.
enum PlacePreviewPage {
    static let all = [Route.page(.get, "/places/{id}/preview", .role(.volunteer), show)]

    static func path(_ place: PlaceID) -> String { "/places/\(place)/preview" }

    /// Things that go with it that are named, at the most.
    private static let most = 60

    private struct Content: Sendable {
        let story: PlaceStory
        let places: [Place]

        /// What the ledger misses in the place itself; that of a place in it goes with that place.
        var short: [StockRow] {
            story.holdings.filter { $0.quantity < 0 && $0.place == story.place.id }
        }

        func name(_ id: String?, _ localizer: Localizer) -> String? {
            let place = id.flatMap { PlaceID($0) }.flatMap { id in places.first { $0.id == id } }
            return place.map { localizer.name(of: $0) }
        }
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: PlaceID = try request.context.id()
        let (page, known) = try await request.read { queries in
            Content(
                story: try queries.placeStory(
                    id, from: nil, behind: nil, holdings: most + 1, lines: 1),
                places: try queries.places())
        }
        let (asked, at, localizer) = (request.asked, "/places/\(id)", page.localizer)
        let preview =
            if let into = known.name(asked["into"], localizer) {
                ChangePreview(
                    emptied(known, into, retires: asked["retire"] != nil, localizer),
                    action: "\(at)/emptying", name: "mend.empty",
                    fields: known.short.isEmpty ? ["into", "retire"] : ["into"], back: at, page)
            } else if asked["retirement"] != nil {
                ChangePreview(
                    [localizer.text("mend.retireTell")], action: "\(at)/retirement",
                    name: "mend.retire", fields: [], back: at, page)
            } else {
                ChangePreview(
                    changed(known, asked, localizer), action: at, name: "mend.save",
                    fields: ["name", "parent", "stood"], back: at, page)
            }
        return try await ChangePreview.render(
            preview, title: localizer.name(of: known.story.place), page)
    }

    private static func changed(
        _ known: Content, _ asked: PageForm, _ localizer: Localizer
    ) -> [String] {
        let place = known.story.place
        var effects: [String] = []
        if let name = asked["name"], name != place.name {
            effects.append(localizer.text("preview.name", ["new": name, "old": place.name]))
            effects += known.places.filter {
                $0.id != place.id && Item.key(ofName: $0.name) == Item.key(ofName: name)
            }.prefix(1).map { localizer.text("preview.placeNamed", ["name": $0.name]) }
        }
        if !PlaceCorrectionModel.isLeft(asked) {
            let byItself = localizer.text("mend.byItself")
            effects.append(
                localizer.text(
                    "preview.place",
                    [
                        "new": known.name(asked["parent"], localizer) ?? byItself,
                        "old": known.story.parent.map { localizer.name(of: $0) } ?? byItself,
                    ]))
        }
        return effects
    }

    private static func emptied(
        _ known: Content, _ into: String, retires: Bool, _ localizer: Localizer
    ) -> [String] {
        let short = known.short
        let held = known.story.holdings.filter {
            $0.quantity > 0 || $0.place != known.story.place.id
        }
        var effects =
            held.isEmpty && !known.story.holdsPlaces
            ? []
            : [
                localizer.text(
                    known.story.holdsPlaces ? "preview.emptiedPlaces" : "preview.emptied",
                    ["place": into])
            ]
        effects += held.prefix(most).map { told($0, localizer) }
        if held.count > most { effects.append(localizer.text("stock.more")) }
        effects += short.map {
            localizer.text(
                "preview.staysShort", ["amount": told($0, localizer), "place": $0.placeName])
        }
        if retires {
            effects.append(
                short.isEmpty
                    ? localizer.text("mend.retireTell")
                    : localizer.text("preview.staysUsed", ["place": short[0].placeName]))
        }
        return effects
    }

    private static func told(_ row: StockRow, _ localizer: Localizer) -> String {
        [
            localizer.amount(row.quantity, row.measure), row.itemName,
            localizer.dateLabel(row.lot.key.dateLabel),
        ].joined(separator: " · ")
    }
}

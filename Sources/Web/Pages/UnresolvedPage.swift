import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Scans of codes that nobody knows yet, each waiting for someone to say what it was.
enum UnresolvedPage {
    static let all = [
        Route.page(.get, "/unresolved", .role(.volunteer), show),
        Route.page(.post, "/unresolved", .role(.volunteer), settle),
    ]

    /// Codes on one page.
    private static let pageLength = 20

    private struct Model: Sendable {
        struct Row: Sendable {
            let scanId: String
            let resolutionId: String
            let itemId: String
            let code: String
            let story: String
            /// How many it is most likely of; empty where someone has to say it.
            let pack: String
            /// Where someone says what a blank label goes on; nil for other codes.
            let labelHref: String?
            /// The items that it may be of, by what it says itself.
            let offers: [Offer]
            /// The item that was named in place of a code.
            let named: String?
        }

        /// A known item that a code may be of: one press says so.
        struct Offer: Sendable {
            let offerAsked: String
            let offerHref: String
            let offerItem: String
            let offerName: String
            /// How many in it; nil where that has to be said.
            let offerPack: String?
        }

        struct Scans: Sendable {
            let rows: [Row]
            let nextHref: String?
        }

        let scans: Scans?
        let weightAsk: String
        let amountAsk: String
        let categories: [String]
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let after = try request.http.number(after: .unresolved) ?? 0
        let (page, (open, offers)) = try await request.read { queries in
            let open = try queries.openCodes(after: after, limit: pageLength)
            return (open, try open.codes.map { try CodeOffers(of: $0.first.scan.key, in: queries) })
        }
        let rows = zip(open.codes, offers).map { code, offers in
            Model.Row(
                scanId: code.first.id.description, resolutionId: page.newID(),
                itemId: page.newID(), code: page.localizer.code(code.first.scan.scan.code),
                story: story(code, page),
                pack: offers.isOfCase ? "" : "1",
                labelHref: code.isLabel
                    ? PageRequest.path("/labels/blank", ["code": code.first.scan.key]) : nil,
                offers: code.isLabel ? [] : Self.offers(offers, page.localizer),
                named: code.named?.name)
        }
        let more = open.hasMore ? open.codes.last?.first.seq : nil
        let model = Model(
            scans: rows.isEmpty
                ? nil
                : .init(
                    rows: rows,
                    nextHref: more.map {
                        PageRequest.path(
                            "/unresolved", ["after": Cursor(behindOpenScan: $0).description])
                    }),
            weightAsk: page.localizer.pieceWeightAsked,
            amountAsk: page.localizer.text(
                "unresolved.amount", ["unit": page.localizer.weightUnit.rawValue]),
            categories: Array(open.categories.prefix(ScanModel.suggestionLimit)))
        return try await page.render(
            "unresolved", title: page.localizer.text("unresolved.title"), model)
    }

    private static func offers(_ offers: CodeOffers, _ localizer: Localizer) -> [Model.Offer] {
        func offer(_ item: Item, _ key: String, pack: String?) -> Model.Offer {
            .init(
                offerAsked: localizer.text(key, ["item": item.name]),
                offerHref: "/items/\(item.id)", offerItem: item.id.description,
                offerName: item.name, offerPack: pack)
        }
        return (offers.inCase.map { [offer($0, "unresolved.isCase", pack: nil)] } ?? [])
            + offers.others.map { offer($0, "unresolved.isItem", pack: "1") }
    }

    private static func story(_ code: OpenCode, _ page: PageRequest) -> String {
        let (scan, times, localizer) = (code.first.scan.scan, code.times, page.localizer)
        let scanned = localizer.text(
            "unresolved.scanned",
            [
                "mode": localizer.text("scan.taken_\(scan.mode.rawValue)"),
                "quantity": scan.weightGrams.map { localizer.weight($0) }
                    ?? localizer.text("scan.times", ["n": localizer.number(scan.quantity ?? 1)]),
                "when": localizer.moment(code.first.at, now: page.now),
            ])
        let place = code.place.map { localizer.name(of: $0) }
        let often = times > 1 ? localizer.text("scan.askCodeTimes", n: times) : nil
        return [scanned, place, often].compactMap { $0 }.joined(separator: " · ")
    }

    @Sendable private static func settle(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        let scan: EntryID = try InputParsing.id(try form.required("scan"))
        let id: EntryID = try InputParsing.id(try form.required("id"))
        if form["nothing"] != nil {
            _ = try await request.hub.settle(scan, as: nil, id: id)
            return request.see("/unresolved", told: .dismissed)
        }
        let meant = try await meant(form, id, request.hub)
        if meant.count > 1 { return try await which(meant, form, request) }
        let unit = try await request.unit(of: form)
        let settled = try await request.hub.settle(
            scan, as: try meaning(form, unit), pack: try form.number("pack"),
            amount: try form.amount("quantity", unit), id: id)
        return request.see("/unresolved", told: .settled, about: settled.item?.description)
    }

    /// The known items that the name in the form may mean; none where one was chosen, or the form was answered before.
    private static func meant(_ form: PageForm, _ id: EntryID, _ hub: Hub) async throws -> [Item] {
        guard form["known"] == nil, form["into"] == nil, let name = form["name"] else { return [] }
        return try await hub.read { queries in
            try queries.isRecorded(id) ? [] : queries.items(meantBy: name).map(\.item)
        }
    }

    /// Asks which of the items is meant that share the name.
    private static func which(
        _ items: [Item], _ form: PageForm, _ request: WebRequest
    ) async throws -> Response {
        let (page, _) = try await request.read { _ in () }
        let choice = ItemChoice(
            form["name"] ?? "", near: items, method: "post", action: "/unresolved",
            fields: [
                "scan": form["scan"], "id": form["id"], "pack": form["pack"],
                "quantity": form["quantity"], "unit": form["unit"],
            ], page)
        return try await page.render(
            "item-unknown", title: page.localizer.text("unresolved.title"), status: .conflict,
            ItemChoice.Page(choice: choice, backHref: "/unresolved"))
    }

    /// What the form says the code is: an item that was chosen, or one as it is described.
    private static func meaning(_ form: PageForm, _ unit: WeightUnit) throws -> KnownOrNewItem {
        if let known = form["known"] ?? form["into"] { return .known(try InputParsing.id(known)) }
        // How one that is known is counted is not asked: the field is never empty.
        return .new(try item(form, unit))
    }

    /// What the form says the code is, as a new item.
    private static func item(_ form: PageForm, _ unit: WeightUnit) throws -> Item {
        let wanted = ItemRequest(
            id: try form.required("item"), name: try form.required("name"),
            category: form["category"],
            measure: form["measure"].flatMap { Measure(rawValue: $0) },
            unitWeightGrams: try form.decimal("weight").map { unit.grams(ofPiece: $0) ?? .max })
        return try wanted.item()
    }
}

import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What to use first: what is past its date, and what will be soon; and how some of it is thrown away.
enum UseFirstPage {
    static let all = [
        Route.page(.get, path, .role(.viewer), show),
        Route.page(.get, discardPath, .role(.volunteer), ask),
        Route.page(.post, discardPath, .role(.volunteer), discard),
    ]

    static let path = "/use-first"
    private static let discardPath = "/use-first/discard"
    /// Rows of one page, and of one that is to be printed.
    private static let pageLength = 100
    private static let mostRows = 1_000

    private struct Model: Sendable {
        struct Row: Sendable {
            let firstHref: String
            let firstName: String
            let firstPlaceHref: String
            let firstPlace: String
            let firstDate: String
            let firstAmount: String
            let discardHref: String?
        }

        struct Group: Sendable {
            let groupName: String
            let tone: String
            let shape: String
            var rows: [Row]
        }

        let pages: [StockWay]
        let asOf: String
        let groups: [Group]
        let nextHref: String?
        let allHref: String?
        /// Whether it is not all there is, which is said on paper.
        let isPart: Bool
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let isWhole = request.query("all") != nil
        let behind = try request.http.useFirstPosition()
        let today = request.today
        let (limit, days) = (isWhole ? mostRows : pageLength, UseFirst.month.mostDays ?? 0)
        let until = CivilDate(daysSince1970: today.daysSince1970 + days)
        let (page, rows) = try await request.read {
            try $0.useFirst(until: until, behind: behind, limit: limit)
        }
        let isMore = rows.count == limit
        let model = Model(
            pages: StockWay.all(at: path, page),
            asOf: page.localizer.text("useFirst.asOf", ["date": page.localizer.day(today)]),
            groups: groups(rows, today, page),
            nextHref: (isMore ? rows.last : nil).map {
                PageRequest.path(path, ["after": Cursor(behind: $0).description])
            },
            allHref: isMore && !isWhole ? PageRequest.path(path, ["all": "yes"]) : nil,
            isPart: isMore || behind != nil)
        return try await page.render(
            "use-first", title: page.localizer.text("useFirst.title"), model)
    }

    /// By how soon, and within that by last day and name.
    private static func groups(
        _ found: [DatedStock], _ today: CivilDate, _ page: PageRequest
    ) -> [Model.Group] {
        let localizer = page.localizer
        return UseFirst.allCases.compactMap { soon in
            let rows = found.filter { UseFirst(lastDay: $0.lastDay, today: today) == soon }
                .sorted {
                    ($0.lastDay, $0.row.itemName.lowercased())
                        < ($1.lastDay, $1.row.itemName.lowercased())
                }
            guard !rows.isEmpty else { return nil }
            let tone = soon == .past ? "stop" : soon == .days ? "look" : ""
            return .init(
                groupName: localizer.text("useFirst.\(soon.rawValue)"), tone: tone,
                shape: tone.isEmpty ? "wait" : tone,
                rows: rows.map { row($0.row, mayDiscard: page.may(.volunteer), localizer) })
        }
    }

    private static func row(
        _ held: StockRow, mayDiscard: Bool, _ localizer: Localizer
    ) -> Model.Row {
        .init(
            firstHref: "/items/\(held.item)", firstName: held.itemName,
            firstPlaceHref: "/places/\(held.place)",
            firstPlace: localizer.name(ofPlace: held.placeName, kind: held.placeKind),
            firstDate: localizer.dateLabel(held.lot.key.dateLabel),
            firstAmount: localizer.amount(held.quantity, held.measure),
            discardHref: mayDiscard
                ? PageRequest.path(
                    discardPath,
                    ["lot": held.lot.id.description, "place": held.place.description]) : nil)
    }
}

// Some of a lot is thrown away.
extension UseFirstPage {
    private struct Question: Sendable {
        let discardId: String
        let lotId: String
        let discardPlaceId: String
        let what: String
        let amountAsk: String
        /// Whether it is asked for as a weight, in the hub's unit.
        let isWeighed: Bool
        let most: String
        let reasons: [DiscardReason]
    }

    @Sendable private static func ask(_ request: WebRequest) async throws -> Response {
        let lot: LotID = try InputParsing.id(request.query("lot") ?? "")
        let place: PlaceID = try InputParsing.id(request.query("place") ?? "")
        let (page, held) = try await request.read { queries in
            guard let held = try queries.holding(of: lot, at: place) else {
                throw StorageFault.placeNotFound(place.description)
            }
            return held
        }
        let localizer = page.localizer
        let (isWeighed, there) = (held.measure == .gram, max(0, held.quantity))
        let name = localizer.name(ofPlace: held.placeName, kind: held.placeKind)
        let date = localizer.dateLabel(held.lot.key.dateLabel)
        let model = Question(
            discardId: page.newID(), lotId: lot.description, discardPlaceId: place.description,
            what: localizer.text(
                "useFirst.there",
                [
                    "amount": localizer.amount(held.quantity, held.measure), "date": date,
                    "place": name,
                ]),
            amountAsk: isWeighed ? localizer.weightAsked : localizer.text("useFirst.pieces"),
            isWeighed: isWeighed,
            most: isWeighed ? localizer.weightUnit.typed(there) : String(there),
            reasons: DiscardReason.all(localizer, hasOther: false))
        return try await page.render(
            "discard", title: localizer.text("useFirst.discardTitle", ["item": held.itemName]),
            model)
    }

    @Sendable private static func discard(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        let reason =
            if let said = form["reason"] { said } else { try form.required("otherReason") }
        let unit = try await request.unit(of: form)
        guard let quantity = try form.weight("weight", unit) ?? form.quantity("quantity") else {
            throw Problem.fieldMissing("quantity")
        }
        try await request.hub.discard(
            LotDiscard(
                lot: try InputParsing.id(try form.required("lot")),
                place: try InputParsing.id(try form.required("place")),
                quantity: Quantity(try InputParsing.quantity(quantity)),
                reason: try InputParsing.text(reason, "reason", 1...200),
                station: request.station),
            as: try InputParsing.id(try form.required("id")))
        return request.see(path, told: .discarded)
    }
}

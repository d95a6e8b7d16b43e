import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Those who give: what each gave, when, and what can still be here of it.
enum DonorsPage {
    static let all = [
        Route.page(.get, path, .role(.coordinator), list),
        Route.page(.get, path + "/{id}", .role(.coordinator), show),
    ]

    static let path = "/donors"
    /// Names, and donations, of one page.
    private static let (namesOfPage, donationsOfPage) = (100, 30)
    /// The last donations, of which what can still be here is told.
    private static let donationsLookedAt = 365
    /// Lots of a donation that are shown; its own page has all.
    private static let lotsShown = 8

    private struct List: Sendable {
        struct Row: Sendable {
            let donorHref: String
            let donorName: String
            let donorTell: String
        }

        let pages: [StockWay]
        let wanted: String?
        let donors: Rows<Row>?
        let nextHref: String?
    }

    private struct Model: Sendable {
        struct Gift: Sendable {
            let lotHref: String
            let lotItem: String
            let lotDate: String
            let lotAmount: String
        }

        struct Row: Sendable {
            let givenHref: String
            let givenOn: String
            let givenSum: String
            let lots: [Gift]
            let restHref: String?
        }

        let pages: [StockWay]
        let stillHere: Rows<Gift>?
        let stillHereSum: String
        let given: Rows<Row>?
        let olderHref: String?
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> Response {
        let wanted = request.query("name")
        let after = request.query("after") ?? ""
        let (page, donors) = try await request.read {
            try $0.donors(matching: wanted ?? "", after: after, limit: namesOfPage)
        }
        let localizer = page.localizer
        let rows = donors.map { donor in
            List.Row(
                donorHref: "\(path)/\(donor.source.id)", donorName: donor.source.name,
                donorTell: [
                    localizer.text("donors.times", n: donor.donations),
                    donor.lastAt.map {
                        localizer.text("donors.last", ["date": localizer.day(of: $0)])
                    },
                ].compactMap { $0 }.joined(separator: " · "))
        }
        let next = donors.count == namesOfPage ? donors.last?.source.name : nil
        let model = List(
            pages: StockWay.all(at: path, page), wanted: wanted, donors: Rows(rows),
            nextHref: next.map { PageRequest.path(path, ["name": wanted ?? "", "after": $0]) })
        return try await page.render("donors", title: localizer.text("donors.title"), model)
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: SourceID = try request.context.id()
        let before = request.number("before")
        let (page, (name, donations, here)) = try await request.read { queries in
            let donations = try queries.donations(
                of: id, before: before,
                limit: before == nil ? donationsLookedAt : donationsOfPage)
            let here = before == nil ? try queries.stillHere(of: donations) : []
            return (try queries.sourceName(id), donations, here)
        }
        let localizer = page.localizer
        let given = donations.prefix(donationsOfPage)
        let last = given.count == donationsOfPage ? given.last : nil
        let sums = Sums(of: here)
        let model = Model(
            pages: StockWay.all(at: path, page), stillHere: Rows(here.map { gift($0, localizer) }),
            stillHereSum: localizer.pieces(sums.pieces, grams: sums.grams),
            given: Rows(given.map { row($0, localizer) }),
            olderHref: last.map {
                PageRequest.path("\(path)/\(id)", ["before": String($0.seq)])
            })
        return try await page.render(
            "donor", title: name ?? localizer.text("story.nameErased"), model)
    }

    private static func row(_ given: SourceDonation, _ localizer: Localizer) -> Model.Row {
        let href = given.isNamed ? "/donations/\(given.donation)" : "/entries/\(given.seq)"
        let lots = given.lots.filter { $0.quantity != 0 }
        let sums = Sums(of: lots)
        return .init(
            givenHref: href, givenOn: localizer.day(of: given.recordedAt),
            givenSum: localizer.pieces(sums.pieces, grams: sums.grams),
            lots: lots.prefix(lotsShown).map { gift($0, localizer) },
            restHref: lots.count > lotsShown ? href : nil)
    }

    private static func gift(_ row: DonatedLot, _ localizer: Localizer) -> Model.Gift {
        .init(
            lotHref: "/items/\(row.item.id)", lotItem: row.item.name,
            lotDate: localizer.dateLabel(row.lot.key.dateLabel),
            lotAmount: localizer.amount(row.quantity, row.item.measure))
    }
}

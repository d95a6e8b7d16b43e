import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Where to count: begin one, go on with one, or see which places ask for one.
enum CountPage {
    static let all = [
        Route.page(.get, "/count", .role(.volunteer), show),
        Route.page(.post, "/count", .role(.volunteer), begin),
    ]

    /// Rows of a list at the most.
    private static let limit = 30

    private struct Model: Sendable {
        struct Open: Sendable {
            let href: String
            let placeName: String
            let since: String?
        }

        struct Asked: Sendable {
            let href: String
            let placeName: String
            let why: String
        }

        let formId: String
        let places: [PlaceChoice]
        let open: Rows<Open>?
        let asked: Rows<Asked>?
    }

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let (localizer, limit) = (page.localizer, limit)
        let (places, open, short) = try await page.hub.read { queries in
            (
                try queries.places(),
                try queries.openCounts().prefix(limit).compactMap { try queries.count($0) },
                try queries.shortfalls()
            )
        }
        let chosen = page.query("place").flatMap { PlaceID($0) }
        let known = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0) })
        var asked: [PlaceID] = []
        for row in short where !asked.contains(row.place) && asked.count < limit {
            asked.append(row.place)
        }
        let model = Model(
            formId: page.newID(),
            places: PlaceChoice.all(places, chosen: chosen, localizer),
            open: Rows(
                open.map { sheet in
                    let since = sheet.id.madeAt.map { localizer.moment($0, now: page.now) }
                    return .init(
                        href: "/count/\(sheet.id)", placeName: localizer.name(of: sheet.place),
                        since: since.map { localizer.text("count.since", ["time": $0]) })
                }),
            asked: Rows(
                asked.compactMap { known[$0] }.map { place in
                    .init(
                        href: PageRequest.path("/count", ["place": place.id.description]),
                        placeName: localizer.name(of: place),
                        why: localizer.text("count.askedShort"))
                }))
        return try await page.render("count", title: localizer.text("home.count"), model)
    }

    @Sendable private static func begin(_ page: PageRequest) async throws -> Response {
        let form = try await PageForm(page.request)
        let id: CountID = try InputParsing.id(try form.required("id"))
        let place = try InputParsing.place(try form.required("place"))
        _ = try await page.hub.openCount(id, at: place)
        return page.see("/count/\(id)")
    }
}

extension ID {
    /// When an id of version 7 (RFC 9562, section 5.7) was made, by its maker's clock; nil for others.
    var madeAt: Moment? {
        let bytes = bytes
        guard bytes[6] >> 4 == 7 else { return nil }
        let milliseconds = bytes.prefix(6).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return Moment(microseconds: milliseconds * 1_000)
    }
}

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

        struct Suggestion: Sendable {
            let href: String
            let placeName: String
            let why: String
        }

        let formId: String
        let places: [PlaceChoice]
        let open: Rows<Open>?
        let asked: Rows<Suggestion>?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (page, choices) = try await request.read { try $0.countChoices(limit: limit) }
        let localizer = page.localizer
        let chosen = page.query("place").flatMap { PlaceID($0) }
        let known = Dictionary(uniqueKeysWithValues: choices.places.map { ($0.id, $0) })
        let model = Model(
            formId: page.newID(),
            places: PlaceChoice.all(choices.places, chosen: chosen, localizer),
            open: Rows(
                choices.open.map { count in
                    let since = count.id.madeAt.map { localizer.moment($0, now: page.now) }
                    return .init(
                        href: "/count/\(count.id)", placeName: localizer.name(of: count.place),
                        since: since.map { localizer.text("count.since", ["time": $0]) })
                }),
            asked: Rows(
                choices.short.compactMap { known[$0] }.map { place in
                    .init(
                        href: PageRequest.path("/count", ["place": place.id.description]),
                        placeName: localizer.name(of: place),
                        why: localizer.text("count.askedShort"))
                }))
        return try await page.render("count", title: localizer.text("home.count"), model)
    }

    @Sendable private static func begin(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        let id: CountID = try InputParsing.id(try form.required("id"))
        let place = try InputParsing.place(try form.required("place"))
        let count = try await request.hub.startCount(id, at: place)
        return request.see("/count/\(count)", told: count == id ? nil : .countGoesOn)
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

import HTTPTypes
import Stock
import Storage

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A hub with one of everything that a page shows.
struct PantryOfPages {
    let item: String
    let place: String
    let lot: String
    let source: String
    let donation = TestHub.id()
    let open: String
    let done: String

    init(_ hub: TestHub) async throws {
        item = try await hub.item("<b>Beans</b> & \"peas\"")
        _ = try await hub.call(
            .put, "/api/v1/items/\(item)/picture", Body(bytes: TestHub.png, kind: "image/png"))
        place = try await hub.place().id
        let facts: [String: JSON] = [
            "place": .text(place), "source": "Harvest Market", "donation": donation,
        ]
        try await hub.scan("intake", "beans", 12, facts)
        try await hub.scan("distribute", "beans", 40, ["place": .text(place)])
        try await hub.scan("intake", "unheard-of")
        let gone = try await hub.item("An item that is gone", code: "gone")
        _ = try await hub.call(.patch, "/api/v1/items/\(gone)", ["minimum": 24])
        let soon: JSON = ["kind": "useBy", "date": "2026-11-22"]
        let dated = try await hub.scan(
            "intake", "beans", 3, ["place": .text(place), "dateLabel": soon])
        lot = dated["lots"][0]["lot"].text
        source = try await hub.call(.get, "/api/v1/sources").json[0]["id"].text
        open = try await hub.count(at: place)
        done = try await hub.count(at: place)
        let printer: JSON = [
            "name": "P", "device": .text(NarrowPrinter.device), "language": "plain",
        ]
        _ = try await hub.call(.post, "/api/v1/printers", .json(printer))
        let completion: JSON = ["id": TestHub.id(), "uncounted": "zero"]
        _ = try await hub.call(.post, "/api/v1/counts/\(done)/completion", .json(completion))
    }

    /// Addresses of all pages that a role may see, each page in the states that it has.
    func paths(for role: Role) -> [String] {
        let files = ["/assets/{name}", "/labels/picture", "/find"]
        return PageRoutes.all.flatMap { route -> [String] in
            guard route.method == .get, !files.contains(route.path) else { return [] }
            guard case .role(let needed) = route.access else { return paths(of: route.path) }
            return role.covers(needed) ? paths(of: route.path) : []
        }
    }

    private func paths(of route: String) -> [String] {
        switch route {
        case "/items/{id}": ["/items/\(item)"]
        case "/items/{id}/preview":
            [
                "/items/\(item)/preview?name=Peas&measure=each&keeps=9",
                "/items/\(item)/preview?code=beans&pack=1&take=yes",
            ]
        case "/lots/{id}": ["/lots/\(lot)"]
        case "/lots/{id}/preview": ["/lots/\(lot)/preview?kind=bestBy&date=0528&number=L1"]
        case "/places/{id}/preview":
            [
                "name=B9&stood=-", "into=\(place)&retire=yes", "retirement=yes",
            ].map { "/places/\(place)/preview?\($0)" }
        case "/donations/{id}/donor":
            ["/donations/\(donation.text)/donor?from=\(source)&name=Grace+Church"]
        case "/settings/sources":
            ["/settings/sources", "/settings/sources?change=\(source)"]
        case "/settings/sources/name": ["/settings/sources/name?source=\(source)&name=Market"]
        case "/places/{id}": ["/places/\(place)"]
        case "/donations/{id}": ["/donations/\(donation.text)"]
        case "/count/{id}": ["/count/\(open)", "/count/\(done)"]
        case "/count/{id}/finish": ["/count/\(open)/finish"]
        case "/count/{id}/list": ["/count/\(open)/list"]
        case "/entries/{seq}": (1...8).map { "/entries/\($0)" }
        case "/days/{date}": ["/days/2026-11-21", "/days/2020-01-01"]
        case "/stock":
            [
                "/stock", "/stock?by=place", "/stock?by=category", "/stock?by=programme",
                "/stock?query=beans", "/stock?query=%25", "/stock?query=item%20that",
            ]
        case "/donors/{id}": ["/donors/\(source)"]
        case "/history": ["/history", "/history?query=beans", "/history?query=nothing"]
        case "/use-first/discard": ["/use-first/discard?lot=\(lot)&place=\(place)"]
        case "/labels":
            [item, "nothing", donation.text].map { "/labels?target=\($0)" } + ["/labels"]
        case "/printers/new":
            [
                "/printers/new", "/printers/new?device=tcp:narrow&language=plain",
                "/printers/new?device=tcp:10.0.0.1", "/printers/new?device=tcp:narrow&tried=50x30",
            ]
        case "/help/{topic}": HelpTopic.allCases.map(\.address)
        case "/help/scanner":
            ["/help/scanner", "/help/scanner?code=%C3%A9%C3%A9%22%27%28-&end=none"]
        case "/printers/options": ["/printers/options?printer=P"]
        default: [route]
        }
    }
}

import HTTPTypes
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Who may ask what.
///
/// A route that is not in this list fails, and so does one that asks for another role.
struct RoleTests {
    static let api: [String: String] = [
        "GET /health": "anyone",
        "GET /openapi.json": "anyone",
        "POST /api/v1/sessions": "anyone",

        "GET /metrics": "viewer",
        "GET /api/v1/items": "viewer",
        "GET /api/v1/items/{id}": "viewer",
        "GET /api/v1/items/{id}/picture": "viewer",
        "GET /api/v1/pictures/{hash}": "viewer",
        "GET /api/v1/places": "viewer",
        "GET /api/v1/places/{id}": "viewer",
        "GET /api/v1/stock": "viewer",
        "GET /api/v1/shortfalls": "viewer",
        "GET /api/v1/use-first": "viewer",
        "GET /api/v1/history": "viewer",
        "GET /api/v1/low": "viewer",
        "GET /api/v1/unresolved": "viewer",
        "GET /api/v1/unresolved/{id}/resolution": "viewer",
        "GET /api/v1/counts/{id}": "viewer",
        "GET /api/v1/days/{date}": "viewer",
        "GET /api/v1/households/{date}": "viewer",
        "GET /api/v1/label-catalogue": "viewer",
        "GET /api/v1/label-sheets": "viewer",
        "GET /api/v1/labels/{code}": "viewer",
        "GET /api/v1/label-codes": "viewer",
        "GET /api/v1/label-codes/{code}": "viewer",
        "GET /api/v1/printers": "viewer",
        "GET /api/v1/printers/{name}": "viewer",
        "GET /api/v1/print-batches/{id}": "viewer",
        "GET /api/v1/print-jobs": "viewer",
        "GET /api/v1/print-jobs/{id}": "viewer",
        "GET /api/v1/print-jobs/{id}/picture": "viewer",
        "GET /api/v1/journal": "viewer",
        "GET /api/v1/exports/{name}": "viewer",
        "GET /api/v1/feed": "viewer",

        "POST /api/v1/items": "volunteer",
        "POST /api/v1/places": "volunteer",
        "POST /api/v1/scans": "volunteer",
        "POST /api/v1/scans/batch": "volunteer",
        "POST /api/v1/movements/{id}/reversal": "volunteer",
        "POST /api/v1/unresolved/{id}/resolution": "volunteer",
        "PUT /api/v1/households/{date}": "volunteer",
        "POST /api/v1/counts": "volunteer",
        "POST /api/v1/counts/{id}/lines": "volunteer",
        "DELETE /api/v1/counts/{id}": "volunteer",
        "POST /api/v1/counts/{id}/completion": "volunteer",
        "POST /api/v1/reconciliations": "volunteer",
        "POST /api/v1/label-sheets": "volunteer",
        "POST /api/v1/labels": "volunteer",
        "POST /api/v1/label-codes": "volunteer",
        "POST /api/v1/label-codes/{code}/binding": "volunteer",
        "POST /api/v1/label-codes/{code}/replacement": "volunteer",
        "DELETE /api/v1/printers/{name}/pause": "volunteer",
        "POST /api/v1/print-batches": "volunteer",
        "POST /api/v1/print-batches/{id}/cancellation": "volunteer",
        "POST /api/v1/print-batches/{id}/confirmation": "volunteer",
        "POST /api/v1/print-batches/{id}/reprint": "volunteer",
        "POST /api/v1/print-jobs": "volunteer",
        "POST /api/v1/print-jobs/{id}/cancellation": "volunteer",
        "POST /api/v1/print-jobs/{id}/confirmation": "volunteer",
        "POST /api/v1/print-jobs/{id}/reprint": "volunteer",
        "POST /api/v1/print-jobs/{id}/turn": "volunteer",
        "PUT /api/v1/print-jobs/{id}/printer": "volunteer",
        "PUT /api/v1/printers/{name}/pause": "volunteer",

        "PUT /api/v1/codes/{code}": "volunteer",
        "DELETE /api/v1/codes/{code}": "volunteer",
        "PATCH /api/v1/places/{id}": "volunteer",
        "POST /api/v1/places/{id}/retirement": "volunteer",
        "PATCH /api/v1/lots/{id}": "volunteer",

        "PUT /api/v1/items/{id}": "coordinator",
        "PUT /api/v1/items/{id}/picture": "coordinator",
        "DELETE /api/v1/items/{id}/picture": "coordinator",
        "PATCH /api/v1/items/{id}": "coordinator",
        "POST /api/v1/item-joins": "coordinator",
        "POST /api/v1/item-imports": "coordinator",
        "POST /api/v1/days/{date}/closing": "coordinator",
        "POST /api/v1/days/{date}/reopening": "coordinator",
        "POST /api/v1/clock/confirmation": "coordinator", "PUT /api/v1/time-zone": "coordinator",
        "POST /api/v1/printers": "coordinator",
        "PATCH /api/v1/printers/{name}": "coordinator",
        "DELETE /api/v1/printers/{name}": "coordinator",
        "POST /api/v1/printers/{name}/calibrations": "coordinator",
        "GET /api/v1/devices/printers": "coordinator",
        "GET /api/v1/printer-list": "coordinator",
        "POST /api/v1/devices/printers/trials": "coordinator",
        "GET /api/v1/sources": "coordinator",
        "DELETE /api/v1/sources/{id}/name": "coordinator",
        "GET /api/v1/webhooks": "coordinator",
        "POST /api/v1/webhooks": "coordinator",
        "DELETE /api/v1/webhooks/{id}": "coordinator",
        "POST /api/v1/webhooks/{id}/retries": "coordinator",
        "POST /api/v1/tokens": "coordinator",
        "GET /api/v1/devices": "coordinator",
        "DELETE /api/v1/devices/{id}": "coordinator",
        "POST /api/v1/links": "coordinator",
        "POST /api/v1/pairings": "coordinator",
        "POST /api/v1/verifications": "coordinator",
        "GET /api/v1/backup": "coordinator",
    ]

    @Test func `every API route is in the list, with its role`() {
        let routes = RouteTable.api.map { ($0.words, $0.role) }
        #expect(Dictionary(routes) { first, _ in first } == Self.api)
        #expect(routes.count == Self.api.count, "a route stands twice in the table")
    }

    @Test func `every page and its form is in the list, with its role`() {
        let routes = PageRoutes.all.map { ($0.words, $0.role) }
        #expect(Dictionary(routes) { first, _ in first } == PageRoles.all)
        #expect(routes.count == PageRoles.all.count, "a page stands twice in the table")
    }

    @Test(arguments: (RouteTable.api + PageRoutes.all).filter { $0.access != .open }.map(\.words))
    func `a route lets no one in without a secret, and no lesser role`(words: String) async throws {
        let route = try #require((RouteTable.api + PageRoutes.all).first { $0.words == words })
        let hub = try TestHub()
        let verb = try #require(Verb(rawValue: route.method.rawValue))
        let nobody = try await hub.status(verb, route.example, as: .nobody)
        #expect(nobody == (route.isSeenPage ? 302 : 401))
        for role in Role.allCases {
            let status = try await hub.status(verb, route.example, .text("{}"), as: .of(role))
            guard case .role(let needed) = route.access else { continue }
            let mayCome = role.covers(needed)
            #expect((status == 403) == !mayCome, "\(role) at \(words)")
            #expect(status != 401)
        }
    }

    @Test func `a coordinator may do what a volunteer may, and a volunteer what a viewer may`() {
        let ranks: [Role] = [.viewer, .volunteer, .coordinator]
        for (low, role) in ranks.enumerated() {
            for (high, other) in ranks.enumerated() {
                #expect(other.covers(role) == (high >= low))
            }
        }
    }
}

extension Route {
    /// `GET /health`.
    var words: String { "\(method.rawValue) \(path)" }

    var role: String {
        switch access {
        case .open: "anyone"
        case .role(let role): role.rawValue
        }
    }

    /// Whether a browser that has not been paired is shown the way in.
    fileprivate var isSeenPage: Bool { isPage && method.rawValue == "GET" }

    /// The path with something in place of its parameters.
    fileprivate var example: String {
        path.replacing(/\{date\}/, with: "2026-11-21")
            .replacing(/\{\w+\}/, with: "0198c1f2-0000-7000-8000-000000000001")
    }
}

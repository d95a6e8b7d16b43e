import Hummingbird
import Stock
import Storage

/// What to see to before a day is closed, its account, and the button that signs it.
enum ClosePage {
    static let all = [
        Route.page(.get, "/close", .role(.viewer), show),
        Route.page(.post, "/close", .role(.coordinator), close),
    ]

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let day = try visit.query("date").map { try Names.date($0) } ?? visit.today
        let lastClosed = try await visit.hub.store.read { try $0.lastClosedDay() }
        let isClosed = lastClosed.map { day <= $0 } == true
        guard !isClosed, day <= visit.today else { return visit.see("/days/\(day)") }
        return try await DayPage.page(of: day, before: try await before(day, visit), visit)
    }

    private static func before(_ day: CivilDate, _ visit: Visit) async throws -> DayModel.Before {
        let speech = visit.speech
        let (unresolved, shortfalls, counts) = try await visit.hub.store.read { queries in
            (
                try queries.openUnresolvedCount(), Set(try queries.shortfalls().map(\.item)).count,
                try queries.openCounts().count
            )
        }
        let found: [(count: Int, key: String, href: String)] = [
            (unresolved, "day.before_unresolved", "/unresolved"),
            (shortfalls, "day.before_shortfalls", "/stock"),
            (counts, "day.before_counts", "/count"),
        ]
        var rows = found.filter { $0.count > 0 }.map { row in
            DayModel.Before.Row(
                mark: "look", text: speech.say(row.key, n: row.count), settleHref: row.href)
        }
        if rows.isEmpty {
            rows = [.init(mark: "well", text: speech.say("day.before_well"), settleHref: nil)]
        }
        let mayClose = visit.may(.coordinator)
        if !mayClose {
            rows.append(
                .init(mark: "wait", text: speech.say("day.coordinatorCloses"), settleHref: nil))
        }
        return .init(
            rows: rows,
            closable: mayClose ? .init(closingId: visit.newID(), date: day.description) : nil)
    }

    @Sendable private static func close(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        let day = try Names.date(try form.required("date"))
        let id: EntryID = try Names.id(try form.required("id"))
        _ = try await DayRoutes.close(day, id: id, visit.hub)
        return visit.see("/days/\(day)", told: .closed, about: day.description)
    }
}

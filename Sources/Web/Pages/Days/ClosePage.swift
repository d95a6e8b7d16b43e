import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// What to see to before a day is closed, its account, and the button that signs it.
enum ClosePage {
    static let all = [
        Route.page(.get, "/close", .role(.viewer), show),
        Route.page(.post, "/close", .role(.coordinator), close),
    ]

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let day = try page.query("date").map { try InputParsing.date($0) } ?? page.today
        let lastClosed = try await page.hub.read { try $0.lastClosedDay() }
        let isClosed = lastClosed.map { day <= $0 } == true
        guard !isClosed, day <= page.today else { return page.see("/days/\(day)") }
        return try await DayPage.account(of: day, before: try await before(day, page), page)
    }

    private static func before(_ day: CivilDate, _ page: PageRequest) async throws
        -> DayModel.Before
    {
        let localizer = page.localizer
        let (unresolved, shortfalls, counts) = try await page.hub.read { queries in
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
                mark: "look", text: localizer.text(row.key, n: row.count), settleHref: row.href)
        }
        if rows.isEmpty {
            rows = [.init(mark: "well", text: localizer.text("day.before_well"), settleHref: nil)]
        }
        let mayClose = page.may(.coordinator)
        if !mayClose {
            rows.append(
                .init(mark: "wait", text: localizer.text("day.coordinatorCloses"), settleHref: nil))
        }
        return .init(
            rows: rows,
            closable: mayClose ? .init(closingId: page.newID(), date: day.description) : nil)
    }

    @Sendable private static func close(_ page: PageRequest) async throws -> Response {
        let form = try await PageForm(page.request)
        let day = try InputParsing.date(try form.required("date"))
        let id: EntryID = try InputParsing.id(try form.required("id"))
        _ = try await page.hub.close(day, id: id)
        return page.see("/days/\(day)", told: .closed, about: day.description)
    }
}

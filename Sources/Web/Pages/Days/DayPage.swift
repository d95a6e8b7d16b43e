import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// A day's account, to look at and to print.
enum DayPage {
    static let all = [Route.page(.get, "/days/{date}", .role(.viewer), show)]

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        try await account(
            of: try InputParsing.date(page.context.parameters.get("date") ?? ""), before: nil, page)
    }

    /// The account of a day; `before` is what to see to before it is closed.
    static func account(of day: CivilDate, before: DayModel.Before?, _ page: PageRequest)
        async throws
        -> Response
    {
        let localizer = page.localizer
        let facts = try await page.hub.read { try DayFacts(day, $0) }
        let isClosed = facts.lastClosed.map { day <= $0 } == true
        let whole = page.query("all") != nil
        let after = max(0, page.query("after").flatMap { Int($0) } ?? 0)
        let account = DayAccountModel(
            facts.account, after: whole ? 0 : after, whole: whole, day, localizer)
        let yesterday = CivilDate(daysSince1970: day.daysSince1970 - 1)
        let model = DayModel(
            state: localizer.text(isClosed ? "day.closed" : "day.open"),
            tone: isClosed ? "well" : "",
            shape: isClosed ? "well" : "wait", before: before,
            onDeviceWords: onDevice(page), account: account,
            unresolved: Rows(unresolved(facts, page)),
            signature: try await signature(facts.closing, page),
            previousHref: "/days/\(yesterday)",
            nextHref: day < page.today ? "/days/\(day.next)" : nil)
        return try await page.render("day", title: localizer.day(day), model)
    }

    /// The one text that the page's script fills in itself.
    private static func onDevice(_ page: PageRequest) -> String {
        let text = page.localizer.messages.root["day.before_onDevice"]
        return String(decoding: JSONText.bytes(["onDevice": text]), as: UTF8.self)
    }

    private static func unresolved(_ facts: DayFacts, _ page: PageRequest) -> [DayModel.Unresolved]
    {
        facts.unresolved.prefix(50).map { open in
            .init(
                code: page.localizer.code(open.scan.scan.code),
                story: page.localizer.moment(open.recordedAt, now: page.now))
        }
    }

    private static func signature(_ closing: DayClosed?, _ page: PageRequest) async throws
        -> String?
    {
        guard let closing else { return nil }
        let entry = try await page.hub.read { try $0.closingEntry(of: closing) }
        return page.localizer.text(
            "day.signature",
            [
                "time": entry.map { page.localizer.moment($0.recordedAt, now: page.now) } ?? "",
                "n": page.localizer.number(closing.upTo),
                "hash": String(closing.account.prefix(16)),
                "signature": String(closing.signature.prefix(16)),
            ])
    }
}

/// What the store knows of a day, as of one moment.
struct DayFacts: Sendable {
    let account: DayAccount
    let closing: DayClosed?
    let lastClosed: CivilDate?
    /// Scans of that day that nobody has explained.
    let unresolved: [OpenScan]

    init(_ day: CivilDate, _ queries: Queries) throws {
        account = try queries.account(of: day)
        closing = try queries.closing(of: day)
        lastClosed = try queries.lastClosedDay()
        unresolved = try queries.unresolved(limit: 1_000).filter { $0.scan.day == day }
    }
}

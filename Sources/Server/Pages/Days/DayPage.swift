import Hummingbird
import Stock
import Storage

/// A day's account, to look at and to print.
enum DayPage {
    static let all = [Route.page(.get, "/days/{date}", .role(.viewer), show)]

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        try await page(
            of: try Names.date(visit.context.parameters.get("date") ?? ""), before: nil, visit)
    }

    /// The account of a day; `before` is what to see to before it is closed.
    static func page(of day: CivilDate, before: DayModel.Before?, _ visit: Visit) async throws
        -> Response
    {
        let speech = visit.speech
        let facts = try await visit.hub.store.read { try DayFacts(day, $0) }
        let isClosed = facts.lastClosed.map { day <= $0 } == true
        let whole = visit.query("all") != nil
        let after = max(0, visit.query("after").flatMap { Int($0) } ?? 0)
        let account = DayAccountModel(
            facts.account, after: whole ? 0 : after, whole: whole, day, speech)
        let yesterday = CivilDate(daysSince1970: day.daysSince1970 - 1)
        let model = DayModel(
            state: speech.say(isClosed ? "day.closed" : "day.open"), tone: isClosed ? "well" : "",
            shape: isClosed ? "well" : "wait", before: before,
            onDeviceWords: onDevice(visit), account: account,
            unresolved: Rows(unresolved(facts, visit)),
            signature: try await signature(facts.closing, visit),
            previousHref: "/days/\(yesterday)",
            nextHref: day < visit.today ? "/days/\(day.next)" : nil)
        return try await visit.page("day", title: speech.day(day), model)
    }

    /// The one text that the page's script fills in itself.
    private static func onDevice(_ visit: Visit) -> String {
        let text = visit.speech.messages.root["day.before_onDevice"]
        return String(decoding: JSONText.bytes(["onDevice": text]), as: UTF8.self)
    }

    private static func unresolved(_ facts: DayFacts, _ visit: Visit) -> [DayModel.Unresolved] {
        facts.unresolved.prefix(50).map { open in
            .init(
                code: visit.speech.code(open.scan.scan.code),
                story: visit.speech.moment(open.recordedAt, now: visit.now))
        }
    }

    private static func signature(_ closing: DayClosed?, _ visit: Visit) async throws -> String? {
        guard let closing else { return nil }
        let entry = try await visit.hub.store.read { try $0.closingEntry(of: closing) }
        return visit.speech.say(
            "day.signature",
            [
                "time": entry.map { visit.speech.moment($0.recordedAt, now: visit.now) } ?? "",
                "n": visit.speech.number(closing.upTo), "hash": String(closing.account.prefix(16)),
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

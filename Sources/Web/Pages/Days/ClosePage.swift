import Foundation
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
        Route.page(.post, "/reopen", .role(.coordinator), reopen),
        Route.page(.post, "/clock", .role(.coordinator), confirmClock),
    ]

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let day = try request.query("date").map { try InputParsing.date($0) } ?? request.today
        let (page, (story, came)) = try await request.read {
            (try $0.dayStory(day), try $0.householdCount(on: day))
        }
        guard !story.isClosed, day <= page.today else { return page.see("/days/\(day)") }
        return try await DayPage.account(story, came, before: before(story, page), page)
    }

    private static func before(_ story: DayStory, _ page: PageRequest) -> DayModel.Before {
        let localizer = page.localizer
        let unsettled = UnsettledModel.all(
            story, page.hub.deviceReports.holding(but: page.owner), page)
        func row(_ mark: String, _ text: String) -> UnsettledModel {
            UnsettledModel(mark: mark, text: text, settleHref: nil, named: nil)
        }
        var rows =
            unsettled.isEmpty ? [row("well", localizer.text("day.before_well"))] : unsettled
        let mayClose = page.may(.coordinator)
        let isGuessed = page.hub.isTimeZoneGuessed
        if isGuessed {
            let zone = page.hub.timeZone.identifier
            rows.insert(
                row("look", localizer.text("day.before_zone", ["zone": zone])), at: 0)
        }
        if !mayClose { rows.append(row("wait", localizer.text("day.coordinatorCloses"))) }
        let day = story.account.day.description
        // What this device still holds is known to its own script alone.
        let isUnsettled = !unsettled.isEmpty || page.query("ask") == "held"
        let asks = page.query("ask") != nil && isUnsettled && mayClose && !isGuessed
        return .init(
            beforeTitle: localizer.text(asks ? "day.ask" : "day.before"),
            askTell: asks ? localizer.text("day.askTell") : nil,
            rows: rows,
            zoneQuestion: mayClose && isGuessed
                ? .init(day: day, zoneField: ZoneField(of: page.hub)) : nil,
            closable: mayClose && !isGuessed
                ? .init(
                    closingId: page.newID(), date: day,
                    closeText: localizer.text(asks ? "day.closeAnyway" : "day.close"),
                    notYetHref: asks ? PageRequest.path("/close", ["date": day]) : nil)
                : nil,
            scansHref: page.may(.volunteer) ? ImportPage.Kind.scans.path : nil)
    }

    @Sendable private static func reopen(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        let day = try InputParsing.date(try form.required("date"))
        try await request.hub.reopen(day, id: try InputParsing.id(try form.required("id")))
        return request.see("/days/\(day)", told: .reopened, about: day.description)
    }

    /// A person says that the hub's clock is right.
    @Sendable private static func confirmClock(_ request: WebRequest) async throws -> Response {
        try await request.hub.confirmClock()
        return request.see("/", told: .saved)
    }

    @Sendable private static func close(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        let day = try InputParsing.date(try form.required("date"))
        let id: EntryID = try InputParsing.id(try form.required("id"))
        // A page that was opened before does not pass over the question.
        guard !request.hub.isTimeZoneGuessed else {
            return request.see("/close", ["date": day.description])
        }
        let isAllSent = form["held"] == nil
        let isClosed = try await request.hub.close(
            day, anyway: form["anyway"] != nil, isAllSent: isAllSent, by: request.owner, id: id)
        guard isClosed else {
            let ask = isAllSent ? "yes" : "held"
            return request.see("/close", ["date": day.description, "ask": ask])
        }
        return request.see("/days/\(day)", told: .closed, about: day.description)
    }
}

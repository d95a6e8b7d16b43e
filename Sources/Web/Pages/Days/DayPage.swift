import API
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

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let day = try InputParsing.date(request.context.parameters.get("date") ?? "")
        let (page, (story, came)) = try await request.read {
            (try $0.dayStory(day), try $0.householdCount(on: day))
        }
        return try await account(story, came, before: nil, page)
    }

    /// The account of a day, with how many households came; `before` is what to see to before it is closed.
    static func account(
        _ story: DayStory, _ came: HouseholdCount, before: DayModel.Before?, _ page: PageRequest
    ) async throws -> Response {
        let (day, localizer, isClosed) = (story.account.day, page.localizer, story.isClosed)
        let whole = page.query("all") != nil
        let behind: NamePosition<Item>? = try page.http.position(after: .dayItems)
        let account = DayAccountModel(
            story.account, behind: whole ? nil : behind, whole: whole, day, localizer)
        let yesterday = CivilDate(daysSince1970: day.daysSince1970 - 1)
        let model = DayModel(
            state: localizer.text(isClosed ? "day.closed" : "day.open"),
            tone: isClosed ? "well" : "",
            shape: isClosed ? "well" : "wait", before: before,
            waitingWords: OnDevice.waiting(page), keptWords: OnDevice.kept(page),
            account: account,
            householdsTell: households(came, localizer),
            unresolved: Rows(unresolved(story, page)),
            signature: signature(story, page),
            reopenable: story.isLastClosed && page.may(.coordinator)
                ? .init(reopeningId: page.newID(), closedDate: day.description) : nil,
            previousHref: "/days/\(yesterday)",
            nextHref: day < page.today ? "/days/\(day.next)" : nil)
        return try await page.render("day", title: localizer.day(day), model)
    }

    private static func unresolved(_ story: DayStory, _ page: PageRequest) -> [DayModel.WaitingScan]
    {
        story.unresolved.prefix(50).map { open in
            .init(
                code: page.localizer.code(open.scan.scan.code),
                story: page.localizer.moment(open.recordedAt, now: page.now))
        }
    }

    private static func households(_ came: HouseholdCount, _ localizer: Localizer) -> String? {
        guard came.households > 0 else { return nil }
        let people = came.people > 0 ? localizer.number(came.people) : nil
        return localizer.text(
            people == nil ? "day.households" : "day.householdsPeople",
            ["n": localizer.number(came.households), "people": people ?? ""])
    }

    private static func signature(_ story: DayStory, _ page: PageRequest) -> String? {
        guard let closing = story.closing else { return nil }
        return page.localizer.text(
            "day.signature",
            [
                "time": story.closedAt.map { page.localizer.moment($0, now: page.now) } ?? "",
                "n": page.localizer.number(closing.upTo),
                "hash": String(closing.account.prefix(16)),
                "signature": String(closing.signature.prefix(16)),
            ])
    }
}

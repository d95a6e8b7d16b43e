import Foundation
import Hub
import Hummingbird
import Localization
import Printing
import Server
import Spool
import Stock
import Storage

/// The start: the choices of a day, and what needs attention.
enum HomePage {
    static let all = [Route.page(.get, "/", .role(.viewer), show)]

    private struct Model: Sendable {
        struct Row: Sendable {
            let href: String
            let tone: String
            let text: String
        }

        /// A step of the hub's beginning.
        struct Step: Sendable {
            let stepHref: String
            let mark: String
            let stepTitle: String
            let isDone: Bool
        }

        /// Nil once it is over, and for all but coordinators.
        let beginning: Rows<Step>?
        let mayScan: Bool
        let waitingWords: String
        let keptWords: String
        let attention: Rows<Row>?
        let today: String
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (leads, isGuessed) = (request.may(.coordinator), request.hub.isTimeZoneGuessed)
        let (page, (summary, steps)) = try await request.read {
            [today = request.today] queries in
            (
                try queries.summary(on: today),
                leads
                    ? try BeginningSteps(queries, HubSettings(queries), isZoneGuessed: isGuessed)
                    : nil
            )
        }
        let localizer = page.localizer
        let printing = page.may(.volunteer) ? await waiting(summary.printers, page) : []
        let (taken, distributed) = (summary.taken, summary.distributed)
        let today = localizer.text(
            "home.today",
            [
                "taken": localizer.pieces(taken.pieces, grams: taken.grams),
                "distributed": localizer.pieces(distributed.pieces, grams: distributed.grams),
            ])
        let model = Model(
            beginning: steps.flatMap { beginning($0, localizer) }, mayScan: page.may(.volunteer),
            waitingWords: OnDevice.waiting(page),
            keptWords: OnDevice.kept(page),
            attention: Rows(rows(summary, page) + printing),
            today: today)
        return try await page.render("home", title: localizer.text("home.title"), model)
    }

    private static func beginning(
        _ steps: BeginningSteps, _ localizer: Localizer
    ) -> Rows<Model.Step>? {
        guard !steps.isOver else { return nil }
        return Rows(
            BeginningSteps.Step.allCases.map { step in
                let isDone = steps.done.contains(step)
                return .init(
                    stepHref: "\(BeginningPage.path)#\(step.rawValue)",
                    mark: isDone ? "well" : "wait",
                    stepTitle: localizer.text("beginning.\(step.rawValue)"), isDone: isDone)
            })
    }

    private static func rows(
        _ summary: HubSummary, _ page: PageRequest
    ) -> [Model.Row] {
        let localizer = page.localizer
        var rows: [Model.Row] = []
        if page.hub.isTimeZoneGuessed, page.may(.coordinator) {
            let text = localizer.text("home.zone", ["zone": page.hub.timeZone.identifier])
            rows.append(.init(href: "/settings#zone", tone: "look", text: text))
        }
        func add(
            _ count: Int, _ key: String, _ href: String, needs role: Role, tone: String = "look"
        ) {
            guard count > 0, page.may(role) else { return }
            rows.append(
                .init(href: href, tone: tone, text: localizer.text("home.\(key)", n: count)))
        }
        add(summary.matters.unresolved, "unresolved", "/unresolved", needs: .volunteer)
        add(summary.matters.itemsShort, "shortfalls", "/stock#shortfalls", needs: .viewer)
        add(summary.matters.jobsInDoubt, "unsure", QueuePage.path, needs: .volunteer)
        add(summary.matters.openCounts, "openCounts", "/count", needs: .volunteer, tone: "wait")
        if let day = summary.openDay {
            let text = localizer.text("home.openDay", ["date": localizer.day(day)])
            rows.append(
                .init(
                    href: PageRequest.path("/close", ["date": day.description]), tone: "look",
                    text: text)
            )
        }
        if page.may(.coordinator), page.hub.wantsBackup(began: summary.began) {
            let text =
                page.hub.lastBackup.map {
                    localizer.text(
                        "home.oldBackup", ["date": localizer.day(page.hub.date(of: $0))])
                } ?? localizer.text("home.noBackup")
            rows.append(.init(href: "/settings#backup", tone: "look", text: text))
        }
        return rows
    }

    /// Printers that something stands in the way of, with what waits for them.
    private static func waiting(
        _ printers: [PrinterQueue], _ page: PageRequest
    ) async -> [Model.Row] {
        var rows: [Model.Row] = []
        for known in await page.hub.live(printers.filter { !$0.printer.printsToPictures }) {
            let (printer, live) = (known.printer, known.live)
            let trouble = PrinterTrouble(printer, live, page.hub.catalogue, page.localizer)?.what
            let paused = page.localizer.text("home.paused", ["printer": printer.name])
            guard let why = live.isPaused ? paused : trouble else { continue }
            let text =
                live.labelsWaiting > 0
                ? page.localizer.text("home.waiting", n: live.labelsWaiting, ["reason": why])
                : live.isPaused ? why : "\(printer.name): \(why)"
            let href = PageRequest.path(QueuePage.path, ["printer": printer.name])
            rows.append(.init(href: href, tone: "look", text: text))
        }
        return rows
    }
}

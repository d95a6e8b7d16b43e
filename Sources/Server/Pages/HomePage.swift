import Hummingbird
import Printing
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

        let mayScan: Bool
        let attention: Rows<Row>?
        let today: String
    }

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let (facts, flow) = try await visit.hub.store.read { [today = visit.today] queries in
            (try Facts(queries, today: today), try queries.flow(on: today))
        }
        let speech = visit.speech
        let printing = visit.may(.volunteer) ? try await waiting(visit) : []
        let today = speech.say(
            "home.today",
            [
                "taken": speech.pieces(flow.taken.pieces, grams: flow.taken.grams),
                "distributed": speech.pieces(
                    flow.distributed.pieces, grams: flow.distributed.grams),
            ])
        let model = Model(
            mayScan: visit.may(.volunteer), attention: Rows(rows(facts, visit) + printing),
            today: today)
        return try await visit.page("home", title: speech.say("home.title"), model)
    }

    /// What the ledger knows that a person should see to.
    private struct Facts: Sendable {
        let unresolved: Int
        let shortfalls: Int
        let openCounts: Int
        let unsure: Int
        let openDay: CivilDate?

        init(_ queries: Queries, today: CivilDate) throws {
            unresolved = try queries.openUnresolvedCount()
            shortfalls = Set(try queries.shortfalls().map(\.item)).count
            openCounts = try queries.openCounts().count
            unsure = try queries.unsettledCount()
            openDay = try queries.lastOpenDay(before: today)
        }
    }

    private static func rows(_ facts: Facts, _ visit: Visit) -> [Model.Row] {
        let speech = visit.speech
        var rows: [Model.Row] = []
        func add(
            _ count: Int, _ key: String, _ href: String, needs role: Role, tone: String = "look"
        ) {
            guard count > 0, visit.may(role) else { return }
            rows.append(.init(href: href, tone: tone, text: speech.say("home.\(key)", n: count)))
        }
        add(facts.unresolved, "unresolved", "/unresolved", needs: .volunteer)
        add(facts.shortfalls, "shortfalls", "/stock", needs: .viewer)
        add(facts.unsure, "unsure", QueuePage.path, needs: .volunteer)
        add(facts.openCounts, "openCounts", "/count", needs: .volunteer, tone: "wait")
        if let day = facts.openDay {
            let text = speech.say("home.openDay", ["date": speech.day(day)])
            rows.append(
                .init(
                    href: Visit.path("/close", ["date": day.description]), tone: "look", text: text)
            )
        }
        return rows
    }

    /// Printers that something stands in the way of, with what waits for them.
    private static func waiting(_ visit: Visit) async throws -> [Model.Row] {
        var rows: [Model.Row] = []
        for printer in try await visit.hub.store.read({ try $0.printers() })
        where !printer.printsToPictures {
            let live = try await visit.hub.spool.live(printer.name)
            let trouble = PrinterTrouble(printer, live, visit.hub.catalogue, visit.speech)?.what
            let paused = visit.speech.say("home.paused", ["printer": printer.name])
            guard let why = live.isPaused ? paused : trouble else { continue }
            let text =
                live.labelsWaiting > 0
                ? visit.speech.say("home.waiting", n: live.labelsWaiting, ["reason": why])
                : live.isPaused ? why : "\(printer.name): \(why)"
            let href = Visit.path(QueuePage.path, ["printer": printer.name])
            rows.append(.init(href: href, tone: "look", text: text))
        }
        return rows
    }
}

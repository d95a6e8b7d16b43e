import API
import Hub
import Hummingbird
import Journal
import Stock
import Storage

package enum DayRoutes {
    package static let all = [
        Route(.get, "/api/v1/days/{date}", .role(.viewer), show),
        Route(.post, "/api/v1/days/{date}/closing", .role(.coordinator), close),
    ]

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await account(try InputParsing.date(context.text("date")), hub, status: .ok)
    }

    @Sendable private static func close(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let day = try InputParsing.date(context.text("date"))
        let body = try await request.body(limit: 256 * 1024)
        let named = body.readableBytes == 0 ? nil : try JSONText.read(ClosingRequest.self, body).id
        let isReplay = try await hub.close(day, id: try named.map { try InputParsing.id($0) })
        return try await account(day, hub, status: isReplay ? .ok : .created)
    }

    private static func account(_ day: CivilDate, _ hub: Hub, status: HTTPResponse.Status)
        async throws -> Response
    {
        let answer = try await hub.read { queries in
            DayResponse(
                try queries.account(of: day), closing: try queries.closing(of: day),
                lastClosed: try queries.lastClosedDay(),
                unresolved: try queries.openUnresolvedCount())
        }
        return Response(status: status, json: answer)
    }
}

extension DayResponse {
    fileprivate init(
        _ account: DayAccount, closing: DayClosed?, lastClosed: CivilDate?, unresolved: Int
    ) {
        let items = account.lines.map { Line($0) }
        let sums = DaySums(account.lines)
        self.init(
            day: account.day.description,
            state: lastClosed.map { account.day <= $0 } == true ? "closed" : "open", items: items,
            pieces: Figures(sums.pieces), grams: Figures(sums.grams),
            weightUnknown: sums.unweighed, unresolved: unresolved,
            closing: closing.map {
                Closing(
                    upTo: $0.upTo, account: $0.account, signature: $0.signature,
                    unresolved: $0.unresolved)
            })
    }
}

extension DayResponse.Figures {
    fileprivate init(_ figures: DayFigures) {
        self.init(
            opening: figures.opening, in: figures.taken, out: figures.distributed,
            discarded: figures.discarded, adjusted: figures.adjusted, closing: figures.closing)
    }
}

extension DayResponse.Line {
    fileprivate init(_ line: DayAccountLine) {
        self.init(
            item: line.item.id.description, name: line.item.name, measure: line.item.measure,
            quantity: DayResponse.Figures(line.figures),
            grams: line.grams.map { DayResponse.Figures($0) })
    }
}

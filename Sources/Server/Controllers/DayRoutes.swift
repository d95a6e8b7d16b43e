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
        Route(.post, "/api/v1/days/{date}/reopening", .role(.coordinator), reopen),
        Route(.post, "/api/v1/clock/confirmation", .role(.coordinator), confirmClock),
        Route(.put, "/api/v1/time-zone", .role(.coordinator), setTimeZone),
    ]

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let day = try InputParsing.date(context.text("date"))
        return Response(json: DayResponse(try await hub.read { try $0.dayStatus(day) }))
    }

    @Sendable private static func close(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let day = try InputParsing.date(context.text("date"))
        let wanted = try await request.optionalJSON(ClosingRequest.self)
        let (status, isReplay) = try await hub.close(
            day, isClockRight: wanted?.clockIsRight ?? false,
            id: try wanted?.id.map { try InputParsing.id($0) })
        return Response(status: isReplay ? .ok : .created, json: DayResponse(status))
    }

    @Sendable private static func reopen(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let day = try InputParsing.date(context.text("date"))
        let wanted = try await request.optionalJSON(ReopeningRequest.self)
        let status = try await hub.reopen(
            day, id: try wanted?.id.map { try InputParsing.id($0) })
        return Response(json: DayResponse(status))
    }

    @Sendable private static func confirmClock(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.confirmClock()
        return HealthRoutes.health(of: hub)
    }

    @Sendable private static func setTimeZone(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(TimeZoneRequest.self)
        try await hub.setTimeZone(
            try InputParsing.timeZone(wanted.timeZone, or: hub.timeZone),
            id: try wanted.id.map { try InputParsing.id($0) })
        return HealthRoutes.health(of: hub)
    }
}

extension DayResponse {
    fileprivate init(_ status: DayStatus) {
        let account = status.account
        let items = account.lines.map { Line($0) }
        let sums = DaySums(account.lines)
        self.init(
            day: account.day.description, state: Word(status.isClosed ? .closed : .open),
            items: items,
            pieces: Figures(sums.pieces), grams: Figures(sums.grams),
            weightUnknown: sums.unweighed, unresolved: status.unresolved,
            closing: status.closing.map {
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
            item: line.item.id.description, name: line.item.name, measure: Word(line.item.measure),
            quantity: DayResponse.Figures(line.figures),
            grams: line.grams.map { DayResponse.Figures($0) })
    }
}

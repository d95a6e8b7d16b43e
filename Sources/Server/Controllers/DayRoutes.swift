import Hub
import Hummingbird
package import Journal
package import Stock
package import Storage

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

    private struct ClosingRequest: Decodable {
        let id: String?
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
            DayJSON(
                try queries.account(of: day), closing: try queries.closing(of: day),
                lastClosed: try queries.lastClosedDay(),
                unresolved: try queries.openUnresolvedCount())
        }
        return Response(status: status, json: answer)
    }
}

/// A day's account, as the API gives it.
package struct DayJSON: Encodable {
    package struct Figures: Encodable {
        package var opening: Int64 = 0
        package var `in`: Int64 = 0
        package var out: Int64 = 0
        package var discarded: Int64 = 0
        package var adjusted: Int64 = 0
        package var closing: Int64 = 0
    }

    package struct Line: Encodable {
        package let item: String
        package let name: String
        package let measure: Measure
        package let quantity: Figures
        /// Nil where the weight of a piece is not known.
        package let grams: Figures?
    }

    package struct Closing: Encodable {
        package let upTo: Int64
        package let account: String
        package let signature: String
        package let unresolved: Int
    }

    package let day: String
    /// `open` or `closed`; closing a day closes all before it.
    package let state: String
    package let items: [Line]
    /// All items kept by the piece.
    package let pieces: Figures
    /// All items whose weight is known.
    package let grams: Figures
    /// Items whose weight is not known.
    package let weightUnknown: Int
    /// Scans that nobody has explained yet.
    package let unresolved: Int
    package let closing: Closing?

    package init(
        _ account: DayAccount, closing: DayClosed?, lastClosed: CivilDate?, unresolved: Int
    ) {
        day = account.day.description
        state = lastClosed.map { account.day <= $0 } == true ? "closed" : "open"
        items = account.lines.map { Line($0) }
        pieces = items.reduce(into: Figures()) { if $1.measure == .each { $0.add($1.quantity) } }
        grams = items.reduce(into: Figures()) { sum, line in line.grams.map { sum.add($0) } }
        weightUnknown = items.count { $0.grams == nil }
        self.unresolved = unresolved
        self.closing = closing.map {
            Closing(
                upTo: $0.upTo, account: $0.account, signature: $0.signature,
                unresolved: $0.unresolved)
        }
    }
}

extension DayJSON.Figures {
    fileprivate init(_ line: DayAccountLine, _ unit: (Int64) -> Int64) {
        let totals = line.totals
        (opening, `in`, out) = (
            unit(totals.opening.value), unit(totals.taken.value), unit(totals.distributed.value)
        )
        (discarded, adjusted) = (unit(totals.discarded.value), unit(totals.adjusted.value))
        closing = unit(line.closing.value)
    }

    /// Sums that are shown only; beyond 64 bits they stop at the limit.
    fileprivate mutating func add(_ other: Self) {
        for path in [\Self.opening, \.in, \.out, \.discarded, \.adjusted, \.closing]
            as [WritableKeyPath<Self, Int64>]
        {
            let (sum, overflow) = self[keyPath: path].addingReportingOverflow(other[keyPath: path])
            self[keyPath: path] = overflow ? (other[keyPath: path] > 0 ? .max : .min) : sum
        }
    }
}

extension DayJSON.Line {
    fileprivate init(_ line: DayAccountLine) {
        (item, name, measure) = (line.item.id.description, line.item.name, line.item.measure)
        quantity = DayJSON.Figures(line) { $0 }
        let isWeighed = line.item.grams(of: 1) != nil
        grams =
            isWeighed
            ? DayJSON.Figures(line) { line.item.grams(of: $0) ?? ($0 > 0 ? .max : .min) } : nil
    }
}

import Hummingbird
import Stock
import Storage

enum DayRoutes {
    static let all = [
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
        let isReplay = try await close(day, id: try named.map { try InputParsing.id($0) }, hub)
        return try await account(day, hub, status: isReplay ? .ok : .created)
    }

    /// Closes a day; the closing's id is made here where its sender made none.
    static func close(_ day: CivilDate, id: EntryID?, _ hub: Hub) async throws -> Bool {
        try await hub.store.write {
            try $0.closeDay(day, entryID: id ?? $0.freshEntryID()).isReplay
        }
    }

    private static func account(_ day: CivilDate, _ hub: Hub, status: HTTPResponse.Status)
        async throws -> Response
    {
        let answer = try await hub.store.read { queries in
            DayJSON(
                try queries.account(of: day), closing: try queries.closing(of: day),
                lastClosed: try queries.lastClosedDay(),
                unresolved: try queries.openUnresolvedCount())
        }
        return Response(status: status, json: answer)
    }
}

/// A day's account, as the API gives it.
struct DayJSON: Encodable {
    struct Figures: Encodable {
        var opening: Int64 = 0
        var `in`: Int64 = 0
        var out: Int64 = 0
        var discarded: Int64 = 0
        var adjusted: Int64 = 0
        var closing: Int64 = 0
    }

    struct Line: Encodable {
        let item: String
        let name: String
        let measure: Measure
        let quantity: Figures
        /// Nil where the weight of a piece is not known.
        let grams: Figures?
    }

    struct Closing: Encodable {
        let upTo: Int64
        let account: String
        let signature: String
        let unresolved: Int
    }

    let day: String
    /// `open` or `closed`; closing a day closes all before it.
    let state: String
    let items: [Line]
    /// All items kept by the piece.
    let pieces: Figures
    /// All items whose weight is known.
    let grams: Figures
    /// Items whose weight is not known.
    let weightUnknown: Int
    /// Scans that nobody has explained yet.
    let unresolved: Int
    let closing: Closing?

    init(_ account: DayAccount, closing: DayClosed?, lastClosed: CivilDate?, unresolved: Int) {
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

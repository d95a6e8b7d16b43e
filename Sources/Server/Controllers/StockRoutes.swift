import API
import Hub
import Hummingbird
import Stock
import Storage

package enum StockRoutes {
    package static let all = [
        Route(.get, "/api/v1/stock", .role(.viewer), list),
        Route(.get, "/api/v1/shortfalls", .role(.viewer), shortfalls),
        Route(.get, "/api/v1/use-first", .role(.viewer), useFirst),
        Route(.get, "/api/v1/low", .role(.viewer), low),
        Route(.patch, "/api/v1/lots/{id}", .role(.volunteer), correct),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...10_000)
        let behind = try request.stockPosition()
        let skipping = behind == nil ? try request.number(after: .stock) ?? 0 : 0
        let reference = try request.text("place").map { try InputParsing.place($0) }
        let item: ItemID? = try request.text("item").map { try InputParsing.id($0) }
        let rows = try await hub.read { queries in
            let place = try reference.map { reference in
                guard let place = try queries.place(reference) else {
                    throw StorageFault.placeNotFound(request.text("place") ?? "")
                }
                return place.id
            }
            return try queries.stock(
                place: place, item: item, after: Int(skipping), behind: behind, limit: limit)
        }
        return Response(
            page: rows.map { StockResponse($0) }, limit: limit, request: request,
            next: rows.last.map { Cursor(behind: $0) })
    }

    @Sendable private static func shortfalls(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...1_000)
        let behind = try request.shortfallPosition()
        let rows = try await hub.read { try $0.shortfalls(behind: behind, limit: limit) }
        return Response(
            page: rows.map { ShortfallResponse($0) }, limit: limit, request: request,
            next: rows.last.map { Cursor(behind: $0) })
    }

    /// What has a last day that is past or not more than some days away.
    @Sendable private static func useFirst(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...1_000)
        let month = UseFirst.month.mostDays ?? 0
        let days = try request.number("days", default: month, in: 0...36_500)
        let behind = try request.useFirstPosition()
        let today = hub.today
        let until = CivilDate(daysSince1970: today.daysSince1970 + days)
        let rows = try await hub.read {
            try $0.useFirst(until: until, behind: behind, limit: limit)
        }
        return Response(
            page: rows.compactMap { UseFirstResponse($0, today: today) }, limit: limit,
            request: request, next: rows.last.map { Cursor(behind: $0) })
    }

    @Sendable private static func low(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...1_000)
        let behind: NamePosition<Item>? = try request.position(after: .low)
        let rows = try await hub.read { try $0.lowItems(behind: behind, limit: limit) }
        return Response(
            page: rows.map { LowResponse($0) }, limit: limit, request: request,
            next: rows.last.map { Cursor(.low, behind: $0.item.name, $0.item.id) })
    }

    /// Puts right what was misread on a lot's package.
    @Sendable private static func correct(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let lot = try await hub.correct(
            try context.id(), by: try await request.json(LotChangeRequest.self).patch())
        return Response(
            json: LotResponse(
                id: lot.id.description, item: lot.key.item.description,
                dateLabel: lot.key.dateLabel.map { DateLabelText($0) }, lotNumber: lot.key.number,
                programme: lot.key.programme.rawValue))
    }
}

extension StockResponse {
    fileprivate init(_ row: StockRow) {
        self.init(
            item: row.item.description, itemName: row.itemName, measure: row.measure,
            lot: row.lot.id.description, place: row.place.description, placeName: row.placeName,
            quantity: row.quantity,
            dateLabel: row.lot.key.dateLabel.map { DateLabelText($0) },
            lotNumber: row.lot.key.number, programme: row.lot.key.programme.rawValue)
    }
}

extension UseFirstResponse {
    /// Nil for a lot without a date, which has no last day either.
    fileprivate init?(_ found: DatedStock, today: CivilDate) {
        let (row, key) = (found.row, found.row.lot.key)
        guard let label = key.dateLabel else { return nil }
        self.init(
            item: row.item.description, itemName: row.itemName, lot: row.lot.id.description,
            place: row.place.description, placeName: row.placeName, quantity: row.quantity,
            dateLabel: DateLabelText(label), lotNumber: key.number,
            programme: key.programme.rawValue, lastDay: found.lastDay.description,
            soon: UseFirst(lastDay: found.lastDay, today: today))
    }
}

extension LowResponse {
    fileprivate init(_ low: LowItem) {
        self.init(
            item: low.item.id.description, itemName: low.item.name, category: low.item.category,
            measure: low.item.measure, quantity: low.quantity, minimum: low.minimum)
    }
}

extension ShortfallResponse {
    fileprivate init(_ row: Shortfall) {
        self.init(
            item: row.item.description, itemName: row.itemName, lot: row.lot.description,
            place: row.place.description, placeName: row.placeName, quantity: row.quantity,
            seq: row.seq)
    }
}

extension DateLabelText {
    init(_ label: DateLabel) {
        self.init(kind: Word(label.kind), date: label.date.description)
    }
}

import API
import Hub
import Hummingbird
import Stock
import Storage

package enum StockRoutes {
    package static let all = [
        Route(.get, "/api/v1/stock", .role(.viewer), list),
        Route(.get, "/api/v1/shortfalls", .role(.viewer), shortfalls),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...10_000)
        let after = try request.number("after", default: 0, in: 0...100_000_000)
        let reference = try request.text("place").map { try InputParsing.place($0) }
        let item: ItemID? = try request.text("item").map { try InputParsing.id($0) }
        let rows = try await hub.read { queries in
            let place = try reference.map { reference in
                guard let place = try queries.place(reference) else {
                    throw StorageFault.placeNotFound(request.text("place") ?? "")
                }
                return place.id
            }
            return try queries.stock(place: place, item: item, after: after, limit: limit)
        }
        return Response(
            page: rows.map { StockJSON($0) }, limit: limit, request: request,
            after: String(after + limit))
    }

    @Sendable private static func shortfalls(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: try await hub.read { try $0.shortfalls() }.map { ShortfallJSON($0) })
    }

    private struct StockJSON: Encodable {
        let item: String
        let itemName: String
        let lot: String
        let place: String
        let quantity: Int64
        let dateLabel: ScanJSON.DateLabelJSON?
        let lotNumber: String?
        let programme: String

        init(_ row: StockRow) {
            (item, itemName) = (row.item.description, row.itemName)
            (lot, place, quantity) = (row.lot.id.description, row.place.description, row.quantity)
            dateLabel = row.lot.key.dateLabel.map {
                .init(kind: $0.kind.rawValue, date: $0.date.description)
            }
            (lotNumber, programme) = (row.lot.key.number, row.lot.key.programme.rawValue)
        }

        enum CodingKeys: String, CodingKey {
            case item, itemName, lot, place, quantity, dateLabel, lotNumber, programme
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(item, forKey: .item)
            try container.encode(itemName, forKey: .itemName)
            try container.encode(lot, forKey: .lot)
            try container.encode(place, forKey: .place)
            try container.encode(quantity, forKey: .quantity)
            // A lot whose date nobody noted says so: null, not a missing member.
            try container.encode(dateLabel, forKey: .dateLabel)
            try container.encode(lotNumber, forKey: .lotNumber)
            try container.encode(programme, forKey: .programme)
        }
    }

    private struct ShortfallJSON: Encodable {
        let item: String
        let itemName: String
        let lot: String
        let place: String
        let placeName: String
        let quantity: Int64
        let seq: Int64

        init(_ row: Shortfall) {
            (item, itemName, lot) = (row.item.description, row.itemName, row.lot.description)
            (place, placeName) = (row.place.description, row.placeName)
            (quantity, seq) = (row.quantity, row.seq)
        }
    }
}

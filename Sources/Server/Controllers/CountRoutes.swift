import API
import Barcodes
import Hub
import Hummingbird
import Journal
import Stock
import Storage

package enum CountRoutes {
    package static let all = [
        Route(.post, "/api/v1/counts", .role(.volunteer), open),
        Route(.get, "/api/v1/counts/{id}", .role(.viewer), show),
        Route(.post, "/api/v1/counts/{id}/lines", .role(.volunteer), note),
        Route(.post, "/api/v1/counts/{id}/completion", .role(.volunteer), complete),
    ]

    private struct CountRequest: Decodable {
        let id: String
        let place: String
    }

    @Sendable private static func open(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(CountRequest.self)
        let id: CountID = try InputParsing.id(wanted.id)
        let place = try InputParsing.place(wanted.place)
        let isReplay = try await hub.openCount(id, at: place)
        return try await sheet(id, hub, status: isReplay ? .ok : .created)
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await sheet(try context.id(), hub, status: .ok)
    }

    private struct LineRequest: Decodable {
        let id: String
        let code: String?
        let item: String?
        let lot: String?
        let quantity: Int64
        let asOf: Int64?

        func request(in count: CountID) throws -> CountLineRequest {
            let subject: CountLineRequest.Subject
            if let code {
                subject = .keys(try InputParsing.scanned(code).keys)
            } else if let item {
                let item: ItemID = try InputParsing.id(item)
                subject = try lot.map { .lot(try InputParsing.id($0), item: item) } ?? .item(item)
            } else {
                throw Problem(
                    .fieldUnreadable,
                    "A line names an item, or a code that was scanned.")
            }
            return CountLineRequest(
                id: try InputParsing.id(id), count: count, subject: subject,
                quantity: Quantity(quantity),
                asOf: asOf)
        }
    }

    @Sendable private static func note(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        let line = try await request.json(LineRequest.self).request(in: count)
        let (noted, isReplay) = try await hub.note(line)
        return Response(
            status: isReplay ? .ok : .created,
            json: LineJSON(
                item: noted.item, name: nil, lot: noted.lot, seen: noted.seen.value,
                expected: noted.expected.value,
                asOf: noted.asOf))
    }

    private struct CompletionRequest: Decodable {
        let id: String
        let uncounted: Uncounted?
    }

    @Sendable private static func complete(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let count: CountID = try context.id()
        let wanted = try await request.json(CompletionRequest.self)
        let id: EntryID = try InputParsing.id(wanted.id)
        let isReplay = try await hub.complete(
            count: count, uncounted: wanted.uncounted ?? .leave, id: id)
        return try await sheet(count, hub, status: isReplay ? .ok : .created)
    }

    private static func sheet(_ id: CountID, _ hub: Hub, status: HTTPResponse.Status)
        async throws -> Response
    {
        guard let sheet = try await hub.read({ try $0.count(id) }) else {
            throw StorageFault.countNotFound(id.description)
        }
        return Response(status: status, json: SheetJSON(sheet))
    }

    private struct SheetJSON: Encodable {
        let id: String
        let place: String
        let state: String
        let lines: [LineJSON]

        init(_ sheet: CountSheet) {
            (id, place) = (sheet.id.description, sheet.place.id.description)
            state = sheet.isCompleted ? "completed" : "open"
            lines = sheet.lines.map {
                LineJSON(
                    item: $0.item.id, name: $0.item.name, lot: $0.lot, seen: $0.seen,
                    expected: $0.expected, asOf: $0.asOf)
            }
        }
    }

    private struct LineJSON: Encodable {
        let item: String
        let name: String?
        let lot: String?
        /// What was seen.
        let quantity: Int64
        let expected: Int64
        let difference: Int64
        let asOf: Int64

        init(item: ItemID, name: String?, lot: LotID?, seen: Int64, expected: Int64, asOf: Int64) {
            (self.item, self.name, self.lot) = (item.description, name, lot?.description)
            (quantity, self.expected, difference, self.asOf) = (
                seen, expected, seen &- expected, asOf
            )
        }
    }
}

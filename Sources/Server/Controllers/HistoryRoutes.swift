import API
import Barcodes
import Hub
import Hummingbird
import Stock
import Storage

/// What happened, as a person asks for it.
package enum HistoryRoutes {
    package static let all = [Route(.get, "/api/v1/history", .role(.viewer), list)]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...100)
        let text = try InputParsing.text(request.text("query") ?? "", "query", 0...120)
        let before = try request.text("before").map { text in
            guard let number = InputParsing.whole(text) else {
                throw Problem.queryNotWhole("before")
            }
            return number
        }
        let keys = (try? InputParsing.scanned(text).keys) ?? []
        let lines = try await hub.read {
            try $0.history(
                of: text, keys: keys, floor: "floor",
                from: before.map { StoryPosition(before: $0) }, limit: limit, endsWhole: true)
        }
        // The last entry is told whole, also beyond the limit.
        let last = lines.count >= limit ? lines.last : nil
        return Response(
            headers: last.map { request.link(from: "before", String($0.seq), limit) } ?? [:],
            json: lines.map { HistoryResponse($0) })
    }
}

extension HistoryResponse {
    fileprivate init(_ line: StoryLine) {
        self.init(
            seq: line.seq, recordedAt: line.recordedAt.description, item: line.item.description,
            itemName: line.itemName, measure: line.measure, lot: line.lot.description,
            place: line.place.description, placeName: line.placeName, otherName: line.otherName,
            otherKind: line.otherKind, quantity: line.quantity)
    }
}

import API
import Hub
import Hummingbird
import Journal
import Stock
import Storage

package enum UnresolvedRoutes {
    package static let all = [
        Route(.get, "/api/v1/unresolved", .role(.viewer), list),
        Route(.post, "/api/v1/unresolved/{id}/resolution", .role(.volunteer), resolve),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...1_000)
        let after = try request.number("after", default: 0, in: 0...Int.max)
        let scans = try await hub.read {
            try $0.unresolved(after: Int64(after), limit: limit)
        }
        return Response(
            page: scans.map { OpenScanJSON($0) }, limit: limit, request: request,
            after: scans.last.map { String($0.seq) })
    }

    private struct OpenScanJSON: Encodable {
        let id: String
        let seq: Int64
        let mode: ScanMode
        let code: String
        let quantity: Int64
        let weightGrams: Int64?
        let place: String?
        let station: String?
        let at: String?
        let day: String

        init(_ open: OpenScan) {
            let scan = open.scan.scan
            (id, seq, mode, code) = (open.id.description, open.seq, scan.mode, scan.code)
            (quantity, weightGrams, place) = (
                scan.quantity ?? 1, scan.weightGrams, scan.place?.description
            )
            (station, at, day) = (scan.station, scan.at, open.scan.day.description)
        }
    }

    /// Says what an unknown code was: an item known by its id, or a new one.
    ///
    /// The item learns the code. With no item the scan is put down as nothing.
    @Sendable private static func resolve(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let scan: EntryID = try context.id()
        let wanted = try await request.json(Resolution.self)
        let id: EntryID = try InputParsing.id(wanted.id)
        let answer = try await hub.settle(
            scan, as: try wanted.item?.meant(), pack: wanted.pack, id: id)
        guard let answer else {
            return Response(status: .created, json: ["id": id.description, "outcome": "dismissed"])
        }
        return Response(
            status: answer.isReplay ? .ok : .created, json: ScanAnswerJSON(.recorded(answer)))
    }

    private struct Resolution: Decodable {
        let id: String
        let item: ItemMeant?
        let pack: Int64?
    }

    /// An item's id, or an item.
    private enum ItemMeant: Decodable {
        case id(String)
        case new(ItemJSON)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let id = try? container.decode(String.self) {
                self = .id(id)
            } else {
                self = .new(try container.decode(ItemJSON.self))
            }
        }

        func meant() throws -> CodeMeaning {
            switch self {
            case .id(let id): .known(try InputParsing.id(id))
            case .new(let item): .new(try item.item())
            }
        }
    }
}

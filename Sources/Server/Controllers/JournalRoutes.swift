import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Journal
import NIOCore
import Stock
import Storage

package enum JournalRoutes {
    package static let all = [
        Route(.get, "/api/v1/journal", .role(.viewer), list)
    ]

    /// Entries after a number, one a line.
    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let after = try request.number(after: .journal) ?? 0
        let limit = try request.number("limit", default: 1_000, in: 1...10_000)
        let entries = try await hub.read { try $0.journal(after: after, limit: limit) }
        var lines = ByteBuffer()
        for entry in entries {
            lines.writeBytes(JSONText.bytes(EntryResponse(entry, hub: hub.id)))
            lines.writeString("\n")
        }
        var headers: HTTPFields = [.contentType: "application/x-ndjson"]
        if entries.count == limit, let last = entries.last {
            headers.append(
                contentsOf: request.link(to: Cursor(.journal, [String(last.seq)]), limit))
        }
        return Response(
            status: .ok, headers: headers,
            body: .init(byteBuffer: lines))
    }
}

import Foundation
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
        let after = try request.number("after", default: 0, in: 0...Int.max)
        let limit = try request.number("limit", default: 1_000, in: 1...10_000)
        let entries = try await hub.read { try $0.journal(after: Int64(after), limit: limit) }
        var lines = ByteBuffer()
        for entry in entries {
            lines.writeBytes(JSONText.bytes(EntryJSON(entry, hub: hub.id)))
            lines.writeString("\n")
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: .init(byteBuffer: lines))
    }

    private struct EntryJSON: Encodable {
        let hub: String
        let epoch: Int64
        let seq: Int64
        let id: String
        let kind: String
        let recordedAt: Int64
        let previous: String
        let hash: String
        let body: String

        init(_ entry: Entry, hub: HubID) {
            self.hub = hub.description
            (epoch, seq, id, kind) = (entry.epoch, entry.seq, entry.id.description, entry.kind)
            recordedAt = entry.recordedAt.microseconds
            (previous, hash) = (entry.previous.hexadecimal, entry.hash.hexadecimal)
            body = String(decoding: entry.body, as: UTF8.self)
        }
    }
}

import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Stock
import Storage

package enum ReconciliationRoutes {
    package static let all = [
        Route(.post, "/api/v1/reconciliations", .role(.volunteer), reconcile)
    ]

    /// Holds a file of scanned hand-outs against the ledger; reading a file twice changes nothing.
    @Sendable private static func reconcile(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let day = try request.text("day").map { try InputParsing.date($0) }
        let isPreview = try request.flag("dryRun")
        let sentAt = request.sentAt
        let kind = request.headers[.contentType]?.lowercased() ?? ""
        let (bytes, room) = try await request.file(from: context, at: hub)
        defer { withExtendedLifetime(room) {} }
        return try await hub.readFile {
            let file = try ScanFile(
                TextFile(bytes),
                isJSON: kind.contains("json") ? true : kind.contains("csv") ? false : nil,
                day: day, batch: request.text("batch"))
            return Response(
                json: try await hub.reconcile(file, sentAt: sentAt, isPreview: isPreview))
        }
    }
}

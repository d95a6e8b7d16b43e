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
        let kind = request.headers[.contentType]?.lowercased() ?? ""
        let bytes = Data(try await request.body(limit: TextFile.limit).readableBytesView)
        let isJSON =
            kind.contains("json") || (!kind.contains("csv") && TextFile(bytes).looksLikeJSON)
        let file = try ScanFile(TextFile(bytes), isJSON: isJSON, day: day)
        return Response(json: try await hub.reconcile(file))
    }
}

extension TextFile {
    fileprivate var looksLikeJSON: Bool {
        (try? text().first { !$0.isWhitespace }) == "{"
    }
}

import API
import HTTPTypes
package import Hub
package import Hummingbird
import NIOCore
import Storage

package enum MaintenanceRoutes {
    package static let all = [
        Route(.post, "/api/v1/verifications", .role(.coordinator), verify),
        Route(.get, "/api/v1/backup", .role(.coordinator), backUp),
    ]

    /// Walks the whole journal and rebuilds the projections beside it.
    @Sendable private static func verify(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let walked = try await hub.verify()
        let findings = walked.all.map {
            VerificationResponse.Finding(seq: $0.seq, text: $0.description)
        }
        return Response(json: VerificationResponse(entries: walked.entries, findings: findings))
    }

    /// A consistent copy of the database, while the hub goes on.
    @Sendable private static func backUp(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try Response(backupOf: hub)
    }
}

extension Response {
    /// A consistent copy of the hub's database, sent piece by piece; that it was made is kept once the last is sent.
    ///
    /// - Parameters:
    ///   - hub: Goes on meanwhile.
    ///   - file: What a browser calls the copy; nil for a program.
    /// - Throws: What the copy cannot be begun for.
    package init(backupOf hub: Hub, as file: String? = nil) throws {
        let copy = try hub.backUp()
        let body = ResponseBody(contentLength: Int(copy.count)) { writer in
            var page: Int64 = 0
            while let piece = try await copy.piece(from: page) {
                page = piece.next
                try await writer.write(ByteBuffer(bytes: piece.bytes))
            }
            hub.noteBackup()
            try await writer.finish(nil)
        }
        var headers: HTTPFields = [.contentType: "application/vnd.sqlite3"]
        if let file { headers[.contentDisposition] = "attachment; filename=\"\(file)\"" }
        self.init(status: .ok, headers: headers, body: body)
    }
}

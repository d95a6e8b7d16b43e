import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import NIOCore
import Storage

/// Everything of one kind, for a spreadsheet.
package enum ExportRoutes {
    package static let all = [
        Route(.get, "/api/v1/exports/{name}", .role(.viewer), export)
    ]

    @Sendable private static func export(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        guard let name = ExportName(rawValue: context.text("name")) else {
            throw Problem.exportNotFound(known: ExportName.allCases.map(\.rawValue))
        }
        let body = ResponseBody { writer in
            var pieces = hub.export(name)
            while let piece = try await pieces.next() {
                try await writer.write(ByteBuffer(string: piece))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present",
                .contentDisposition: "attachment; filename=\"\(name.rawValue).csv\"",
            ], body: body)
    }
}

import HTTPTypes
import Hub
import Hummingbird
import NIOCore
import Storage

/// The hub's figures, for a program that watches it.
package enum MetricsRoutes {
    package static let all = [Route(.get, "/metrics", .role(.viewer), show)]

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: try await hub.metricsText())))
    }
}

import Foundation
import HTTPTypes
package import Hub
package import Hummingbird
import Storage

/// One line for each request, without a word of who asked for what.
///
/// A route is told by its template, never by the path or query that was sent; of the asker the role alone.
package struct AccessLog: RouterMiddleware {
    private let write: @Sendable (String) -> Void
    private let hub: Hub
    private let clock = ContinuousClock()

    /// A log whose lines, without a line feed, go to `write`.
    package init(hub: Hub, write: @escaping @Sendable (String) -> Void) {
        (self.hub, self.write) = (hub, write)
    }

    package func handle(
        _ request: Request, context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        let (time, began) = (hub.now, clock.now)
        let response = try await next(request, context)
        let took = (clock.now - began).components
        let milliseconds = took.seconds * 1_000 + took.attoseconds / 1_000_000_000_000_000
        // Of a stream nobody knows how long it will be.
        let bytes = response.body.contentLength.map { String($0) } ?? "-"
        let isAnswered = HTTPRequest.Method.answered.contains(request.method)
        let method = isAnswered ? request.method.rawValue : "-"
        write(
            "\(time) \(method) \(context.template) \(response.status.code) "
                + "\(milliseconds)ms \(bytes) \(context.askedAs.role?.rawValue ?? "-")")
        return response
    }
}

extension HTTPRequest.Method {
    /// Those that the hub has routes for: any other is a word of the sender's, which no log and no figure takes.
    static let answered: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete]
}

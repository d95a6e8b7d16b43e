import HTTPTypes
package import Hub
package import Hummingbird
import Metrics
import Storage
import Synchronization

/// Counts each request by route, method and class of status, and how long it took.
///
/// A route is told by its template, so the series are bounded by the table of routes.
package struct RequestMetrics: RouterMiddleware {
    private let known: KnownRequests
    private let clock = ContinuousClock()

    /// Counts into a hub's figures.
    package init(hub: Hub) { known = KnownRequests(hub.metrics.registry) }

    package func handle(
        _ request: Request, context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        let began = clock.now
        let response = try await next(request, context)
        known.note(
            RequestKind(
                route: context.template, method: request.method.rawValue,
                hundreds: response.status.code / 100),
            took: clock.now - began)
        return response
    }
}

private struct RequestKind: Hashable, Sendable {
    let route: String
    let method: String
    let hundreds: Int
}

/// The figures of requests that came before, so that one is looked up and not made.
private final class KnownRequests: Sendable {
    private let registry: MetricsRegistry
    private let figures = Mutex<[RequestKind: (Counter, Metrics.Timer)]>([:])
    /// Methods that the hub has routes for; any other counts as `other`.
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

    init(_ registry: MetricsRegistry) { self.registry = registry }

    func note(_ kind: RequestKind, took: Duration) {
        let (count, time) = figures.withLock { figures in
            if let known = figures[kind] { return known }
            let method = Self.methods.contains(kind.method) ? kind.method : "other"
            let made = (
                Counter(
                    label: "larder_http_requests_total",
                    dimensions: [
                        ("route", kind.route), ("method", method),
                        ("status", "\(kind.hundreds)xx"),
                    ], factory: registry),
                Metrics.Timer(
                    label: "larder_http_request_duration_seconds",
                    dimensions: [("route", kind.route), ("method", method)], factory: registry)
            )
            // A method can be any word; what no route has is looked up each time.
            if method == kind.method { figures[kind] = made }
            return made
        }
        count.increment()
        time.recordNanoseconds(
            took.components.seconds * 1_000_000_000
                + took.components.attoseconds / 1_000_000_000)
    }
}

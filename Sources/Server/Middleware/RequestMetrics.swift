import HTTPTypes
import Hub
import Hummingbird
import Metrics
import Storage
import Synchronization

/// Counts each request by route, method and class of status, and how long it took.
///
/// A route is told by its template, so the series are bounded by the table of routes.
struct RequestMetrics: Sendable {
    private let known: KnownRequests

    /// Counts into a hub's figures.
    init(hub: Hub) { known = KnownRequests(hub.metrics.registry) }

    func note(_ request: Request, _ context: HubContext, _ response: Response, took: Duration) {
        known.note(
            RequestKind(
                route: context.template, method: request.method,
                hundreds: response.status.code / 100),
            took: took)
    }
}

private struct RequestKind: Hashable, Sendable {
    let route: String
    let method: HTTPRequest.Method
    let hundreds: Int
}

/// The figures of requests that came before, so that one is looked up and not made.
private final class KnownRequests: Sendable {
    private let registry: MetricsRegistry
    private let figures = Mutex<[RequestKind: (Counter, Metrics.Timer)]>([:])

    init(_ registry: MetricsRegistry) { self.registry = registry }

    func note(_ kind: RequestKind, took: Duration) {
        let (count, time) = figures.withLock { figures in
            if let known = figures[kind] { return known }
            let isAnswered = HTTPRequest.Method.answered.contains(kind.method)
            let method = isAnswered ? kind.method.rawValue : "other"
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
            if isAnswered { figures[kind] = made }
            return made
        }
        count.increment()
        time.recordNanoseconds(
            took.components.seconds * 1_000_000_000
                + took.components.attoseconds / 1_000_000_000)
    }
}

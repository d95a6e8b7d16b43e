package import API
import HTTPTypes
package import Hub
package import Hummingbird
import Logging
import Storage

/// Makes a page of a problem; nil where a program asked, which gets the problem itself.
package typealias ProblemPageMaker =
    @Sendable (Problem, Request, HubContext, Hub) async -> Response?

/// What every request passes: it is for this hub, it is not too much at once, and whatever comes of
/// it is counted, and an answer that carries the headers of a careful site.
///
/// All of it is one middleware, since each costs every scan a step of its own.
package struct RequestGuard: RouterMiddleware {
    package let hub: Hub
    package let origin: OriginCheck
    package let problemPage: ProblemPageMaker
    private let methods = MethodCheck(RouteTable.api)
    private let metrics: RequestMetrics
    private let clock = ContinuousClock()
    /// Requests of one device on the network, a second and as a reserve.
    static let pace = (perSecond: 200, burst: 2_000)
    private let senderLimit = RateLimit(
        perSecond: Double(Self.pace.perSecond), burst: Double(Self.pace.burst))

    package init(hub: Hub, origin: OriginCheck, problemPage: @escaping ProblemPageMaker) {
        (self.hub, self.origin, self.problemPage) = (hub, origin, problemPage)
        metrics = RequestMetrics(hub: hub)
    }

    package func handle(
        _ request: Request, context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        let began = clock.now
        // What the router found a route for is named already; any other it gives a name of its own.
        let hasRoute = context.endpointPath != nil
        var response: Response
        do {
            try origin.check(request, context)
            try checkPace(context)
            response = try await next(request, context)
        } catch {
            response = await answer(to: error, request, context, hasRoute: hasRoute)
        }
        if !response.headers.contains(.cacheControl) {
            response.headers.append(HTTPField(name: .cacheControl, value: "no-store"))
        }
        let kind = response.headers.first { $0.name == .contentType }?.value ?? ""
        let isData =
            kind.utf8.starts(with: "application/json".utf8)
            || kind.utf8.starts(with: "text/css".utf8)
            || kind.utf8.starts(with: "text/javascript".utf8)
                && !request.uri.path.hasSuffix("/worker.js")
        response.headers.append(contentsOf: isData ? Self.headersOfData : Self.headers)
        if request.method == .get {
            response = try await ResponseCompression.pressed(response, for: request)
        }
        metrics.note(request, context, response, took: clock.now - began)
        return response
    }

    private func answer(
        to fault: any Error, _ request: Request, _ context: HubContext, hasRoute: Bool
    ) async -> Response {
        if !hasRoute, (fault as? any HTTPResponseError)?.status == .notFound,
            let answer = methods.answer(to: request, context)
        {
            return answer
        }
        let problem = Problem(atTheEdge: fault)
        if problem.status >= 500 { log(problem, (fault as? RequestFault)?.cause ?? fault) }
        var response = await problemPage(problem, request, context, hub) ?? problem.response
        if let seconds = problem.code.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        return response
    }

    /// Holds devices on the network to 200 requests a second each; the hub's own machine is not held.
    private func checkPace(_ context: HubContext) throws(Problem) {
        guard
            context.isFromHere
                || senderLimit.allow(context.peer, now: hub.now)
        else {
            throw Problem.requestsTooMany
        }
    }

    /// Notes the problem's and the fault's name only: no code, name or address enters the log.
    private func log(_ problem: Problem, _ fault: any Error) {
        hub.logger.error(
            "a request could not be answered",
            metadata: ["problem": "\(problem.code.rawValue)", "fault": "\(type(of: fault))"])
    }

    /// Data is no page, nor is a style or a page's script, which may do what its page may; a worker's script may do what it says itself.
    ///
    /// It may load nothing, and nobody may frame or embed it.
    private static let headersOfData = fields([
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ])

    /// A browser that tells no referrer at all sends forms with the origin `null`, hence
    /// `same-origin`.
    private static let headers = fields([
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                + "connect-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
    ])

    private static func fields(_ headers: [(String, String)]) -> HTTPFields {
        HTTPFields(
            headers.compactMap { name, value in
                HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
            })
    }
}

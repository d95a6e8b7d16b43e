import API
import HTTPTypes
package import Hub
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import Stock
import Storage

/// The hub as an HTTP application: one route table behind one row of checks.
public enum HubApplication {
    /// Where it answers.
    public enum Address: Sendable {
        case tcp(host: String, port: Int)
        /// A Unix socket in the data directory, for the hub's owner.
        case socket(path: String)
    }

    /// Connections at once at the most.
    package static let connectionLimit = 1_000
    /// Seconds after which a connection with nothing to say is closed.
    package static let idleSeconds: Int64 = 75

    /// The whole of what the hub answers, without a socket.
    ///
    /// - Parameters:
    ///   - hub: What every route works with.
    ///   - pages: What a person sees in a browser, beside the API.
    ///   - names: Host names it answers to beside addresses and `localhost`.
    ///   - connections: Of the servers that it answers for.
    ///   - accessLog: Takes one line for each request; nil where none is kept.
    ///   - problemPage: A problem as a page, where a browser asked for one; nil for a program.
    /// - Returns: What answers each request.
    package static func responder(
        _ hub: Hub, pages: [Route] = [], names: Set<String> = [],
        connections: Connections = Connections(),
        accessLog: (@Sendable (String) -> Void)? = nil,
        problemPage: @escaping ProblemPageMaker = { _, _, _, _ in nil }
    ) -> some HTTPResponder<HubContext> {
        let router = Router(context: HubContext.self, options: .autoGenerateHeadEndpoints)
        let origin = OriginCheck(names: Set(names.map { $0.lowercased() }))
        if let accessLog { router.add(middleware: AccessLog(hub: hub, write: accessLog)) }
        router.add(middleware: RequestGuard(hub: hub, origin: origin, problemPage: problemPage))
        for route in RouteTable.api + pages {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await answer(route, request, context, hub, connections)
            }
        }
        return router.buildResponder()
    }

    /// A server for one address; it runs as a service until its group shuts down.
    ///
    /// Connections that say nothing are let go: the deadlines are those of ``RequestDeadlines``.
    /// `ready` is called once it answers, with the port it listens on; nil for a Unix socket.
    public static func server<Responder: HTTPResponder<HubContext>>(
        _ responder: Responder, at address: Address, connections: Connections, logger: Logger,
        ready: @escaping @Sendable (Int?) async -> Void = { _ in }
    ) -> Application<Responder> {
        let bind: BindAddress =
            switch address {
            case .tcp(let host, let port): .hostname(host, port: port)
            case .socket(let path): .unixDomainSocket(path: path)
            }
        return Application(
            responder: responder,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [DeadlineSetup(connections)],
                    idleTimeout: .seconds(idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024,
                        maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: bind,
                availableConnectionsDelegate: MaximumAvailableConnections(connectionLimit)),
            onServerRunning: { channel in await ready(channel.localAddress?.port) }, logger: logger)
    }

    private static func answer(
        _ route: Route, _ request: Request, _ context: HubContext, _ hub: Hub,
        _ connections: Connections
    ) async throws -> Response {
        var context = context
        context.identity = try await Authenticator.identity(of: request, context, hub)
        if let identity = context.identity {
            let device = identity.credential?.id.description ?? ""
            connections.becameKnown(context.channel, as: device)
        }
        guard case .role(let needed) = route.access else {
            return try await route.handle(request, context, hub)
        }
        if context.identity == nil, route.isPage, [.get, .head].contains(request.method) {
            return .redirect(to: "/join", type: .found)
        }
        do { try checkRole(of: context.identity, needed) } catch {
            let sent =
                ScanRoutes.isScan(request) ? try? await request.body.collect(upTo: 16 * 1_024) : nil
            throw RequestFault(id: sent.flatMap { JSONText.id(in: $0) }, cause: error)
        }
        return try await route.handle(request, context, hub)
    }

    /// - Throws: `not_signed_in`, `role_not_allowed`.
    private static func checkRole(of identity: Identity?, _ needed: Role) throws(Problem) {
        guard let identity else {
            throw .notSignedIn
        }
        guard identity.role.covers(needed) else {
            throw .roleNotAllowed(identity.role.rawValue, needed: needed.rawValue)
        }
    }
}

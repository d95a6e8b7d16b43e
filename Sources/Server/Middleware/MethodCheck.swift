import API
import HTTPTypes
package import Hummingbird

/// Tells a method that a route of the API does not have from a path that is none (RFC 9110, section 15.5.6).
///
/// A page that is not there for a method stays one that is not there. What has GET has HEAD too.
package struct MethodCheck: RouterMiddleware {
    private let routes: [(path: [Substring], method: HTTPRequest.Method)]

    /// - Parameter routes: All that answer as data.
    package init(_ routes: [Route]) {
        self.routes = routes.map { ($0.path.split(separator: "/"), $0.method) }
    }

    package func handle(
        _ request: Request, context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let fault as any HTTPResponseError
            where fault.status == .notFound
        {
            let allowed = methods(at: request.uri.path)
            guard !allowed.isEmpty else { throw fault }
            let names = allowed.joined(separator: ", ")
            var response = Problem.methodNotAllowed(but: names).response
            response.headers[.allow] = names
            return response
        }
    }

    /// What a path may be asked by; nothing where there is no such path.
    ///
    /// As the router does, it takes a route that names the path before one with a parameter in that place.
    private func methods(at path: String) -> [String] {
        let parts = path.split(separator: "/")
        let fitting = routes.filter { route in
            route.path.count == parts.count
                && zip(route.path, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        let byNamed = Dictionary(grouping: fitting) { route in
            zip(route.path, parts).count { $0 == $1 }
        }
        let best = byNamed.max { $0.key < $1.key }?.value ?? []
        let methods = Set(best.map(\.method))
        return methods.union(methods.contains(.get) ? [.head] : []).map(\.rawValue).sorted()
    }
}

import API
import HTTPTypes
import Hummingbird

/// Tells a method that a route of the API does not have from a path that is none (RFC 9110, section 15.5.6).
///
/// A page that is not there for a method stays one that is not there. What has GET has HEAD too.
struct MethodCheck: Sendable {
    private let routes: [(path: [Substring], route: Route)]

    /// - Parameter routes: All that answer as data.
    init(_ routes: [Route]) {
        self.routes = routes.map { ($0.path.split(separator: "/"), $0) }
    }

    /// What answers a request that the router found no route for; nil where no route has its path.
    func answer(to request: Request, _ context: HubContext) -> Response? {
        let (template, allowed) = methods(at: request.uri.path)
        // The router's own word for no route would count as one.
        context.coreContext.endpointPath.value = template ?? HubContext.noRoute
        guard !allowed.isEmpty else { return nil }
        let names = allowed.joined(separator: ", ")
        var response = Problem.methodNotAllowed(but: names).response
        response.headers[.allow] = names
        return response
    }

    /// The template of a path, and what it may be asked by; nothing where there is no such path.
    ///
    /// As the router does, it takes a route that names the path before one with a parameter in that place.
    private func methods(at path: String) -> (template: String?, allowed: [String]) {
        let parts = path.split(separator: "/")
        let fitting = routes.filter { route in
            route.path.count == parts.count
                && zip(route.path, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        let byNamed = Dictionary(grouping: fitting) { route in
            zip(route.path, parts).count { $0 == $1 }
        }
        let best = byNamed.max { $0.key < $1.key }?.value ?? []
        let methods = Set(best.map(\.route.method))
        let allowed = methods.union(methods.contains(.get) ? [.head] : [])
        return (best.first?.route.path, allowed.map(\.rawValue).sorted())
    }
}

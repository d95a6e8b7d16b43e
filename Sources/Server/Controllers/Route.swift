package import HTTPTypes
package import Hub
package import Hummingbird
package import Storage

/// One row of the route table: what is asked, who may ask it, and what answers.
package struct Route: Sendable {
    package let method: HTTPRequest.Method
    /// With parameters in braces, as the OpenAPI document writes them: `/api/v1/items/{id}`.
    package let path: String
    package let access: Access
    package let handle: @Sendable (Request, HubContext, Hub) async throws -> Response

    package init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        _ handle: @escaping @Sendable (Request, HubContext, Hub) async throws -> Response
    ) {
        (self.method, self.path, self.access, self.handle) = (method, path, access, handle)
    }
}

extension Route {
    /// Whether a person sees its answer in a browser.
    package var isPage: Bool { Self.isPage(at: path) }

    /// Whether what answers at a path is for a person; what is not there is.
    package static func isPage(at path: String) -> Bool {
        !["/api/", "/assets/", "/health", "/metrics", "/openapi.json"].contains {
            path.hasPrefix($0)
        }
    }
}

/// Who may ask.
package enum Access: Sendable, Hashable {
    /// Anyone who can reach the hub.
    case open
    /// A device of this role or one that may do more.
    case role(Role)
}

extension Role {
    /// Whether a device of this role may do what `needed` may do.
    package func covers(_ needed: Role) -> Bool { rank >= needed.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .volunteer: 1
        case .coordinator: 2
        }
    }
}

import HTTPTypes
import Hummingbird
import Storage

/// One row of the route table: what is asked, who may ask it, and what answers.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// With parameters in braces, as the OpenAPI document writes them: `/api/v1/items/{id}`.
    let path: String
    let access: Access
    let handle: @Sendable (Request, HubContext, Hub) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        _ handle: @escaping @Sendable (Request, HubContext, Hub) async throws -> Response
    ) {
        (self.method, self.path, self.access, self.handle) = (method, path, access, handle)
    }
}

/// Who may ask.
enum Access: Sendable, Hashable {
    /// Anyone who can reach the hub.
    case open
    /// A device of this role or one that may do more.
    case role(Role)
}

extension Role {
    /// Whether a device of this role may do what `needed` may do.
    func covers(_ needed: Role) -> Bool { rank >= needed.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .volunteer: 1
        case .coordinator: 2
        }
    }
}

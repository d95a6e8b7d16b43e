import HTTPTypes
package import Hub
package import Hummingbird
package import Storage

/// Who asks.
package struct Identity: Sendable {
    /// Nil for the hub's owner at the machine itself.
    package let credential: Credential?
    package let role: Role
}

/// Tells who sends a request, by the secret that it shows.
package enum Authenticator {
    /// The browser session's cookie.
    private static let cookie = "larder"

    /// The asker of a request; nil where it shows no secret, or one that is unknown.
    package static func identity(
        of request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Identity? {
        if context.comesFromOwner { return Identity(credential: nil, role: .coordinator) }
        guard let shown = shownSecret(in: request),
            let credential = try await hub.credential(of: shown)
        else { return nil }
        return Identity(credential: credential, role: credential.role)
    }

    /// What a browser keeps to be known again.
    package static func sessionCookie(_ secret: String) -> Cookie {
        Cookie(
            name: cookie, value: secret, maxAge: Hub.sessionDays * 86_400, path: "/",
            secure: false, httpOnly: true, sameSite: .strict)
    }

    private static func shownSecret(in request: Request) -> ShownSecret? {
        if let header = request.headers.first(where: { $0.name == .authorization }) {
            return .header(header.value)
        }
        return request.cookies[cookie].map { .cookie($0.value) }
    }
}

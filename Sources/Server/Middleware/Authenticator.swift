import Foundation
import HTTPTypes
import Hummingbird
import Stock
import Storage
import Synchronization

/// Who asks.
struct Identity: Sendable {
    /// Nil for the hub's owner at the machine itself.
    let credential: Credential?
    let role: Role
}

/// Lets a request in or not, by the route table's roles.
final class Authenticator: Sendable {
    /// The browser session's cookie.
    static let cookie = "larder"

    private let store: Store
    /// Who showed what in the last minute, so that a scan need not read the database for its token,
    /// nor hash it.
    private let seen = Mutex<[Shown: (credential: Credential, until: Moment)]>([:])

    init(store: Store) { self.store = store }

    /// The asker of a request; nil where it shows no secret, or one that is unknown.
    func identity(of request: Request, _ context: HubContext) async throws -> Identity? {
        if context.comesFromOwner { return Identity(credential: nil, role: .coordinator) }
        guard let shown = Shown(in: request) else { return nil }
        let now = store.clock.now()
        if let known = seen.withLock({ $0[shown] }), known.until > now {
            return Identity(known.credential)
        }
        guard let secret = shown.secret else { return nil }
        let digest = Credential.digest(of: secret)
        guard
            let credential = try await store.read({ try $0.credential(digest: digest, now: now) }),
            credential.use == shown.use
        else { return nil }
        let until = Moment(microseconds: now.microseconds + 60_000_000)
        seen.withLock { seen in
            seen = seen.filter { $0.value.until > now }
            seen[shown] = (credential, until)
        }
        return Identity(credential)
    }

    /// Forgets what it saw, after a device lost its role.
    func forget() { seen.withLock { $0 = [:] } }
}

/// What a request shows of its sender, as it stands there.
private enum Shown: Hashable {
    /// The whole of the header `Authorization`.
    case header(String)
    case cookie(String)

    init?(in request: Request) {
        if let header = request.headers.first(where: { $0.name == .authorization }) {
            self = .header(header.value)
        } else if let cookie = request.cookies[Authenticator.cookie] {
            self = .cookie(cookie.value)
        } else {
            return nil
        }
    }

    var use: CredentialUse {
        switch self {
        case .header: .token
        case .cookie: .session
        }
    }

    /// Nil where the header is of another scheme than `Bearer`.
    var secret: Substring? {
        switch self {
        case .header(let text):
            text.prefix(7).lowercased() == "bearer " ? text.dropFirst(7) : nil
        case .cookie(let text): text[...]
        }
    }
}

extension Identity {
    fileprivate init(_ credential: Credential) {
        self.init(credential: credential, role: credential.role)
    }
}

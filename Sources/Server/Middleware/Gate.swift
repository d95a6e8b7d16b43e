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
final class Gate: Sendable {
    /// The browser session's cookie.
    static let cookie = "larder"

    private let store: Store
    /// Secrets seen in the last minute, by digest, so that a scan need not read the database for
    /// its token.
    private let seen = Mutex<[Data: (credential: Credential, until: Moment)]>([:])

    init(store: Store) { self.store = store }

    /// The asker of a request; nil where it shows no secret, or one that is unknown.
    func identity(of request: Request, _ context: HubContext) async throws -> Identity? {
        if context.comesFromOwner { return Identity(credential: nil, role: .coordinator) }
        guard let (secret, use) = secret(in: request) else { return nil }
        let digest = Credential.digest(of: secret)
        let now = store.clock.now()
        let known = seen.withLock { $0[digest] }
        if let known, known.until > now {
            return known.credential.use == use ? Identity(known.credential) : nil
        }
        guard
            let credential = try await store.read({ try $0.credential(digest: digest, now: now) }),
            credential.use == use
        else { return nil }
        let until = Moment(microseconds: now.microseconds + 60_000_000)
        seen.withLock { seen in
            if seen.count > 1_000 { seen = [:] }
            seen[digest] = (credential, until)
        }
        return Identity(credential)
    }

    /// Forgets what it saw, after a device lost its role.
    func forget() { seen.withLock { $0 = [:] } }

    private func secret(in request: Request) -> (Substring, CredentialUse)? {
        if let header = request.headers.first(where: { $0.name == .authorization })?.value {
            let scheme = header.utf8.prefix(7)
            guard let word = String(scheme), word == "Bearer " || word.lowercased() == "bearer "
            else { return nil }
            return (header[scheme.endIndex...], .token)
        }
        guard let cookie = request.cookies[Self.cookie]?.value else { return nil }
        return (cookie[...], .session)
    }
}

extension Identity {
    fileprivate init(_ credential: Credential) {
        self.init(credential: credential, role: credential.role)
    }
}

import API
import Barcodes
import Foundation
package import Stock
package import Storage
import Synchronization

/// A secret as a request shows it.
package enum ShownSecret: Hashable, Sendable {
    /// The whole of the header `Authorization`.
    case header(String)
    /// A browser session's cookie.
    case cookie(String)

    fileprivate var use: CredentialUse {
        switch self {
        case .header: .token
        case .cookie: .session
        }
    }

    /// Nil where the header is of another scheme than `Bearer`.
    fileprivate var secret: Substring? {
        switch self {
        case .header(let text):
            text.prefix(7).lowercased() == "bearer " ? text.dropFirst(7) : nil
        case .cookie(let text): text[...]
        }
    }
}

/// Who showed what in the last minute, so that a scan need not read the database for its token, nor
/// hash it.
package final class CredentialCache: Sendable {
    private let seen = Mutex<[ShownSecret: (credential: Credential, until: Moment)]>([:])

    package func credential(_ shown: ShownSecret, now: Moment) -> Credential? {
        seen.withLock { $0[shown] }.flatMap { $0.until > now ? $0.credential : nil }
    }

    package func note(_ credential: Credential, _ shown: ShownSecret, now: Moment) {
        let until = Moment(microseconds: now.microseconds + 60_000_000)
        seen.withLock { seen in
            seen = seen.filter { $0.value.until > now }
            seen[shown] = (credential, until)
        }
    }

    package func forget() { seen.withLock { $0 = [:] } }
}

/// A secret that was made just now; only its digest is kept.
package struct NewSecret: Sendable {
    /// Whom the secret lets in, and until when.
    package let credential: Credential
    /// Told once.
    package let secret: String
}

// Devices and programs that may come in.
extension Hub {
    /// How long a pairing code is good.
    package static let pairingMinutes = 10
    /// Days that a browser stays paired without coming back.
    package static let sessionDays = 90

    /// The holder of a secret; nil for one that is unknown or expired.
    package func credential(of shown: ShownSecret) async throws -> Credential? {
        let now = store.clock.now()
        if let known = credentials.credential(shown, now: now) { return known }
        guard let secret = shown.secret else { return nil }
        let digest = Credential.digest(of: secret)
        guard let found = try await read({ try $0.credential(digest: digest, now: now) }),
            found.use == shown.use
        else { return nil }
        credentials.note(found, shown, now: now)
        return found
    }

    /// Lets a program in: a token stays until it is revoked, a link pairs one browser within an hour, a
    /// pairing code one device within ten minutes.
    ///
    /// - Throws: A `StorageFault` of the whole store.
    package func makeSecret(for wanted: NewAccess) async throws -> NewSecret {
        let minutes: Int? =
            switch wanted.use {
            case .token: nil
            case .session: Self.sessionDays * 24 * 60
            case .link: 60
            case .pairing: Self.pairingMinutes
            }
        let secret = wanted.use == .pairing ? Self.shortSecret() : Self.longSecret()
        let expires = minutes.map {
            Moment(microseconds: store.clock.now().microseconds + Int64($0) * 60_000_000)
        }
        let credential = try await store.write {
            try $0.addCredential(
                secret: secret, use: wanted.use, role: wanted.role, name: wanted.name,
                expiresAt: expires)
        }
        return NewSecret(credential: credential, secret: secret)
    }

    /// A link that makes one browser a coordinator's, within an hour; `address` ends in a slash.
    ///
    /// - Throws: A `StorageFault` of the whole store.
    package func firstLink(_ address: String) async throws -> String {
        let made = try await makeSecret(
            for: NewAccess(.link, role: .coordinator, name: Role.coordinator.rawValue))
        return "\(address)join?token=\(made.secret)"
    }

    /// Spends a link's secret or a pairing code for a browser session.
    ///
    /// Each `peer` has ten tries a minute. The first three are its own; those after them are a hundred a minute for
    /// all together, so that many who guess shut out nobody who has a code to type.
    ///
    /// - Throws: `too_many_requests`, `text_out_of_range`, `pairing_code_wrong`.
    package func join(_ typed: String, name: String?, peer: String) async throws -> NewSecret {
        let now = store.clock.now()
        guard joinLimit.allow(peer, now: now),
            firstJoins.allow(peer, now: now) || joinLimitOfAll.allow("", now: now)
        else {
            throw Problem.pairingTooOften
        }
        let code = (try? LabelCode(typed))?.description
        let secret = Self.longSecret()
        let expires = Moment(
            microseconds: now.microseconds + Int64(Self.sessionDays) * 86_400_000_000)
        let wished = try name.map { try InputParsing.text($0, "name", 0...60) } ?? ""
        let session = try await store.write { ledger -> Credential? in
            var spent = try ledger.spendCredential(secret: typed, use: .link)
            if spent == nil, let code {
                spent = try ledger.spendCredential(secret: code, use: .pairing)
            }
            guard let spent else { return nil }
            return try ledger.addCredential(
                secret: secret, use: .session, role: spent.role,
                name: wished.isEmpty ? spent.name : wished, expiresAt: expires)
        }
        guard let session else {
            throw Problem.pairingCodeWrong
        }
        return NewSecret(credential: session, secret: secret)
    }

    /// Shuts a device or program out.
    ///
    /// - Throws: `device_not_found`.
    package func revoke(_ id: ID<Credential>) async throws {
        guard try await store.write({ try $0.revokeCredential(id) }) else {
            throw Problem.deviceNotFound
        }
        credentials.forget()
        revocations.publish(id)
    }

    /// Devices that are shut out from now on, for one listener.
    package func followRevocations() -> AsyncStream<ID<Credential>> { revocations.follow() }

    /// 32 random characters, 160 bits.
    private static func longSecret() -> String {
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        var random = SystemRandomNumberGenerator()
        return String((0..<32).map { _ in letters[Int.random(in: 0..<32, using: &random)] })
    }

    /// Eight characters to be read aloud, 35 bits and a check character; tries are limited.
    private static func shortSecret() -> String {
        var random = SystemRandomNumberGenerator()
        return LabelCode(using: &random).description
    }
}

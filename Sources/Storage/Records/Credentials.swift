import Crypto
package import Foundation
import GRDB
package import Stock

/// What a device may do.
package enum Role: String, Sendable, Codable, CaseIterable {
    /// Everything: closes days, adds printers, lets devices in.
    case coordinator
    /// Scans, counts and prints.
    case volunteer
    /// Reads.
    case viewer
}

/// What a secret is for.
package enum CredentialUse: String, Sendable, Codable, CaseIterable {
    /// A program's; it stays until it is revoked.
    case token
    /// A browser's cookie.
    case session
    /// A link that pairs one browser, once.
    case link
    /// A short code that pairs one device, once.
    case pairing
}

/// A secret's holder: its digest is kept, the secret is not.
package struct Credential: Sendable, Hashable {
    /// Names it on the pages and where it is revoked; it lets nobody in.
    package let id: ID<Credential>
    /// How the secret may be shown.
    package let use: CredentialUse
    /// What whoever shows the secret may do.
    package let role: Role
    /// What the coordinator calls the device or program.
    package let name: String
    /// Nil where it does not expire.
    package let expiresAt: Moment?

    /// SHA-256 of the secret.
    ///
    /// Secrets are random and long, or short-lived and limited in tries, so no salt is needed.
    package static func digest(of secret: some StringProtocol) -> Data {
        Data(SHA256.hash(data: Array(secret.utf8)))
    }
}

extension Ledger {
    /// Keeps a new secret's digest, and forgets those that have expired.
    package func addCredential(
        secret: String, use: CredentialUse, role: Role, name: String, expiresAt: Moment? = nil
    ) throws -> Credential {
        let credential = Credential(
            id: clock.newID(), use: use, role: role, name: name, expiresAt: expiresAt)
        try db.execute(
            sql: """
                INSERT INTO credential (digest, id, use, role, name, made_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Credential.digest(of: secret), credential.id.blob, use.rawValue, role.rawValue,
                name,
                clock.now().microseconds, expiresAt?.microseconds,
            ])
        try db.execute(
            sql: "DELETE FROM credential WHERE expires_at < ?",
            arguments: [clock.now().microseconds])
        return credential
    }

    /// Spends a secret that may be used once; nil where it is unknown or expired.
    package func spendCredential(secret: String, use: CredentialUse) throws -> Credential? {
        guard
            let found = try Queries(db).credential(
                digest: Credential.digest(of: secret), now: clock.now()),
            found.use == use
        else { return nil }
        try revokeCredential(found.id)
        return found
    }

    /// Shuts out whoever shows the secret.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    package func revokeCredential(_ id: ID<Credential>) throws -> Bool {
        try db.execute(sql: "DELETE FROM credential WHERE id = ?", arguments: [id.blob])
        return db.changesCount > 0
    }

    /// Keeps a setting of the hub in place of what it was.
    package func set(_ name: String, to value: String) throws {
        try db.execute(
            sql:
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            arguments: [name, value])
    }
}

extension Queries {
    /// The holder of a secret's digest, unless it has expired.
    package func credential(digest: Data, now: Moment) throws -> Credential? {
        let sql =
            "SELECT * FROM credential WHERE digest = ? AND (expires_at IS NULL OR expires_at > ?)"
        return try Row.fetchOne(db, sql: sql, arguments: [digest, now.microseconds]).map {
            try Credential(row: $0)
        }
    }

    /// What a link that is not spent yet makes of a device; nil for any other secret.
    package func role(ofLink secret: String, now: Moment) throws -> Role? {
        let found = try credential(digest: Credential.digest(of: secret), now: now)
        return found?.use == .link ? found?.role : nil
    }

    /// Devices and programs that may come in, the latest first.
    ///
    /// - Parameters:
    ///   - behind: The one that the page begins behind; nil for the first page.
    ///   - limit: From 1 to 1,000; what is beyond is held to that.
    /// - Returns: One page.
    /// - Throws: What SQLite says.
    package func credentials(
        behind: ID<Credential>? = nil, limit: Int = 1_000
    ) throws -> [Credential] {
        // Version 7 ids are in the order in which they were made.
        let sql = """
            SELECT * FROM credential WHERE use IN ('token', 'session') AND (?1 IS NULL OR id < ?1)
            ORDER BY id DESC LIMIT ?2
            """
        let arguments: StatementArguments = [behind?.blob, min(max(1, limit), 1_000)]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { try Credential(row: $0) }
    }
}

extension Credential {
    init(row: Row) throws {
        let expires: Int64? = row["expires_at"]
        self.init(
            id: try ID(column: row["id"]), use: try decoded(row["use"]),
            role: try decoded(row["role"]),
            name: row["name"],
            expiresAt: expires.map { Moment(microseconds: $0) })
    }
}

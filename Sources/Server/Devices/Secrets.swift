import Barcodes
import Foundation
import HTTPTypes
import Hummingbird
import Stock
import Storage

/// Making, keeping and spending the secrets that let devices in.
enum Secrets {
    /// How long a pairing code is good.
    static let pairingMinutes = 10
    /// How long a browser stays paired without coming back.
    private static let sessionDays = 90

    /// 32 random characters, 160 bits.
    static func long() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in word(8, using: &random) }.joined()
    }

    /// Eight characters to be read aloud, 35 bits and a check character; tries are limited.
    static func short() -> String {
        var random = SystemRandomNumberGenerator()
        return LabelCode(using: &random).description
    }

    /// Keeps a secret's digest.
    static func keep(
        _ secret: String, _ use: CredentialUse, role: Role, name: String, minutes: Int?,
        in store: Store
    ) async throws -> Credential {
        let expires = minutes.map {
            Moment(microseconds: store.clock.now().microseconds + Int64($0) * 60_000_000)
        }
        return try await store.write {
            try $0.addCredential(
                secret: secret, use: use, role: role, name: name, expiresAt: expires)
        }
    }

    /// Spends a link's secret or a pairing code for a browser session.
    ///
    /// Each `peer` has ten tries a minute, and all together have a hundred.
    ///
    /// - Throws: `too_many_requests`, `text_out_of_range`, `pairing_code_wrong`.
    static func join(
        _ typed: String, name: String?, peer: String, _ hub: Hub
    ) async throws -> (credential: Credential, secret: String) {
        let now = hub.store.clock.now()
        guard hub.joinLimit.allow(peer, now: now), hub.joinLimitOfAll.allow("", now: now) else {
            throw Problem(
                .tooManyRequests, .tooManyRequests, "Too many codes were tried. Wait a minute.")
        }
        let code = (try? LabelCode(typed))?.description
        let secret = long()
        let expires = Moment(microseconds: now.microseconds + Int64(sessionDays) * 86_400_000_000)
        let wished = try name.map { try InputParsing.text($0, "name", 0...60) } ?? ""
        let session = try await hub.store.write { ledger -> Credential? in
            var spent = try ledger.spendCredential(secret: typed, use: .link)
            if spent == nil, let code {
                spent = try ledger.spendCredential(secret: code, use: .pairing)
            }
            guard let spent else { return nil }
            return try ledger.addCredential(
                secret: secret, use: .session, role: spent.role,
                name: wished.isEmpty ? spent.name : wished,
                expiresAt: expires)
        }
        guard let session else {
            throw Problem(
                .forbidden, .pairingCodeWrong,
                "That code is not known, or it was used or is too old. Ask for a new one.")
        }
        return (session, secret)
    }

    static func cookie(_ secret: String) -> Cookie {
        Cookie(
            name: Authenticator.cookie, value: secret, maxAge: sessionDays * 86_400, path: "/",
            secure: false, httpOnly: true,
            sameSite: .strict)
    }

    private static func word(_ length: Int, using random: inout SystemRandomNumberGenerator)
        -> String
    {
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return String(
            (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
    }
}

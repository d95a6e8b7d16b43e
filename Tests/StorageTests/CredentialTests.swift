import Stock
import Storage
import TestSupport
import Testing

@Suite struct CredentialTests {
    @Test func `a secret is known by its digest until it expires or is revoked`() async throws {
        let pantry = try await SamplePantry()
        let expiry = Moment(microseconds: pantry.clock.now().microseconds + 60_000_000)
        let made = try await pantry.store.write {
            try $0.addCredential(
                secret: "secret", use: .session, role: .volunteer, name: "Tablet", expiresAt: expiry
            )
        }
        func find(_ secret: String, at moment: Moment) async throws -> Credential? {
            try await pantry.store.read {
                try $0.credential(digest: Credential.digest(of: secret), now: moment)
            }
        }
        #expect(try await find("secret", at: pantry.clock.now()) == made)
        #expect(try await find("Secret", at: pantry.clock.now()) == nil)
        #expect(try await find("secret", at: expiry) == nil)
        #expect(try await pantry.store.read { try $0.credentials() } == [made])
        #expect(try await pantry.store.write { try $0.revokeCredential(made.id) })
        #expect(try await !pantry.store.write { try $0.revokeCredential(made.id) })
        #expect(try await find("secret", at: pantry.clock.now()) == nil)
    }

    @Test func `a link is spent once, and only as a link`() async throws {
        let pantry = try await SamplePantry()
        let link = try await pantry.store.write {
            try $0.addCredential(secret: "once", use: .link, role: .coordinator, name: "First")
        }
        #expect(
            try await pantry.store.write { try $0.spendCredential(secret: "once", use: .pairing) }
                == nil)
        #expect(
            try await pantry.store.write { try $0.spendCredential(secret: "once", use: .link) }
                == link)
        #expect(
            try await pantry.store.write { try $0.spendCredential(secret: "once", use: .link) }
                == nil)
    }

    @Test func `a setting is what it was last set to`() async throws {
        let pantry = try await SamplePantry()
        for value in ["en", "es"] {
            try await pantry.store.write { try $0.set("language", to: value) }
        }
        #expect(try await pantry.store.read { try $0.setting("language") } == "es")
        #expect(try await pantry.store.read { try $0.setting("nothing") } == nil)
    }
}

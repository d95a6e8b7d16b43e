import Foundation
import HTTPTypes
import Hummingbird
import Stock
import Storage

/// Devices and programs that may come in: tokens for programs, pairing for browsers.
enum DeviceRoutes {
    static let all = [
        Route(.post, "/api/v1/tokens", .role(.coordinator), makeToken),
        Route(.get, "/api/v1/devices", .role(.coordinator), list),
        Route(.delete, "/api/v1/devices/{id}", .role(.coordinator), revoke),
        Route(.post, "/api/v1/links", .role(.coordinator), makeLink),
        Route(.post, "/api/v1/pairings", .role(.coordinator), makePairing),
        Route(.post, "/api/v1/sessions", .open, join),
    ]

    private struct DeviceRequest: Decodable {
        let role: String
        let name: String?

        func read() throws -> (role: Role, name: String) {
            guard let role = Role(rawValue: role) else {
                throw Problem(
                    .unprocessableContent, .roleUnknown,
                    "A role is coordinator, volunteer or viewer.")
            }
            return (role, try InputParsing.text(name ?? role.rawValue, "name", 1...60))
        }
    }

    private struct SecretJSON: Encodable {
        let id: String
        let role: Role
        let name: String
        /// FlashMessage once; only its digest is kept.
        let secret: String
        let expiresAt: String?
    }

    @Sendable private static func makeToken(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await issue(
            try await request.json(DeviceRequest.self), .token, Secrets.long(), minutes: nil, hub)
    }

    /// A link that pairs one browser, once, within an hour.
    @Sendable private static func makeLink(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await issue(
            try await request.json(DeviceRequest.self), .link, Secrets.long(), minutes: 60, hub)
    }

    /// A short code that pairs one device, once, within ten minutes.
    @Sendable private static func makePairing(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await issue(
            try await request.json(DeviceRequest.self), .pairing, Secrets.short(),
            minutes: Secrets.pairingMinutes, hub)
    }

    private static func issue(
        _ wanted: DeviceRequest, _ use: CredentialUse, _ secret: String, minutes: Int?,
        _ hub: Hub
    ) async throws -> Response {
        let (role, name) = try wanted.read()
        let made = try await Secrets.keep(
            secret, use, role: role, name: name, minutes: minutes, in: hub.store)
        return Response(
            status: .created,
            json: SecretJSON(
                id: made.id.description, role: role, name: name, secret: secret,
                expiresAt: made.expiresAt?.description))
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: try await hub.store.read { try $0.credentials() }.map { DeviceJSON($0) })
    }

    private struct DeviceJSON: Encodable {
        let id: String
        let use: CredentialUse
        let role: Role
        let name: String

        init(_ credential: Credential) {
            (id, use) = (credential.id.description, credential.use)
            (role, name) = (credential.role, credential.name)
        }
    }

    @Sendable private static func revoke(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: ID<Credential> = try context.id()
        guard try await hub.store.write({ try $0.revokeCredential(id) }) else {
            throw Problem(.notFound, .deviceNotFound, "There is no such device or token.")
        }
        hub.authenticator.forget()
        return Response(status: .noContent)
    }

    private struct JoinRequest: Decodable {
        let secret: String
        let name: String?
    }

    /// Spends a link's secret or a pairing code, and answers with a session's cookie.
    @Sendable private static func join(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(JoinRequest.self)
        let (credential, secret) = try await Secrets.join(
            wanted.secret, name: wanted.name, peer: context.peer, hub)
        var response = Response(status: .created, json: DeviceJSON(credential))
        response.setCookie(Secrets.cookie(secret))
        return response
    }
}

import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Stock
import Storage

/// Devices and programs that may come in: tokens for programs, pairing for browsers.
package enum DeviceRoutes {
    package static let all = [
        Route(.post, "/api/v1/tokens", .role(.coordinator), makeToken),
        Route(.get, "/api/v1/devices", .role(.coordinator), list),
        Route(.delete, "/api/v1/devices/{id}", .role(.coordinator), revoke),
        Route(.post, "/api/v1/links", .role(.coordinator), makeLink),
        Route(.post, "/api/v1/pairings", .role(.coordinator), makePairing),
        Route(.post, "/api/v1/sessions", .open, join),
    ]

    @Sendable private static func makeToken(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await issue(
            try await request.json(DeviceRequest.self), .token, hub)
    }

    /// A link that pairs one browser, once, within an hour.
    @Sendable private static func makeLink(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await issue(
            try await request.json(DeviceRequest.self), .link, hub)
    }

    /// A short code that pairs one device, once, within ten minutes.
    @Sendable private static func makePairing(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await issue(
            try await request.json(DeviceRequest.self), .pairing, hub)
    }

    private static func issue(
        _ wanted: DeviceRequest, _ use: CredentialUse, _ hub: Hub
    ) async throws -> Response {
        let made = try await hub.makeSecret(for: try wanted.access(by: use))
        let holder = made.credential
        return Response(
            status: .created,
            json: SecretResponse(
                id: holder.id.description, role: Word(like: holder.role), name: holder.name,
                secret: made.secret,
                expiresAt: holder.expiresAt?.description,
                address: use == .link ? hub.address.text : nil,
                networkAddress: use == .link ? hub.address.elsewhere.first : nil))
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...1_000)
        let behind = try request.device()
        let devices = try await hub.read { try $0.credentials(behind: behind, limit: limit) }
        return Response(
            page: devices.map { DeviceResponse($0) }, limit: limit, request: request,
            next: devices.last.map { Cursor(.devices, [$0.id.description]) })
    }

    @Sendable private static func revoke(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: ID<Credential> = try context.id()
        try await hub.revoke(id)
        return Response(status: .noContent)
    }

    /// Spends a link's secret or a pairing code, and answers with a session's cookie.
    @Sendable private static func join(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(JoinRequest.self)
        let session = try await hub.join(
            wanted.secret, name: wanted.name, peer: context.peer)
        var response = Response(status: .created, json: DeviceResponse(session.credential))
        response.setCookie(Authenticator.sessionCookie(session.secret))
        return response
    }
}

extension DeviceResponse {
    fileprivate init(_ credential: Credential) {
        self.init(
            id: credential.id.description, use: Word(like: credential.use),
            role: Word(like: credential.role), name: credential.name)
    }
}

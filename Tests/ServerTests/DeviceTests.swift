import Foundation
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct DeviceTests {
    private func secret(_ route: String, _ hub: TestHub, role: String = "volunteer") async throws
        -> String
    {
        let made = try await hub.call(
            .post, "/api/v1/\(route)", ["role": .text(role), "name": "table 1"])
        #expect(made.status == 201)
        return made["secret"].text
    }

    private func join(_ secret: String, _ hub: TestHub, peer: String = "192.0.2.8") async throws
        -> Answer
    {
        try await hub.call(
            .post, "/api/v1/sessions", ["secret": .text(secret)], as: .init(role: nil, peer: peer))
    }

    @Test func `a token lets a program in until it is revoked`() async throws {
        let hub = try TestHub()
        let secret = try await secret("tokens", hub)
        #expect(secret.count == 32)
        let program = TestHub.Asker(role: nil, headers: ["Authorization": "Bearer \(secret)"])
        #expect(try await hub.call(.get, "/api/v1/items", as: program).status == 200)
        let devices = try await hub.call(.get, "/api/v1/devices").json.rows
        let device = try #require(devices.first { $0["name"] == "table 1" })
        #expect(device["role"] == "volunteer")
        #expect(try await hub.call(.delete, "/api/v1/devices/\(device["id"].text)").status == 204)
        #expect(try await hub.call(.get, "/api/v1/items", as: program).status == 401)
    }

    @Test func `a link pairs one browser, once`() async throws {
        let hub = try TestHub()
        let secret = try await secret("links", hub)
        let joined = try await join(secret, hub)
        #expect(joined.status == 201)
        #expect(joined["role"] == "volunteer")
        #expect(try await join(secret, hub).problem == "pairing_code_wrong")
        let cookie = try #require(joined.header("Set-Cookie").split(separator: ";").first)
        let browser = TestHub.Asker(role: nil, headers: ["Cookie": String(cookie)])
        #expect(try await hub.call(.get, "/api/v1/items", as: browser).status == 200)
        #expect(try await hub.call(.get, "/api/v1/devices", as: browser).status == 403)
    }

    @Test func `the session's cookie is out of reach for scripts and other sites`() async throws {
        let hub = try TestHub()
        let cookie = try await join(try await secret("links", hub), hub).header("Set-Cookie")
        let parts = cookie.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(parts[0].hasPrefix("larder="))
        #expect(parts.contains("HttpOnly"))
        #expect(parts.contains("SameSite=Strict"))
        #expect(parts.contains("Path=/"))
        #expect(parts.contains("Max-Age=7776000"))
    }

    @Test func `a pairing code is read with small letters, spaces and look-alikes`() async throws {
        let hub = try TestHub()
        let code = try await secret("pairings", hub)
        #expect(code.count == 8)
        let typed = "\(code.prefix(4)) \(code.dropFirst(4))".lowercased()
            .replacing("1", with: "l").replacing("0", with: "o")
        #expect(try await join(typed, hub).status == 201)
        #expect(try await join(code, hub).problem == "pairing_code_wrong")
    }

    @Test(arguments: [("pairings", 601), ("links", 3_601)] as [(String, Int64)])
    func `a link and a code are too old after a while`(route: String, seconds: Int64) async throws {
        let hub = try TestHub()
        let secret = try await secret(route, hub)
        hub.clock.advance(seconds: seconds)
        #expect(try await join(secret, hub).problem == "pairing_code_wrong")
    }

    @Test func `a device may try ten codes, then it waits`() async throws {
        let hub = try TestHub(clock: .init())
        let code = try await secret("pairings", hub)
        for _ in 0..<10 { #expect(try await join("00000012", hub).status == 403) }
        #expect(try await join(code, hub).problem == "too_many_requests")
        hub.clock.advance(seconds: 6)
        #expect(try await join(code, hub).status == 201)
    }

    @Test func `many devices that guess are held to a hundred, and keep nobody out`() async throws {
        let hub = try TestHub(clock: .init())
        let code = try await secret("pairings", hub)
        var tried = 0
        for device in 0..<20 {
            for _ in 0..<10 {
                let answer = try await join("00000012", hub, peer: "192.0.2.\(device)")
                #expect(answer.status == 403 || answer.problem == "too_many_requests")
                tried += answer.status == 403 ? 1 : 0
            }
        }
        #expect(tried == 160, "three of each, and a hundred of all")
        #expect(try await join("00000012", hub, peer: "192.0.2.200").status == 403)
        #expect(try await join(code, hub, peer: "192.0.2.200").status == 201)
    }

    @Test func `a secret opens only the door it was made for`() async throws {
        let hub = try TestHub()
        let token = try await secret("tokens", hub)
        #expect(try await join(token, hub).problem == "pairing_code_wrong")
        let link = try await secret("links", hub)
        for scheme in ["Bearer", "bearer"] {
            let asker = TestHub.Asker(role: nil, headers: ["Authorization": "\(scheme) \(token)"])
            #expect(try await hub.call(.get, "/api/v1/items", as: asker).status == 200)
        }
        for headers in [
            ["Authorization": "Bearer \(link)"], ["Cookie": "larder=\(token)"],
            ["Authorization": "Basic \(token)"], ["Authorization": "Bearer"],
        ] {
            let asker = TestHub.Asker(role: nil, headers: headers)
            #expect(try await hub.call(.get, "/api/v1/items", as: asker).status == 401)
        }
    }

    @Test func `the hub's files hold no secret, only digests`() async throws {
        let hub = try TestHub()
        var secrets = [try await secret("tokens", hub), try await secret("links", hub)]
        let joined = try await join(secrets[1], hub).header("Set-Cookie")
        secrets.append(String(joined.dropFirst("larder=".count).prefix { $0 != ";" }))
        secrets.append(try await secret("pairings", hub))
        try hub.store.close()
        let folder = hub.directory.data.url
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            guard let bytes = try? Data(contentsOf: folder.appending(path: name)) else { continue }
            for secret in secrets {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
            }
        }
    }

    @Test func `a link says where its machine and where other devices reach the hub`() async throws
    {
        let hub = try TestHub()
        func link() async throws -> Answer {
            try await hub.call(.post, "/api/v1/links", ["role": "volunteer"])
        }
        hub.hub.address.note("http://127.0.0.1:8080/")
        let alone = try await link()
        #expect(alone["address"] == "http://127.0.0.1:8080/" && alone["networkAddress"].isNull)
        hub.hub.address.note("http://127.0.0.1:8080/") { ["http://192.0.2.5:8080/", "http://x/"] }
        #expect(try await link()["networkAddress"] == "http://192.0.2.5:8080/")
        let pairing = try await hub.call(.post, "/api/v1/pairings", ["role": "volunteer"])
        #expect(pairing["networkAddress"].isNull)
    }
}

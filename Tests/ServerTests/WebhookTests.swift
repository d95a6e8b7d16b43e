import Crypto
import Foundation
import Stock
import Storage
import Synchronization
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Entries sent to an address that a coordinator set.
struct WebhookTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1",
        "255.255.255.255",
        "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "100::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
        "2001:db8::1", "2001::1", "2002:7f00:1::", "3fff::1",
    ])
    func `an address that is not on the open Internet is private`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPrivate)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
        "192.0.1.1", "198.17.0.1", "223.255.255.255",
        "2606:4700:4700::1111", "2a00:1450:4001:82a::200e", "2001:4860:4860::8888",
    ])
    func `an address on the open Internet is not private`(text: String) throws {
        #expect(try !#require(NetworkAddress(text)).isPrivate)
    }

    @Test(arguments: [
        "", "localhost", "127.1", "0x7f.0.0.1", "0177.0.0.1", "1.2.3", "1.2.3.4.5", "256.1.1.1",
        "1.2.3.-4", "1::2::3", ":::", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1%eth0",
        "1:2:3:4:5:6:7::8:9", "g::1",
    ])
    func `what is no address in numbers is not read as one`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: [
        "localhost", "LOCALHOST", "localhost.", "hub.localhost", "0", "127.1", "127.0.0.1.",
        "2130706433", "0x7f.1", "0x7F000001", "0177.0.0.1", "0x", "10.1", "192.168.257",
        "3232235777",
    ])
    func `what resolvers take for a private address is refused as that is`(host: String)
        async throws
    {
        let hub = try TestHub(webhookSender: Post())
        let hook: JSON = ["url": .text("http://\(host)/larder")]
        let refused = try await hub.call(.post, "/api/v1/webhooks", .json(hook))
        #expect(refused.problem == "webhook_address_private", "\(refused.text)")
        let allowed = hook.with(["allowPrivate": true])
        #expect(try await hub.call(.post, "/api/v1/webhooks", .json(allowed)).status == 201)
    }

    @Test(arguments: [
        "example.org", "134744072", "8.8.2056", "127.example.org", "localhost.example.org",
        "0x7g.1", "1.2.3.4.5", "4294967296", "256.1", "08.1", "x0.1",
    ])
    func `what they take for no private one is taken`(host: String) async throws {
        let hub = try TestHub(webhookSender: Post())
        let made = try await hub.call(
            .post, "/api/v1/webhooks", ["url": .text("http://\(host)/larder")])
        #expect(made.status == 201, "\(made.text)")
    }

    @Test func `a message is signed as Standard Webhooks say`() async throws {
        let hub = try TestHub(webhookSender: Post())
        try await hub.item()
        let post = Post()
        let telling = try TestHub(webhookSender: post)
        let made = try await telling.call(
            .post, "/api/v1/webhooks", ["url": "https://example.org/larder"])
        #expect(made.status == 201)
        let running = Task { await telling.hub.subscribers.run() }
        try await telling.item()
        await post.wait(for: 1)
        running.cancel()
        await running.value
        let message = try #require(post.messages.first)
        let line = try #require(
            try await telling.call(.get, "/api/v1/journal").lines.last {
                $0["kind"] != "hubFounded"
            })
        #expect(try JSON(Array(message.body)) == line)
        let headers = Dictionary(message.headers.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(headers["webhook-id"] == line["id"].text)
        let secret = made["secret"].text
        #expect(secret.hasPrefix("whsec_"))
        let key = try #require(Data(base64Encoded: String(secret.dropFirst(6))))
        let id = try #require(headers["webhook-id"])
        let time = try #require(headers["webhook-timestamp"])
        let signed = Data("\(id).\(time).".utf8) + message.body
        let code = Data(
            HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key)))
        #expect(headers["webhook-signature"] == "v1,\(code.base64EncodedString())")
        #expect(Int64(time).map { abs($0 - telling.clock.now().microseconds / 1_000_000) } ?? 9 < 5)
    }

    @Test func `only kinds that were named are sent, and the list says what waits`() async throws {
        let post = Post([.answered(status: 204), .answered(status: 500)])
        let hub = try TestHub(webhookSender: post)
        _ = try await hub.call(
            .post, "/api/v1/webhooks",
            ["url": "https://example.org/", "kinds": ["movement", "reversal"]])
        let running = Task { await hub.hub.subscribers.run() }
        try await hub.item()
        for _ in 1...3 { try await hub.scan("intake", "beans", 1) }
        await post.wait(for: 2)
        var state = try await hub.call(.get, "/api/v1/webhooks").json[0]
        while state["failures"] == 0 {
            await Task.yield()
            state = try await hub.call(.get, "/api/v1/webhooks").json[0]
        }
        running.cancel()
        await running.value
        #expect(state["waiting"] == 2 && state["trouble"] == "500" && state["failures"] == 1)
        #expect(
            post.messages.allSatisfy {
                String(decoding: $0.body, as: UTF8.self).contains("\"kind\":\"movement\"")
            })
        let page = try await hub.page("/settings/webhooks").text
        #expect(page.contains("2 entries wait") && page.contains("status 500"))
        #expect(!page.contains("whsec_"))
    }

    @Test func `an answer means what the reference says`() throws {
        let now = try #require(Moment("2026-11-21T15:00:00Z"))
        func delivery(_ status: Int, _ retryAfter: String? = nil) -> DeliveryOutcome {
            WebhookAnswer.answered(status: status, retryAfter: retryAfter).delivery(now: now)
        }
        for status in [200, 201, 204, 299] { #expect(delivery(status) == .delivered) }
        for status in [199, 300, 301, 307, 400, 404, 429, 500, 503] {
            #expect(delivery(status) == .failed("\(status)"))
        }
        #expect(delivery(410) == .ended("gone"))
        #expect(delivery(503, "120") == .failed("503", retryAfter: 120))
        #expect(
            delivery(503, "Sat, 21 Nov 2026 15:01:30 GMT") == .failed("503", retryAfter: 90))
        #expect(delivery(503, "soon") == .failed("503"))
        #expect(delivery(503, "-4") == .failed("503", retryAfter: 0))
    }

    @Test(arguments: [
        "", "example.org", "ftp://example.org/", "file:///etc/passwd", "https://",
        "https://me:secret@example.org/", "https://example.org/#part", "https://exämple.org/",
        "https://example.org:0/", "https://a b/", "http://[::1/", "unix:///run/x",
        "http+unix://%2Frun%2Fx/", "https://example.org:70000/",
        "https://example.org:99999999999999999999/", "https://example.org:99999999999999999999",
        "https://[2001:db8::1]:99999999999999999999/?a=b", "https://example.org:+80/",
    ])
    func `what is no address of the web is refused`(url: String) async throws {
        let hub = try TestHub()
        let problem = try await hub.problem(.post, "/api/v1/webhooks", ["url": .text(url)])
        #expect(problem == "webhook_url_unreadable")
    }

    @Test(arguments: ["http://192.168.1.4/", "https://[::1]:8443/", "http://169.254.169.254/"])
    func `a private address is taken only where it is allowed`(url: String) async throws {
        let hub = try TestHub()
        let wanted: JSON = ["url": .text(url)]
        #expect(
            try await hub.problem(.post, "/api/v1/webhooks", .json(wanted))
                == "webhook_address_private")
        let allowed = try await hub.call(
            .post, "/api/v1/webhooks", .json(wanted.with(["allowPrivate": true])))
        #expect(allowed.status == 201 && allowed["allowPrivate"] == true)
    }

    @Test func `the same webhook is made once, and is not made another`() async throws {
        let hub = try TestHub()
        let wanted: JSON = [
            "id": TestHub.id(), "url": "https://example.org/", "kinds": ["reversal", "movement"],
        ]
        let made = try await hub.call(.post, "/api/v1/webhooks", .json(wanted))
        #expect(made.status == 201 && made["id"] == wanted["id"])
        let same = wanted.with(["kinds": ["movement", "reversal", "movement"]])
        let again = try await hub.call(.post, "/api/v1/webhooks", .json(same))
        #expect(again.status == 200 && again.json == made.json)
        let others: [[String: JSON]] = [
            ["url": "https://example.org/x"], ["kinds": ["movement"]], ["allowPrivate": true],
        ]
        for other in others {
            let refused = try await hub.problem(
                .post, "/api/v1/webhooks", .json(wanted.with(other)))
            #expect(refused == "id_exists_with_different_content", "\(other)")
        }
        #expect(try await hub.call(.get, "/api/v1/webhooks").json.rows.count == 1)
    }

    @Test func `a kind that no entry is of is refused by name`() async throws {
        let hub = try TestHub()
        let answer = try await hub.call(
            .post, "/api/v1/webhooks",
            ["url": "https://example.org/", "kinds": ["movement", "movements"]])
        #expect(answer.status == 422 && answer.problem == "webhook_kind_unreadable")
        let detail = answer["detail"].text
        #expect(detail.contains("the kind movements.") && detail.contains("countCompleted, "))
    }

    @Test func `what waits is tried again when a program asks`() async throws {
        let post = Post([.answered(status: 410)])
        let hub = try TestHub(webhookSender: post)
        let made = try await hub.call(
            .post, "/api/v1/webhooks", ["url": "https://example.org/"])
        let running = Task { await hub.hub.subscribers.run() }
        try await hub.item()
        await post.wait(for: 1)
        while try await hub.call(.get, "/api/v1/webhooks").json[0]["ended"] != true {
            await Task.yield()
        }
        let path = "/api/v1/webhooks/\(made["id"].text)/retries"
        #expect(try await hub.call(.post, path).status == 204)
        await post.wait(for: 2)
        #expect(post.messages[0].body == post.messages[1].body)
        let unknown = "/api/v1/webhooks/\(TestHub.id().text)/retries"
        #expect(try await hub.problem(.post, unknown) == "webhook_not_found")
        running.cancel()
        await running.value
    }

    @Test func `on the page an address is added, tried again and removed`() async throws {
        let post = Post([.answered(status: 410)])
        let hub = try TestHub(webhookSender: post)
        let running = Task { await hub.hub.subscribers.run() }
        let added = try #require(
            try await hub.page("/settings/webhooks").text.firstMatch(
                of: /name="id" value="([^"]+)"/))
        let form = ["id": String(added.1), "url": "https://example.org/hook"]
        for _ in 1...2 {
            let made = try await hub.form("/settings/webhooks", form)
            #expect(made.status == 200 && made.text.contains("whsec_"))
        }
        #expect(try await hub.call(.get, "/api/v1/webhooks").json.rows.count == 1)
        try await hub.item()
        await post.wait(for: 1)
        var page = ""
        while !page.contains("wants no more") {
            await Task.yield()
            page = try await hub.page("/settings/webhooks").text
        }
        let id = String(try #require(page.firstMatch(of: /name="webhook" value="([^"]+)"/)).1)
        #expect(try await hub.form("/settings/webhooks/retries", ["webhook": id]).status == 303)
        await post.wait(for: 2)
        #expect(try await hub.form("/settings/webhooks/removals", ["webhook": id]).status == 303)
        #expect(try await !hub.page("/settings/webhooks").text.contains("example.org/hook"))
        running.cancel()
        await running.value
    }
}

/// A sender that keeps what it is given, and answers 200 once its answers are used up.
private final class Post: WebhookSender {
    private let state: Mutex<(messages: [WebhookMessage], answers: [WebhookAnswer])>

    init(_ answers: [WebhookAnswer] = []) { state = Mutex(([], answers)) }

    var messages: [WebhookMessage] { state.withLock { $0.messages } }

    func send(_ message: WebhookMessage) async -> WebhookAnswer {
        state.withLock { state in
            state.messages.append(message)
            return state.answers.isEmpty ? .answered(status: 200) : state.answers.removeFirst()
        }
    }

    func wait(for count: Int) async {
        while messages.count < count { await Task.yield() }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import Rendering
import Spool
import Stock
import Storage
import Synchronization
import TestSupport

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A whole hub without a socket: the real store in a folder of its own, behind the real route table.
final class TestHub: Sendable {
    let directory: ThrowAwayDirectory
    let clock: SteppingClock
    let store: Store
    let hub: Hub
    private let madeTokens = Mutex<Set<Role>>([])
    private let respond: @Sendable (Request, HubContext) async throws -> Response

    /// What is plugged in: a printer that says what it is, and one that nobody knows.
    static let found = [
        FoundPrinter(
            maker: "Larder Test Works", model: "Narrow", device: NarrowPrinter.device,
            numbers: "0a5f:0164", commandSets: ["PLAIN"], languages: ["plain"],
            decidedBy: Word(.deviceID), dpi: 300, head: 100, confirms: true,
            isReady: true),
        FoundPrinter(
            model: "QL-700", device: "usb:@1-2", port: "1-2", numbers: "04f9:2049", isReady: false,
            reason: "editorLite"),
    ]

    static let catalogue = Result { try LayoutCatalogue() }

    /// A hub that answers to `names` beside its addresses, of which somebody said the zone unless told otherwise.
    init(
        in directory: ThrowAwayDirectory = ThrowAwayDirectory(),
        clock: SteppingClock = SteppingClock(step: 1_000), names: Set<String> = [],
        webhookSender: any WebhookSender = NoWebhookSender(),
        found: [FoundPrinter] = TestHub.found,
        accessLog: (@Sendable (String) -> Void)? = nil, isZoneSaid: Bool = true
    ) throws {
        (self.directory, self.clock) = (directory, clock)
        store =
            isZoneSaid
            ? try SamplePantry.open(directory.data, clock: clock)
            : try Store(at: directory.data, clock: clock)
        let catalogue = try Self.catalogue.get()
        let spool = Spool(store: store, catalogue: catalogue) { printer in
            guard [NarrowPrinter.device, NarrowPrinter.port].contains(printer.device) else {
                throw PrinterUnusable.deviceUnreadable(
                    printer.device, reason: "nothing is plugged in there")
            }
            return NarrowPrinter.opened
        }
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        hub = Hub(
            store: store, spool: spool, catalogue: catalogue, renderer: LabelRenderer(catalogue),
            logger: logger, version: "0.0.0-test", languages: ["plain"],
            findPrinters: { found }, webhookSender: webhookSender)
        let responder = HubApplication.responder(
            hub, pages: PageRoutes.all, names: names, accessLog: accessLog,
            problemPage: ProblemPage.answer)
        respond = { try await responder.respond(to: $0, context: $1) }
    }

    /// Who asks, and from where.
    struct Asker: Sendable {
        var role: Role? = .coordinator
        var headers: [String: String] = [:]
        var host = "localhost:8080"
        /// The address of its device.
        var peer = "192.0.2.7"

        static let nobody = Asker(role: nil)

        static func of(_ role: Role) -> Asker { Asker(role: role) }
    }

    /// One request, its answer read to the end and held against the API's description.
    func call(
        _ method: Verb, _ path: String, _ body: Body = .none, as asker: Asker = Asker()
    ) async throws -> Answer {
        let response = try await response(method, path, body, as: asker)
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        let answer = Answer(response, await collected.bytes)
        try Description.hub.check(answer, to: method, path)
        return answer
    }

    /// The status alone; the answer's body stays unread.
    func status(
        _ method: Verb, _ path: String, _ body: Body = .none, as asker: Asker = Asker()
    ) async throws -> Int {
        try await response(method, path, body, as: asker).status.code
    }

    func response(
        _ method: Verb, _ path: String, _ body: Body, as asker: Asker
    ) async throws -> Response {
        var fields: HTTPFields = [:]
        if let kind = body.kind { fields[.contentType] = kind }
        if let role = asker.role {
            fields[.authorization] = "Bearer \(try await token(of: role))"
        }
        for (name, value) in asker.headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let request = HTTPRequest(
            method: method.method, scheme: "http", authority: asker.host, path: path,
            headerFields: fields)
        return try await respond(
            Request(head: request, body: RequestBody(buffer: ByteBuffer(bytes: body.bytes))),
            try context(of: asker))
    }

    private func context(of asker: Asker) throws -> HubContext {
        let channel = EmbeddedChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: asker.peer, port: 40_000)
        channel.localAddress = try SocketAddress(ipAddress: "192.0.2.1", port: 8_080)
        return HubContext(
            source: ApplicationRequestContextSource(channel: channel, logger: hub.logger))
    }

    /// A role's token, made when it is first needed; a hub opened again knows it already.
    private func token(of role: Role) async throws -> String {
        let secret = "the-token-of-a-\(role.rawValue)"
        if madeTokens.withLock({ $0.insert(role).inserted }) {
            let isKnown = try await store.read { [now = clock.now()] in
                try $0.credential(digest: Credential.digest(of: secret), now: now) != nil
            }
            if !isKnown {
                _ = try await store.write {
                    try $0.addCredential(
                        secret: secret, use: .token, role: role, name: role.rawValue)
                }
            }
        }
        return secret
    }
}

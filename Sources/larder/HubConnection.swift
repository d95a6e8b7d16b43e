import API
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Stock

/// The hub, as a command reaches it: through its Unix socket, whether it runs already or is opened
/// for this command alone.
struct HubConnection: Sendable {
    private let client: HTTPClient
    private let socket: String

    /// Runs `body` with the hub of a data directory.
    ///
    /// Where `mayFound`, a hub is founded if there is none; where `prints`, a hub that is opened
    /// for this command alone works at its print jobs. Where it `tellsLoss`, entries that are gone are told of beside
    /// what the command does.
    ///
    /// - Throws: ``CommandFailure``, or what `body` throws.
    static func open<Answer: Sendable>(
        _ folder: HubFolder, mayFound: Bool = true, prints: Bool = false, tellsLoss: Bool = true,
        _ body: @escaping @Sendable (HubConnection) async throws -> Answer
    ) async throws -> Answer {
        try folder.checkSocket()
        var configuration = HTTPClient.Configuration(timeout: .init(read: .hours(2)))
        // A hub that was killed leaves its socket, and nobody comes to it however often one knocks.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let connection = HubConnection(client: client, socket: folder.socket)
        do {
            let answer: Answer
            if let health = await connection.health() {
                if tellsLoss { tellLoss(health) }
                answer = try await body(connection)
            } else {
                guard mayFound || folder.holdsHub else {
                    throw CommandFailure(
                        "There is no hub in \(folder.path). Name its directory with --data, or start one with: larder serve"
                    )
                }
                answer = try await alone(folder, connection, prints: prints) { hub in
                    if tellsLoss, let health = await hub.health() { tellLoss(health) }
                    return try await body(hub)
                }
            }
            try await client.shutdown()
            return answer
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    /// Opens the hub in this process for one command.
    private static func alone<Answer: Sendable>(
        _ folder: HubFolder, _ connection: HubConnection, prints: Bool,
        _ body: @escaping @Sendable (HubConnection) async throws -> Answer
    ) async throws -> Answer {
        let hub: HubProcess
        let zone =
            folder.holdsHub
            ? nil
            : zone(
                unless: TimeZone.current.identifier,
                asking: "This founds a hub. In which time zone are its days?")
        do { hub = try HubProcess(at: folder, timeZone: zone, logger: HubProcess.quiet) } catch {
            // Another command may have opened it a moment ago.
            for _ in 0..<50 where await !connection.answers() {
                try await Task.sleep(for: .milliseconds(100))
            }
            guard await connection.answers() else { throw error }
            return try await body(connection)
        }
        return try await hub.run(in: folder, prints: prints) { try await body(connection) }
    }

    /// A time zone, asked where someone sits at a terminal; `usual` where they just press Enter, nil where nobody does.
    static func zone(unless usual: String, asking question: String) -> String? {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
        while true {
            Terminal.warn("\(question) [\(usual)]")
            let said = readLine()?.trimmingCharacters(in: .whitespaces) ?? ""
            if said.isEmpty { return usual }
            if let zone = TimeZone(identifier: said) { return zone.identifier }
            Terminal.warn("There is no time zone \(said); one is America/New_York.")
        }
    }

    private func answers() async -> Bool { await health() != nil }

    /// What the hub says of itself; nil where none answers.
    private func health() async -> Data? {
        guard FileManager.default.fileExists(atPath: socket),
            let answer = try? await send(.GET, "/health"), answer.status == 200
        else { return nil }
        return answer.body
    }

    /// Says on standard error what the hub tells of entries that are gone.
    private static func tellLoss(_ health: Data) {
        let said = try? JSONDecoder().decode(HealthResponse.self, from: health)
        switch said?.journal.known {
        case .entriesGone:
            Terminal.warn(
                "Entries of this hub are gone: an older copy of its data was put back, or the disk lost what it had kept. larder verify says more."
            )
        case .noteGone:
            Terminal.warn(
                "Entries of this hub may be gone: the note of how far its journal went was missing. larder verify says more."
            )
        case .replaced:
            Terminal.warn(
                "This hub's database was moved, deleted or replaced while the hub runs, so nothing is recorded. Put it back, or see in the hub's log what was kept."
            )
        case .whole, nil: break
        }
    }

    /// One request, as the hub's owner.
    ///
    /// - Throws: ``CommandFailure`` where the hub cannot be reached.
    func send(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, kind: String = "application/json",
        headers: HTTPHeaders = [:]
    ) async throws -> (status: Int, body: Data) {
        let (head, body) = try await exchange(method, path, body: body, kind: kind, headers)
        return (Int(head.status.code), body)
    }

    private func exchange(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, kind: String = "",
        _ headers: HTTPHeaders = [:]
    ) async throws -> (head: HTTPClientResponse, body: Data) {
        var request = try request(method, path, body: body, kind: kind)
        request.headers.add(contentsOf: headers)
        return try await Self.answering {
            let response = try await client.execute(request, timeout: .minutes(10))
            let bytes = try await response.body.collect(upTo: Self.limit)
            return (response, Data(bytes.readableBytesView))
        }
    }

    /// One request whose answer is taken part by part, as it comes, and never held whole.
    ///
    /// - Parameters:
    ///   - path: What is asked for.
    ///   - patience: For the answer's beginning, and for each part after it.
    ///   - take: Gets the next part; the hub waits meanwhile.
    /// - Throws: ``CommandFailure`` with what the hub says is wrong, or where it does not answer to the
    ///   end; what `take` throws.
    func receive(
        _ path: String, within patience: TimeAmount, _ take: (ByteBuffer) async throws -> Void
    ) async throws {
        let request = try request(.GET, path)
        // The time limit ends with the answer's head.
        let response = try await Self.answering {
            try await client.execute(request, timeout: patience)
        }
        guard (200..<300).contains(Int(response.status.code)) else {
            let body = try await Self.answering {
                try await response.body.collect(upTo: Self.limit)
            }
            throw Self.failure(Int(response.status.code), Data(body.readableBytesView))
        }
        do {
            for try await part in response.body { try await take(part) }
        } catch let failure as CommandFailure { throw failure } catch {
            throw CommandFailure("The hub does not answer: \(error)")
        }
    }

    private func request(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, kind: String = ""
    ) throws -> HTTPClientRequest {
        guard let url = URL(httpURLWithSocketPath: socket, uri: path) else {
            throw CommandFailure("The data directory's path cannot be used for a socket: \(socket)")
        }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = method
        request.headers.add(name: "Host", value: "localhost")
        if let body {
            request.headers.add(name: "Content-Type", value: kind)
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        return request
    }

    private static func answering<Value>(_ work: () async throws -> Value) async throws -> Value {
        do { return try await work() } catch {
            throw CommandFailure("The hub does not answer: \(error)")
        }
    }

    /// Bytes of an answer that is held whole.
    private static let limit = 256 << 20

    private static func failure(_ status: Int, _ body: Data) -> CommandFailure {
        let problem = try? JSONDecoder().decode(ProblemText.self, from: body)
        return CommandFailure(problem?.description ?? "The hub answered \(status).")
    }

    /// One request whose answer is JSON of a known form.
    ///
    /// - Throws: ``CommandFailure`` with what the hub says is wrong.
    func ask<Answer: Decodable>(
        _ type: Answer.Type, _ method: HTTPMethod, _ path: String, body: Data? = nil,
        kind: String = "application/json"
    ) async throws -> Answer {
        try await ask(method, path, body: body, kind: kind).read(type)
    }

    /// One request that has to succeed.
    ///
    /// - Throws: ``CommandFailure`` with what the hub says is wrong.
    func ask(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, kind: String = "application/json"
    ) async throws -> HubAnswer {
        let (status, data) = try await send(method, path, body: body, kind: kind)
        guard (200..<300).contains(status) else { throw Self.failure(status, data) }
        return HubAnswer(path: path, bytes: data)
    }

    /// A whole list: the rows of each page as the hub wrote them, one page after the other as it links them.
    ///
    /// - Throws: ``CommandFailure`` with what the hub says is wrong.
    func list(_ path: String) async throws -> HubAnswer {
        var rows: [Substring] = []
        var next: String? = path
        while let page = next {
            let (head, body) = try await exchange(.GET, page)
            let status = Int(head.status.code)
            guard (200..<300).contains(status) else { throw Self.failure(status, body) }
            let text = String(decoding: body, as: UTF8.self)
                .trimmingCharacters(in: .whitespacesAndNewlines)
            guard text.hasPrefix("["), text.hasSuffix("]") else {
                throw HubAnswer(path: page, bytes: body).unreadable
            }
            if text != "[]" { rows.append(text.dropFirst().dropLast()) }
            next = head.headers.first(name: "Link")?.firstMatch(of: #/<([^>]+)>; *rel="next"/#)
                .map { String($0.1) }
        }
        return HubAnswer(path: path, bytes: Data("[\(rows.joined(separator: ","))]".utf8))
    }

    static func json(_ value: some Encodable) throws -> Data { try JSONEncoder().encode(value) }
}

/// What the hub answered: the very bytes, which `--json` prints, and what they say.
struct HubAnswer: Sendable {
    let path: String
    let bytes: Data

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Throws: ``CommandFailure`` where it says something else.
    func read<Value: Decodable>(_: Value.Type) throws -> Value {
        do { return try JSONDecoder().decode(Value.self, from: bytes) } catch { throw unreadable }
    }

    var unreadable: CommandFailure {
        CommandFailure(
            "The hub's answer could not be read; it may be of another version. (\(path))")
    }
}

/// Ids that a command makes for what it sends.
enum FreshID {
    /// A version 7 UUID.
    static func text() -> String {
        var random = SystemRandomNumberGenerator()
        let milliseconds = max(0, Date().timeIntervalSince1970 * 1_000)
        return EntryID(milliseconds: UInt64(milliseconds), using: &random).description
    }
}

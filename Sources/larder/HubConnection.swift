import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Server
import Storage

/// The hub, as a command reaches it: through its Unix socket, whether it runs already or is opened
/// for this command alone.
struct HubConnection: Sendable {
    private let client: HTTPClient
    private let socket: String

    /// Runs `body` with the hub of a data directory.
    ///
    /// Where `mayFound`, a hub is founded if there is none; where `prints`, a hub that is opened
    /// for this command alone works at its print jobs.
    ///
    /// - Throws: ``CommandFailure``, or what `body` throws.
    static func open<Answer: Sendable>(
        _ directory: DataDirectory, mayFound: Bool = true, prints: Bool = false,
        _ body: @escaping @Sendable (HubConnection) async throws -> Answer
    ) async throws -> Answer {
        guard mayFound || directory.holdsHub else {
            throw CommandFailure(
                "There is no hub in \(directory.url.path). Name its directory with --data, or start one with: larder serve"
            )
        }
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let connection = HubConnection(client: client, socket: directory.socket.path)
        do {
            let answer: Answer
            if await connection.answers() {
                answer = try await body(connection)
            } else {
                answer = try await alone(directory, connection, prints: prints, body)
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
        _ directory: DataDirectory, _ connection: HubConnection, prints: Bool,
        _ body: @escaping @Sendable (HubConnection) async throws -> Answer
    ) async throws -> Answer {
        let quiet = Logger(label: "larder") { _ in SwiftLogNoOpLogHandler() }
        let hub: HubProcess
        do { hub = try HubProcess(at: directory, logger: quiet) } catch {
            // Another command may have opened it a moment ago.
            for _ in 0..<50 where await !connection.answers() {
                try await Task.sleep(for: .milliseconds(100))
            }
            guard await connection.answers() else { throw error }
            return try await body(connection)
        }
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask {
                try await hub.run(
                    at: [.socket(path: directory.socket.path)], prints: prints, logger: quiet,
                    ready: { _ in isReady.yield() })
                return nil
            }
            group.addTask {
                for await _ in ready { break }
                return try await body(connection)
            }
            while let outcome = try await group.next() {
                guard let answer = outcome else { continue }
                group.cancelAll()
                // The hub closes its store before the command ends.
                while (try? await group.next()) != nil {}
                return answer
            }
            throw CommandFailure("The hub did not start.")
        }
    }

    private func answers() async -> Bool {
        guard FileManager.default.fileExists(atPath: socket) else { return false }
        return (try? await send(.GET, "/health").status) == 200
    }

    /// One request, as the hub's owner.
    ///
    /// - Throws: ``CommandFailure`` where the hub cannot be reached.
    func send(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, kind: String = "application/json"
    ) async throws -> (status: Int, body: Data) {
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
        do {
            let response = try await client.execute(request, timeout: .minutes(10))
            let bytes = try await response.body.collect(upTo: 1 << 30)
            return (Int(response.status.code), Data(bytes.readableBytesView))
        } catch { throw CommandFailure("The hub does not answer: \(error)") }
    }

    /// One request whose answer is JSON of a known form.
    ///
    /// - Throws: ``CommandFailure`` with what the hub says is wrong.
    func ask<Answer: Decodable>(
        _ type: Answer.Type, _ method: HTTPMethod, _ path: String, body: Data? = nil,
        kind: String = "application/json"
    ) async throws -> Answer {
        let data = try await sendChecked(method, path, body: body, kind: kind)
        do { return try JSONDecoder().decode(Answer.self, from: data) } catch {
            throw CommandFailure(
                "The hub's answer could not be read; it may be of another version. (\(path))")
        }
    }

    /// One request that has to succeed.
    func sendChecked(
        _ method: HTTPMethod, _ path: String, body: Data? = nil, kind: String = "application/json"
    ) async throws -> Data {
        let (status, data) = try await send(method, path, body: body, kind: kind)
        guard (200..<300).contains(status) else {
            let problem = try? JSONDecoder().decode(ProblemAnswer.self, from: data)
            throw CommandFailure(
                problem.map { "\($0.detail) (\($0.code))" } ?? "The hub answered \(status).")
        }
        return data
    }

    private struct ProblemAnswer: Decodable {
        let code: String
        let detail: String
    }
}

extension HubConnection {
    static func json(_ value: some Encodable) throws -> Data { try JSONEncoder().encode(value) }
}

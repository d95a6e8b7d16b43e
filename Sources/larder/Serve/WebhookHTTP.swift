import AsyncHTTPClient
import Foundation
import Hub
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends webhooks' messages over the network, each on a connection of its own to an address that was
/// looked at.
struct WebhookHTTP: WebhookSender {
    /// Seconds that one message may take, its name's look-up not counted.
    private static let seconds: Int64 = 10

    func send(_ message: WebhookMessage) async -> WebhookAnswer {
        // The client reads the host in the same way, so that the override below is the one it finds.
        guard let host = URL(string: message.url)?.host, !host.isEmpty else {
            return .failed(.hostUnknown)
        }
        let name = host.trimmingCharacters(in: ["[", "]"])
        guard let address = await Self.address(of: name) else { return .failed(.hostUnknown) }
        guard message.allowsPrivate || Self.isOpen(address) else { return .failed(.addressPrivate) }
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(Self.seconds), read: .seconds(Self.seconds)))
        // No second look-up: a name server could answer it otherwise.
        configuration.dnsOverride = [name: address]
        configuration.httpVersion = .http1Only
        let client = HTTPClient(configuration: configuration)
        let answer = await Self.send(message, by: client)
        try? await client.shutdown()
        return answer
    }

    private static func send(_ message: WebhookMessage, by client: HTTPClient) async
        -> WebhookAnswer
    {
        var request = HTTPClientRequest(url: message.url)
        request.method = .POST
        for (name, value) in message.headers { request.headers.add(name: name, value: value) }
        request.headers.add(name: "user-agent", value: "Larder/\(Larder.version)")
        request.body = .bytes(message.body)
        do {
            // The status is all of the answer; what follows it is let go with the connection, however long it takes.
            let answer = try await client.execute(request, timeout: .seconds(seconds))
            return .answered(
                status: Int(answer.status.code),
                retryAfter: answer.headers.first(name: "retry-after"))
        } catch let fault as HTTPClientError {
            return .failed(trouble(fault))
        } catch is NIOConnectionError { return .failed(.unreachable) } catch {
            // A handshake that failed is an error of the TLS library, which is not ours to import.
            let isSecure = message.url.lowercased().hasPrefix("https:")
            let isSystem = error is IOError || error is CancellationError
            return .failed(isSecure && !isSystem ? .secureConnectionFailed : .unreachable)
        }
    }

    private static func trouble(_ fault: HTTPClientError) -> WebhookTrouble {
        switch fault {
        case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded,
            .getConnectionFromPoolTimeout:
            .timedOut
        case .tlsHandshakeTimeout: .secureConnectionFailed
        default: .unreachable
        }
    }

    /// The first address that the system's resolver gives a name, in numbers; nil where it gives none.
    ///
    /// The resolver blocks for as long as its own limits allow, hence the thread.
    private static func address(of name: String) async -> String? {
        await withCheckedContinuation { continuation in
            Thread {
                let found = try? SocketAddress.makeAddressResolvingHost(name, port: 0)
                continuation.resume(returning: found?.ipAddress)
            }.start()
        }
    }

    /// Whether an address is on the open Internet and none of this machine's own.
    private static func isOpen(_ address: String) -> Bool {
        guard let number = NetworkAddress(address), !number.isPrivate else { return false }
        guard let devices = try? System.enumerateDevices() else { return false }
        return !devices.contains { device in
            device.address?.ipAddress.flatMap { NetworkAddress($0) } == number
        }
    }
}

import Dispatch
import Glibc
import Printing

/// Asks a printer on the network how it is, by another way than the port that takes its jobs.
///
/// docs/decisions/0036-snmp-by-a-small-reader.md
struct SNMPReader: Sendable {
    private let host: String
    private let port: UInt16
    private let limit: Duration

    /// - Parameters:
    ///   - host: A name or an address.
    ///   - port: Of UDP, 161 as a rule.
    ///   - limit: For all of it; a name has the same again to be looked up.
    init(host: String, port: UInt16, limit: Duration) {
        (self.host, self.port, self.limit) = (host, port, limit)
    }

    /// What the printer says; nil for silence, and for an answer that does not tell.
    func status() async -> PrinterStatus? {
        let places = await SocketAddress.lookUp(host, port, within: limit)
        guard let place = places.first, !Task.isCancelled else { return nil }
        let deadline = Deadline(in: limit)
        return await withCheckedContinuation { continuation in
            DispatchQueue(label: "larder.snmp").async {
                continuation.resume(returning: Self.ask(place, until: deadline))
            }
        }
    }

    /// Asks for all objects, and again without one that the printer does not have: of the first
    /// version, one of them spoils the whole answer.
    private static func ask(_ place: SocketAddress, until deadline: Deadline) -> PrinterStatus? {
        guard let exchange = SNMPExchange(with: place) else { return nil }
        var objects = PrinterMIB.Object.allCases
        while !objects.isEmpty, let answer = exchange.get(objects.map(\.name), until: deadline) {
            guard answer.error != 0 else { return PrinterMIB(answer.bindings).status }
            guard objects.indices.contains(answer.errorIndex - 1) else { return nil }
            objects.remove(at: answer.errorIndex - 1)
        }
        return nil
    }
}

/// A socket that asks one printer, and hears nobody else.
private final class SNMPExchange {
    /// A question that got lost is asked again, this often in all.
    private static let times = 3

    // Safety: made in init, closed in deinit; each call below reads or fills a local of its own frame.
    private let socket: Int32

    init?(with place: SocketAddress) {
        let kind = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        socket = Glibc.socket(place.family, kind, 0)
        guard socket >= 0, place.connect(socket) == 0 else {
            if socket >= 0 { close(socket) }
            return nil
        }
    }

    deinit { close(socket) }

    /// The answer to one question, which names it; nil where none came in time, or nobody listens.
    func get(_ names: [[UInt32]], until deadline: Deadline) -> SNMPMessage? {
        let request = Int32.random(in: 1...Int32.max)
        let question = SNMPMessage.get(names, request: request)
        for time in 1...Self.times where !deadline.isPast {
            guard put(question) else { return nil }
            let left = deadline.milliseconds(atMost: .max)
            let turn = time == Self.times ? left : left / Int32(Self.times - time + 1)
            switch hear(request, until: Deadline(in: .milliseconds(turn))) {
            case .answer(let message): return message
            case .nobody: return nil
            case .silence: break
            }
        }
        return nil
    }

    private enum AgentReply {
        case answer(SNMPMessage)
        case silence
        /// The machine is there, and nothing listens at that port.
        case nobody
    }

    private func hear(_ request: Int32, until deadline: Deadline) -> AgentReply {
        while !deadline.isPast {
            var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&wanted, 1, deadline.milliseconds(atMost: 1_000)) > 0 else {
                continue
            }
            var buffer = [UInt8](repeating: 0, count: SNMPMessage.limit + 1)
            let count = unsafe recv(socket, &buffer, buffer.count, 0)
            guard count >= 0 else {
                if errno == EAGAIN || errno == EINTR { continue }
                return .nobody
            }
            if let message = SNMPMessage(response: Array(buffer[..<count])),
                message.request == request
            {
                return .answer(message)
            }
        }
        return .silence
    }

    private func put(_ question: [UInt8]) -> Bool {
        unsafe question.withUnsafeBytes { bytes in
            unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        } == question.count
    }
}

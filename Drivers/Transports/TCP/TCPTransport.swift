import Glibc
public import Printing

/// Prints through a raw TCP port, as network printers and print servers offer at 9100.
///
/// What the printer "took" has left this machine's program; up to the socket's small buffer of it
/// may still be on the way.
public struct TCPTransport: PrinterTransport {
    private let host: String
    private let port: UInt16
    private let openingLimit: Duration
    private let closingLimit: Duration
    private let elsewhere: SNMPReader?

    /// - Parameters:
    ///   - host: A name or an address, IPv4 or IPv6 without brackets.
    ///   - port: From 1 to 65,535.
    ///   - snmpPort: Of UDP, where the printer is also asked by SNMP; nil asks it at its print port
    ///     alone.
    ///   - openingLimit: For looking the name up, and again for reaching the printer.
    ///   - askingLimit: For an answer by SNMP.
    ///   - closingLimit: For the printer to read what is on the way and hang up in its turn.
    public init(
        host: String, port: UInt16 = DeviceAddress.rawPort, snmpPort: UInt16? = nil,
        openingLimit: Duration = .seconds(5), askingLimit: Duration = .milliseconds(700),
        closingLimit: Duration = .seconds(5)
    ) {
        elsewhere = snmpPort.map { SNMPReader(host: host, port: $0, limit: askingLimit) }
        self.closingLimit = closingLimit
        self.host = host
        self.port = port
        self.openingLimit = openingLimit
    }

    /// Opens the socket, hands it to `body`, and closes it whatever happens.
    ///
    /// - Throws: ``TransportFault`` where it cannot be opened; else what `body` throws.
    /// - Returns: What `body` returns.
    public func withConnection<Result: Sendable>(
        _ body: @Sendable (any PrinterConnection) async throws -> Result
    ) async throws -> Result {
        let address = DeviceAddress.tcp(host: host, port: port).description
        let places = await SocketAddress.lookUp(host, port, within: openingLimit)
        let dialler = Dialler(address)
        guard let socket = await dialler.dial(places, within: openingLimit) else {
            throw TransportFault.notFound(address: address)
        }
        let connection = StreamConnection(
            socket, .socket, closingLimit: closingLimit, elsewhere: elsewhere,
            on: dialler.executor)
        return try await connection.lend(to: body)
    }

    /// What it says by SNMP, where it is asked so.
    public func statusElsewhere() async -> PrinterStatus? { await elsewhere?.status() }
}

/// Opens sockets on the queue that will also move their bytes.
private actor Dialler {
    /// Bytes that the kernel may hold for a printer that does not take them; Linux doubles it.
    private static let kernelBuffer: Int32 = 16_384

    let executor: DeviceExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ address: String) { executor = DeviceExecutor(address) }

    // Safety: each call below writes to or reads from one local of its own frame, of the size it is told.

    /// Tries one address after the other, each with an equal share of the time.
    ///
    /// - Returns: A connected socket that does not block, or nothing.
    func dial(_ places: [SocketAddress], within limit: Duration) -> Int32? {
        for place in places {
            guard !Task.isCancelled else { break }
            if let socket = reach(place, Deadline(in: limit / places.count)) { return socket }
        }
        return nil
    }

    private func reach(_ place: SocketAddress, _ deadline: Deadline) -> Int32? {
        let flags = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let made = socket(place.family, flags, 0)
        guard made >= 0 else { return nil }
        var size = Self.kernelBuffer
        _ = unsafe setsockopt(
            made, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        guard place.connect(made) == 0 || errno == EINPROGRESS, isConnected(made, deadline) else {
            close(made)
            return nil
        }
        return made
    }

    private func isConnected(_ socket: Int32, _ deadline: Deadline) -> Bool {
        var wanted = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        while unsafe poll(&wanted, 1, deadline.milliseconds(atMost: 100)) <= 0 {
            if deadline.isPast || Task.isCancelled { return false }
        }
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0
    }
}

/// How bytes get to one printer: USB, a TCP port, a file.
public protocol PrinterTransport: Sendable {
    /// Opens the device, hands it to `body`, and closes it whatever happens.
    ///
    /// - Throws: ``TransportFault`` where it cannot be opened; else what `body` throws.
    func withConnection<Result: Sendable>(
        _ body: @Sendable (any PrinterConnection) async throws -> Result
    ) async throws -> Result

    /// What a printer says that cannot be opened, by another way than the one that takes its jobs;
    /// nil for silence, or where there is no other way.
    func statusElsewhere() async -> PrinterStatus?
}

extension PrinterTransport {
    /// There is none, unless a transport knows one.
    public func statusElsewhere() async -> PrinterStatus? { nil }
}

/// An open device, for as long as `withConnection` lasts.
///
/// One task uses it at a time; only the port's status may be asked for beside that.
public protocol PrinterConnection: Sendable {
    /// Hands bytes to the printer, for at most `limit`.
    ///
    /// A printer that holds the bytes back (printing, or out of paper) is not a fault: the answer
    /// is then smaller than what was given, zero included, and the caller goes on with the rest.
    /// Some of it may be under way by then: who goes no further asks ``takeBack()`` how much went.
    ///
    /// - Returns: How many bytes the printer took, from the first on.
    /// - Throws: ``TransportFault`` with the bytes that went in this call.
    func send(_ bytes: ArraySlice<UInt8>, within limit: Duration) async throws(TransportFault)
        -> Int

    /// Takes back what a ``send(_:within:)`` left under way.
    ///
    /// - Returns: How many bytes of it the printer had taken, beyond those of the answer.
    func takeBack() async -> Int

    /// How often, since it was opened, the count of bytes that were taken may have been wrong: a
    /// transfer was taken back or stalled, and not every host controller counts these right.
    var doubtfulCounts: Int { get async }

    /// Reads what the printer says, until `count` bytes came or `limit` has passed.
    ///
    /// - Returns: What came; empty for silence or a device that cannot be read.
    func receive(_ count: Int, within limit: Duration) async throws(TransportFault) -> [UInt8]

    /// The device's own out-of-band status (USB printer class GET_PORT_STATUS, or SNMP), where it has
    /// one.
    func portStatus() async -> PrinterStatus?

    /// Whether ``portStatus()`` is the printer's own word, and its silence a sign: a USB port of many
    /// printers says the same whatever happens.
    var isPortTrusted: Bool { get }

    /// Whether the printer has a way to talk back; where it has none, no question is put.
    var canAnswer: Bool { get }

    /// Whether bytes taken are already the finished product, as with a regular file on disk.
    var deliveryIsProof: Bool { get }
}

extension PrinterConnection {
    /// It is not, unless a connection knows better.
    public var isPortTrusted: Bool { false }

    /// It has, unless a connection knows better.
    public var canAnswer: Bool { true }

    /// Nothing is left under way, unless a connection knows better.
    public func takeBack() async -> Int { 0 }

    /// Every count is right, unless a connection knows better.
    public var doubtfulCounts: Int { get async { 0 } }
}

/// Why bytes could not be moved, each with what the volunteer can do about it.
public enum TransportFault: Error, Hashable {
    /// Nothing is plugged in, or nothing answers, at that address.
    case notFound(address: String)
    /// It is there, but this user may not open it.
    case permissionMissing(address: String)
    /// Another program holds it.
    case busy(address: String)
    /// Several printers are named so, and a person has to say which.
    case ambiguous(address: String)
    /// It is there and is no printer: no interface or endpoint to print through.
    case notAPrinter(address: String)
    /// It was there and is gone.
    case unplugged(bytesSent: Int)
    /// The device broke the transfer off; the code is the transport's own, for the log.
    case broken(bytesSent: Int, code: Int32)

    /// Bytes that had gone in the failing call; 0 where it was never open.
    public var bytesSent: Int {
        switch self {
        case .notFound, .permissionMissing, .busy, .ambiguous, .notAPrinter: 0
        case .unplugged(let bytesSent), .broken(let bytesSent, _): bytesSent
        }
    }
}

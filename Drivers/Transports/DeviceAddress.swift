public import Printing

/// Where a printer is, as people write it: `usb:`, `usb:SERIAL`, `usb:@PORT`, `tcp:HOST[:PORT]`,
/// `file:PATH`.
public enum DeviceAddress: Sendable, Hashable {
    /// A printer on USB.
    case usb(USBChoice)
    /// A raw print port. The host has no brackets, also where it is an IPv6 address.
    case tcp(host: String, port: UInt16)
    /// A regular file or a character device.
    case file(path: String)

    /// The raw print port that printers listen on.
    public static let rawPort: UInt16 = 9_100

    /// Reads an address.
    ///
    /// - Throws: ``DeviceAddressFault``, naming the part that is wrong.
    public init(_ text: String) throws(DeviceAddressFault) {
        guard let colon = text.firstIndex(of: ":") else { throw .schemeMissing(text) }
        let rest = text[text.index(after: colon)...]
        switch text[..<colon].lowercased() {
        case "usb": self = .usb(USBChoice(rest))
        case "tcp": self = try Self.tcp(rest)
        case "file":
            guard !rest.isEmpty else { throw .pathMissing }
            self = .file(path: String(rest))
        default: throw .schemeUnknown(String(text[..<colon]))
        }
    }

    private static func tcp(_ text: Substring) throws(DeviceAddressFault) -> Self {
        var host = text
        var port: Substring?
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { throw .bracketOpen(String(text)) }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { throw .portOutOfRange(String(rest)) }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
            if port?.contains(":") == true { throw .bracketsMissing(String(text)) }
        }
        guard !host.isEmpty else { throw .hostMissing }
        guard let port else { return .tcp(host: String(host), port: rawPort) }
        guard let number = UInt16(port), number > 0 else { throw .portOutOfRange(String(port)) }
        return .tcp(host: String(host), port: number)
    }

    /// Makes the way to this printer.
    ///
    /// - Parameter bus: Called for a USB address only.
    /// - Throws: What `bus` throws.
    /// - Returns: A transport that has opened nothing yet.
    public func transport<Failure: Error>(
        bus: () throws(Failure) -> USBBus
    ) throws(Failure) -> any PrinterTransport {
        switch self {
        case .usb(let choice): USBTransport(bus: try bus(), choice)
        case .tcp(let host, let port): TCPTransport(host: host, port: port)
        case .file(let path): FileTransport(path: path)
        }
    }
}

extension DeviceAddress: CustomStringConvertible {
    /// The address as ``init(_:)`` reads it.
    public var description: String {
        switch self {
        case .usb(let choice): "usb:\(choice)"
        case .tcp(let host, let port): "tcp:\(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .file(let path): "file:\(path)"
        }
    }
}

/// What is wrong with a written device address, in order of precedence.
public enum DeviceAddressFault: Error, Hashable {
    /// There is no `usb:`, `tcp:` or `file:` in front.
    case schemeMissing(String)
    /// What stands before the first colon is none of the three.
    case schemeUnknown(String)
    /// `file:` without a path.
    case pathMissing
    /// `[` without `]`.
    case bracketOpen(String)
    /// An IPv6 address has to stand in brackets: `tcp:[fd00::7]:9100`.
    case bracketsMissing(String)
    /// `tcp:` without a host.
    case hostMissing
    /// A port is a number from 1 to 65,535.
    case portOutOfRange(String)
}

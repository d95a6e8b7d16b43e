/// Where a printer is, as people write it: `usb:`, `usb:SERIAL`, `usb:@PORT`,
/// `tcp:HOST[:PORT][?snmp=PORT]`, `file:PATH`.
public enum DeviceAddress: Sendable, Hashable {
    /// A printer on USB.
    case usb(USBChoice)
    /// A raw print port, and the port of UDP where the printer answers SNMP. The host has no brackets,
    /// also where it is an IPv6 address.
    case tcp(host: String, port: UInt16, snmp: UInt16 = snmpPort)
    /// A regular file or a character device.
    case file(path: String)

    /// The raw print port that printers listen on.
    public static let rawPort: UInt16 = 9_100

    /// The port that SNMP agents listen on.
    public static let snmpPort: UInt16 = 161

    /// Reads an address.
    ///
    /// - Throws: ``DeviceAddressFault``, naming the part that is wrong.
    public init(_ text: String) throws(DeviceAddressFault) {
        guard let colon = text.firstIndex(of: ":") else { throw .schemeMissing(text) }
        let rest = text[text.index(after: colon)...]
        switch text[..<colon].lowercased() {
        case "usb":
            let choice = USBChoice(rest)
            guard choice.isWellFormed else { throw .usbUnreadable(String(rest)) }
            self = .usb(choice)
        case "tcp": self = try Self.tcp(rest)
        case "file":
            guard !rest.isEmpty else { throw .pathMissing }
            self = .file(path: String(rest))
        default: throw .schemeUnknown(String(text[..<colon]))
        }
    }

    private static func tcp(_ whole: Substring) throws(DeviceAddressFault) -> Self {
        let parts = whole.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let (text, snmp) = (parts[0], try parts.dropFirst().first.map(Self.snmp) ?? snmpPort)
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
        guard host.utf8.count <= 253, host.unicodeScalars.allSatisfy(isOfHost) else {
            throw .hostUnreadable(String(host))
        }
        return .tcp(host: String(host), port: try port.map(Self.number) ?? rawPort, snmp: snmp)
    }

    private static func number(_ port: Substring) throws(DeviceAddressFault) -> UInt16 {
        guard let number = UInt16(port), number > 0 else { throw .portOutOfRange(String(port)) }
        return number
    }

    /// Letters of any script, figures, and what names and addresses have between them.
    private static func isOfHost(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || ".-_:%".unicodeScalars.contains(scalar)
    }

    private static func snmp(_ option: Substring) throws(DeviceAddressFault) -> UInt16 {
        guard option.hasPrefix("snmp=") else { throw .optionUnknown(String(option)) }
        return try number(option.dropFirst(5))
    }
}

extension DeviceAddress: CustomStringConvertible {
    /// The address as ``init(_:)`` reads it.
    public var description: String {
        switch self {
        case .usb(let choice): "usb:\(choice)"
        case .tcp(let host, let port, let snmp):
            "tcp:\(host.contains(":") ? "[\(host)]" : host):\(port)"
                + (snmp == Self.snmpPort ? "" : "?snmp=\(snmp)")
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
    /// A host has letters, figures, dots and hyphens, and at most 253 bytes.
    case hostUnreadable(String)
    /// Behind `usb:` stands nothing, a serial number, or `@` and a port such as `@1-2.3`.
    case usbUnreadable(String)
    /// A port is a number from 1 to 65,535.
    case portOutOfRange(String)
    /// After a question mark, only `snmp=PORT` is known.
    case optionUnknown(String)
}

extension DeviceAddressFault: CustomStringConvertible {
    /// What is wrong, as half a sentence: “its port "0" is no number from 1 to 65535”.
    public var description: String {
        switch self {
        case .schemeMissing: "it begins with none of usb:, tcp: and file:"
        case .schemeUnknown(let scheme): "\"\(scheme):\" is none of usb:, tcp: and file:"
        case .pathMissing: "the path is missing behind file:"
        case .bracketOpen(let text): "\"\(text)\" has a [ without its ]"
        case .bracketsMissing(let text): "an IPv6 address stands in brackets: [\(text)]"
        case .hostMissing: "the host is missing behind tcp:"
        case .hostUnreadable(let host):
            "\"\(host)\" is no name of a host, which has letters, figures, dots and hyphens"
        case .usbUnreadable(let text):
            "\"\(text)\" is neither a serial number nor a port such as @1-2.3"
        case .portOutOfRange(let port): "its port \"\(port)\" is no number from 1 to 65535"
        case .optionUnknown(let option): "\"\(option)\" is not snmp= with a port"
        }
    }
}

/// Which printer on USB is meant: `SERIAL`, `@1-2.3`, or nothing for the only one, and `#1` behind it
/// for the interface of a device that is several printers.
public struct USBChoice: Sendable, Hashable {
    /// The device that the printer is, or is part of.
    public enum Device: Sendable, Hashable {
        /// The only one that is known to speak the language that is wanted.
        case first
        /// The one with this serial number.
        case serial(String)
        /// The one that is plugged in there: bus and port, `1-2.3`.
        case port(String)
    }

    /// The device that the printer is, or is part of.
    public var device: Device
    /// `bInterfaceNumber`, 0 to 255; nil is the device's best.
    public var interface: UInt8?

    /// A printer on USB; the first one, unless told otherwise.
    public init(_ device: Device = .first, interface: UInt8? = nil) {
        self.device = device
        self.interface = interface
    }

    /// Reads what stands behind `usb:`.
    ///
    /// In a serial number, `%23` is a `#`, `%25` a `%` and `%40` an `@`.
    init(_ text: Substring) {
        var text = text
        if let mark = text.lastIndex(of: "#"), let number = UInt8(text[text.index(after: mark)...])
        {
            interface = number
            text = text[..<mark]
        }
        if text.isEmpty {
            device = .first
        } else if text.first == "@" {
            device = .port(String(text.dropFirst()))
        } else {
            let plain = Self.escapes.reduce(String(text)) {
                $0.replacing($1.written, with: $1.meant)
            }
            device = .serial(plain)
        }
    }

    /// Whether there can be such a device: a serial number is text of at most 126 characters, as a
    /// USB descriptor holds, and a port is the bus and the way from hub to hub, such as `1-2.3`.
    var isWellFormed: Bool {
        switch device {
        case .first: true
        case .serial(let serial):
            serial.utf16.count <= 126
                && serial.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        case .port(let port): port.wholeMatch(of: /[0-9]{1,3}-[0-9]{1,3}(\.[0-9]{1,3}){0,6}/) != nil
        }
    }

    /// In the order in which they are read; the last is the mark itself.
    private static let escapes = [
        (meant: "#", written: "%23"), (meant: "@", written: "%40"), (meant: "%", written: "%25"),
    ]
}

extension USBChoice: CustomStringConvertible {
    /// What stands behind `usb:`.
    public var description: String {
        let name =
            switch device {
            case .first: ""
            case .port(let port): "@\(port)"
            case .serial(let serial):
                Self.escapes.reversed().reduce(serial) { $0.replacing($1.meant, with: $1.written) }
            }
        return name + (interface.map { "#\($0)" } ?? "")
    }
}

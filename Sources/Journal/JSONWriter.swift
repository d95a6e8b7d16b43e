public import Stock

/// A value that writes its own JSON: what each scan writes, where walking it by `Encodable` would
/// take most of the time that recording the scan takes.
///
/// The text is the one that ``OrderedJSONEncoder`` gives a value declared alike.
public protocol JSONWritten {
    /// Writes one value.
    func write(to json: inout JSONWriter)
}

/// JSON text that grows: members in the order they are written, nil ones left out, slashes bare.
public struct JSONWriter: ~Copyable {
    /// UTF-8.
    public private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// An empty text.
    public init() { bytes.reserveCapacity(1_024) }

    /// `{…}`.
    public mutating func object(_ members: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        members(&self)
        close(UInt8(ascii: "}"))
    }

    /// `[…]`, each element written by `element`.
    public mutating func array<Element>(
        _ elements: some Sequence<Element>, _ element: (inout JSONWriter, Element) -> Void
    ) {
        open(UInt8(ascii: "["))
        for value in elements {
            separate()
            element(&self, value)
        }
        close(UInt8(ascii: "]"))
    }

    /// `"name":`, before its value; the name is one that needs no escape.
    public mutating func name(_ name: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// A string member; nothing where it is nil.
    public mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        self.name(name)
        string(text)
    }

    /// A number member; nothing where it is nil.
    public mutating func member(_ name: String, _ number: Int64?) {
        guard let number else { return }
        self.name(name)
        raw(number.description)
    }

    /// An id member; nothing where it is nil.
    public mutating func member<Subject>(_ name: String, _ id: ID<Subject>?) {
        guard let id else { return }
        self.name(name)
        bytes.append(UInt8(ascii: "\""))
        id.write(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A member that writes itself; nothing where it is nil.
    public mutating func member(_ name: String, _ value: (some JSONWritten)?) {
        guard let value else { return }
        self.name(name)
        value.write(to: &self)
    }

    /// An array member.
    public mutating func member<Element>(
        _ name: String, _ elements: some Sequence<Element>,
        _ element: (inout JSONWriter, Element) -> Void
    ) {
        self.name(name)
        array(elements, element)
    }

    /// A string value, escaped as RFC 8259, section 7, asks.
    public mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ !Self.needsEscape($0) }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            bytes.append(contentsOf: text.utf8.flatMap(Self.escaped))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Text that is JSON already, such as a number or `null`.
    public mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Writes the comma where one is due.
    mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    /// Opens a bracket that ``close(_:)`` closes.
    mutating func open(_ bracket: UInt8) {
        bytes.append(bracket)
        isFirst = true
    }

    /// Closes what ``open(_:)`` opened.
    mutating func close(_ bracket: UInt8?) {
        if let bracket { bytes.append(bracket) }
        isFirst = false
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        guard needsEscape(byte) else { return [byte] }
        guard byte < 0x20 else { return [UInt8(ascii: "\\"), byte] }
        let digits = Array("0123456789abcdef".utf8)
        return Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}

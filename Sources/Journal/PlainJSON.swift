package import Stock

/// A value that writes its own JSON, which is that of its `encode(to:)` to the byte.
///
/// `Encodable` asks the runtime for several types at each object of each value. A scan's entry and its answer are written
/// thousands of times a second; that was a fifth of the hub's work for them. Whatever is written seldom goes by
/// `Encodable` alone.
package protocol PlainJSON {
    /// Writes this value.
    func write(to json: inout JSONWriter)
}

/// JSON text that grows.
package struct JSONWriter: ~Copyable {
    /// UTF-8.
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    init() { bytes.reserveCapacity(1_024) }

    /// A string value, escaped as RFC 8259, section 7, asks.
    package mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if Self.needsEscape(text) {
            bytes.append(contentsOf: text.utf8.flatMap(Self.escaped))
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A string value of characters that need no escape.
    mutating func string(_ write: (inout [UInt8]) -> Void) {
        bytes.append(UInt8(ascii: "\""))
        write(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Text that is JSON already, such as a number or `null`.
    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A whole number, without a text of its own.
    mutating func whole(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let first = bytes.count
        var rest = value.magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[first...].reverse()
    }

    /// Writes the comma where one is due.
    mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    /// An object; its members are written by ``member(_:_:)``.
    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        members(&self)
        close(UInt8(ascii: "}"))
    }

    /// A list, each element of which is written by its index.
    package mutating func list(_ count: Int, _ element: (inout JSONWriter, Int) -> Void) {
        open(UInt8(ascii: "["))
        for index in 0..<count {
            separate()
            element(&self, index)
        }
        close(UInt8(ascii: "]"))
    }

    /// A member of the object that is open, by a name that needs no escape; nothing where it is nil.
    package mutating func member(_ name: String, _ value: (some PlainJSON)?) {
        guard let value else { return }
        self.name(name)
        value.write(to: &self)
    }

    // Texts, numbers and names without a detour over their types, which other modules cannot see through.

    /// The name of a member, whose value is written next.
    package mutating func name(_ name: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    package mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    package mutating func member(_ name: String, _ value: Int64?) {
        guard let value else { return }
        self.name(name)
        whole(value)
    }

    /// A member of the object that is open that holds nothing: `null`.
    package mutating func null(_ name: String) {
        self.name(name)
        raw("null")
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

    private static func needsEscape(_ text: String) -> Bool {
        let utf8 = text.utf8Span.span
        for index in utf8.indices where needsEscape(utf8[index]) { return true }
        return false
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

extension Int64: PlainJSON {
    package func write(to json: inout JSONWriter) { json.whole(self) }
}

extension Int: PlainJSON {
    package func write(to json: inout JSONWriter) { json.whole(Int64(self)) }
}

extension Bool: PlainJSON {
    package func write(to json: inout JSONWriter) { json.raw(self ? "true" : "false") }
}

extension String: PlainJSON {
    package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Array: PlainJSON where Element: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.open(UInt8(ascii: "["))
        for element in self {
            json.separate()
            element.write(to: &json)
        }
        json.close(UInt8(ascii: "]"))
    }
}

extension PlainJSON where Self: RawRepresentable<String> {
    package func write(to json: inout JSONWriter) { json.string(rawValue) }
}

extension PlainJSON where Self: CustomStringConvertible {
    package func write(to json: inout JSONWriter) { json.string(description) }
}

extension ID: PlainJSON {
    package func write(to json: inout JSONWriter) { json.string { write(to: &$0) } }
}

extension Moment: PlainJSON {}
extension CivilDate: PlainJSON {}
extension PartialDate: PlainJSON {}
extension DateLabel.Kind: PlainJSON {}
extension Programme: PlainJSON {}
extension ScanMode: PlainJSON {}
extension Warning: PlainJSON {}

extension Quantity: PlainJSON {
    package func write(to json: inout JSONWriter) { value.write(to: &json) }
}

extension DateLabel: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("kind", kind)
            $0.member("date", date)
        }
    }
}

extension LotKey: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("item", item)
            $0.member("dateLabel", dateLabel)
            $0.member("number", number)
            $0.member("programme", programme)
        }
    }
}

extension Lot: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id)
            $0.member("key", key)
        }
    }
}

extension MovementLine: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("item", item)
            $0.member("lot", lot)
            $0.member("from", from)
            $0.member("to", to)
            $0.member("quantity", quantity)
            $0.member("count", count)
            $0.member("at", at)
            $0.member("day", day)
        }
    }
}

extension ScanFacts: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("mode", mode)
            $0.member("code", code)
            $0.member("quantity", quantity)
            $0.member("weightGrams", weightGrams)
            $0.member("place", place)
            $0.member("to", to)
            $0.member("dateLabel", dateLabel)
            $0.member("lotNumber", lotNumber)
            $0.member("programme", programme)
            $0.member("source", source)
            $0.member("donation", donation)
            $0.member("distribution", distribution)
            $0.member("reason", reason)
            $0.member("count", count)
            $0.member("station", station)
            $0.member("at", at)
        }
    }
}

extension Movement: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("scan", scan)
            $0.member("reverses", reverses)
            $0.member("lots", lots)
            $0.member("lines", lines)
            $0.member("happenedAt", happenedAt)
            $0.member("day", day)
            $0.member("item", item)
            $0.member("place", place)
            $0.member("balance", balance)
            $0.member("warnings", warnings)
            $0.member("part", part)
        }
    }
}

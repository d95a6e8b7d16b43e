/// A value that is read from plain JSON: members that it knows, printable ASCII without escapes, whole numbers.
///
/// Foundation's decoder takes tens of microseconds for a scan or its entry, which is more than all else that is done with
/// one. What this one reads is what that one reads; whatever is not plain it gives way to.
package protocol PlainReadable {
    /// Reads the value that stands next.
    ///
    /// - Throws: ``NotPlain`` where the text is no value of this type, or not plain.
    init(reading json: inout JSONReader) throws(NotPlain)
}

/// A text is for Foundation's decoder to read, or to refuse.
package struct NotPlain: Error {
    package init() {}
}

/// JSON text that is read once, from its first byte to its last.
package struct JSONReader: ~Copyable {
    private let bytes: [UInt8]
    private var next = 0
    private var isFirst = true

    private init(_ text: [UInt8]) { bytes = text }

    /// The value that the whole text is, in UTF-8; nil where that is for Foundation's decoder to say.
    package static func read<Value: PlainReadable>(_: Value.Type, _ text: [UInt8]) -> Value? {
        var json = JSONReader(text)
        guard let value = try? Value(reading: &json), json.next == json.bytes.count else {
            return nil
        }
        return value
    }

    /// An object as ``PlainJSON`` writes it, without spaces; its members are read by ``member(_:)`` and
    /// ``optional(_:)``, in the order in which they are written.
    mutating func object<Value>(
        _ members: (inout JSONReader) throws(NotPlain) -> Value
    ) throws(NotPlain) -> Value {
        try pass(UInt8(ascii: "{"))
        isFirst = true
        let value = try members(&self)
        try pass(UInt8(ascii: "}"))
        return value
    }

    /// The next member of the object that is open.
    mutating func member<Value: PlainReadable>(_ name: String) throws(NotPlain) -> Value {
        guard let value: Value = try optional(name) else { throw NotPlain() }
        return value
    }

    /// The next member of the object that is open, by a name that needs no escape; nil where that is not the next.
    mutating func optional<Value: PlainReadable>(_ name: String) throws(NotPlain) -> Value? {
        guard passes(name: name) else { return nil }
        let value = try Value(reading: &self)
        isFirst = false
        return value
    }

    /// Begins an object of others, whose members stand in any order with spaces between them; ``nextName()`` goes
    /// through it.
    package mutating func open() throws(NotPlain) {
        passSpace()
        try pass(UInt8(ascii: "{"))
        isFirst = true
    }

    /// The name of the next member of the object that ``open()`` began, its value being next; nil behind the last.
    package mutating func nextName() throws(NotPlain) -> String? {
        passSpace()
        if passes(UInt8(ascii: "}")) {
            isFirst = false
            passSpace()
            return nil
        }
        if !isFirst {
            try pass(UInt8(ascii: ","))
            passSpace()
        }
        let name = try string()
        passSpace()
        try pass(UInt8(ascii: ":"))
        passSpace()
        isFirst = false
        return name
    }

    /// Reads the value that stands next into a member that was not there before.
    package mutating func once<Value: PlainReadable>(_ member: inout Value?) throws(NotPlain) {
        guard member == nil else { throw NotPlain() }
        member = try Value(reading: &self)
    }

    // Texts and numbers without a detour over their types, which other modules cannot see through.

    package mutating func once(_ member: inout String?) throws(NotPlain) {
        guard member == nil else { throw NotPlain() }
        member = try string()
    }

    package mutating func once(_ member: inout Int64?) throws(NotPlain) {
        guard member == nil else { throw NotPlain() }
        member = try integer()
    }

    /// The elements of an array.
    mutating func array<Element: PlainReadable>() throws(NotPlain) -> [Element] {
        try pass(UInt8(ascii: "["))
        var elements: [Element] = []
        guard !passes(UInt8(ascii: "]")) else { return elements }
        repeat { elements.append(try Element(reading: &self)) } while passes(UInt8(ascii: ","))
        try pass(UInt8(ascii: "]"))
        return elements
    }

    /// A string of printable ASCII without escapes.
    mutating func string() throws(NotPlain) -> String {
        String(decoding: bytes[try text()], as: UTF8.self)
    }

    /// What such a string stands for.
    mutating func string<Value>(_ read: (Span<UInt8>) -> Value?) throws(NotPlain) -> Value {
        let text = try text()
        guard let value = read(bytes.span.extracting(text)) else { throw NotPlain() }
        return value
    }

    /// Goes past a string; where its characters stand.
    private mutating func text() throws(NotPlain) -> Range<Int> {
        try pass(UInt8(ascii: "\""))
        let start = next
        while next < bytes.count, bytes[next] != UInt8(ascii: "\"") {
            guard (0x20...0x7E).contains(bytes[next]), bytes[next] != UInt8(ascii: "\\") else {
                throw NotPlain()
            }
            next += 1
        }
        let end = next
        try pass(UInt8(ascii: "\""))
        return start..<end
    }

    /// A whole number of 64 bits, written as Swift writes it.
    mutating func integer() throws(NotPlain) -> Int64 {
        let isNegative = passes(UInt8(ascii: "-"))
        let start = next
        var number: Int64 = 0
        while next < bytes.count, case let digit = bytes[next] &- UInt8(ascii: "0"), digit < 10 {
            let (tens, isTooMuch) = number.multipliedReportingOverflow(by: 10)
            // Towards the least number, which has no positive.
            let (sum, isBeyond) = tens.subtractingReportingOverflow(Int64(digit))
            guard !isTooMuch, !isBeyond else { throw NotPlain() }
            (number, next) = (sum, next + 1)
        }
        let count = next - start
        guard count > 0, count == 1 || bytes[start] != UInt8(ascii: "0"),
            number != 0 || !isNegative,
            isNegative || number != .min
        else { throw NotPlain() }
        return isNegative ? number : -number
    }

    private mutating func passSpace() {
        while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
    }

    private mutating func passes(name: String) -> Bool {
        let (name, start) = (name.utf8Span.span, isFirst ? next : next + 1)
        let end = start + name.count + 3
        guard end <= bytes.count, isFirst || bytes[next] == UInt8(ascii: ","),
            bytes[start] == UInt8(ascii: "\""), bytes[end - 2] == UInt8(ascii: "\""),
            bytes[end - 1] == UInt8(ascii: ":")
        else { return false }
        for index in name.indices where bytes[start + 1 + index] != name[index] { return false }
        next = end
        return true
    }

    private mutating func passes(_ byte: UInt8) -> Bool {
        guard next < bytes.count, bytes[next] == byte else { return false }
        next += 1
        return true
    }

    private mutating func pass(_ byte: UInt8) throws(NotPlain) {
        guard passes(byte) else { throw NotPlain() }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}

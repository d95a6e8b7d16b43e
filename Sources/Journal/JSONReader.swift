package import Foundation

/// A value that is read from its own JSON where that is to the byte as ``PlainJSON`` writes it.
///
/// Foundation's decoder takes tens of microseconds for a scan's entry, which is more than all else that is done with
/// one when a journal is added up. What this one reads is what that one reads; whatever is not exactly of that form (other
/// members or spaces, escapes, letters beyond ASCII) it gives way to.
package protocol PlainReadable {
    /// Reads the value that stands next.
    ///
    /// - Throws: ``NotPlain`` where the text is anything but what is written of a value.
    init(reading json: inout JSONReader) throws(NotPlain)
}

/// A text is for Foundation's decoder to read, or to refuse.
package struct NotPlain: Error {}

/// JSON text that is read once, from its first byte to its last.
package struct JSONReader: ~Copyable {
    private let bytes: [UInt8]
    private var next = 0
    private var isFirst = true

    /// - Parameter text: UTF-8.
    package init(_ text: Data) { bytes = [UInt8](text) }

    /// The value that the whole text is; nil where it is not of the form that is written.
    package static func read<Value: PlainReadable>(_: Value.Type, _ text: Data) -> Value? {
        var json = JSONReader(text)
        guard let value = try? Value(reading: &json), json.next == json.bytes.count else {
            return nil
        }
        return value
    }

    /// An object; its members are read by ``member(_:)`` and ``optional(_:)``, in the order in which they are written.
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
}

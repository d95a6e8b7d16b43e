/// A question and an answer of SNMP's first version: GET of a few objects, in the basic encoding rules.
///
/// Source: RFC 1157, 4.1; ITU-T X.690 for the encoding. Nothing but GET is ever said.
public struct SNMPMessage: Sendable, Hashable {
    /// What an object holds, as far as a printer's state needs it.
    public enum Value: Sendable, Hashable {
        case integer(Int)
        case octets([UInt8])
        /// There is such an object, and it is of another kind.
        case other
    }

    /// One object with its value.
    public struct Binding: Sendable, Hashable {
        /// Its arcs, such as 1.3.6.1.2.1.1.1.0.
        public let name: [UInt32]
        /// What it holds.
        public let value: Value
    }

    /// Names the question that is answered.
    public let request: Int32
    /// 0 where all were found; 2 (`noSuchName`) where ``errorIndex`` says which was not.
    public let error: Int
    /// From 1; 0 where nothing is wrong.
    public let errorIndex: Int
    /// In the order of the question.
    public let bindings: [Binding]

    /// Longer messages are not read; an answer to a few objects has some hundred bytes.
    public static let limit = 4_096
    /// Objects of one answer that are read.
    static let bindingLimit = 32

    /// The bytes that ask for some objects.
    public static func get(
        _ names: [[UInt32]], request: Int32, community: String = "public"
    ) -> [UInt8] {
        let bindings = names.map { BER.wrap(0x30, BER.wrap(0x06, BER.arcs($0)) + [0x05, 0x00]) }
        let asked =
            BER.integer(Int(request)) + BER.integer(0) + BER.integer(0)
            + BER.wrap(0x30, bindings.flatMap(\.self))
        return BER.wrap(
            0x30,
            BER.integer(0) + BER.wrap(0x04, Array(community.utf8)) + BER.wrap(0xA0, asked))
    }

    /// Reads an answer.
    ///
    /// - Returns: Nothing unless the bytes are one whole answer (`GetResponse-PDU`) of version 1.
    public init?(response bytes: [UInt8]) {
        guard bytes.count <= Self.limit else { return nil }
        var outer = BERReader(bytes[...])
        guard var message = outer.take(0x30), outer.isAtEnd, message.integer() == 0,
            message.take(0x04) != nil, var answer = message.take(0xA2), message.isAtEnd,
            let request = answer.integer().flatMap({ Int32(exactly: $0) }),
            let error = answer.integer(), let index = answer.integer(),
            var list = answer.take(0x30), answer.isAtEnd
        else { return nil }
        var bindings: [Binding] = []
        while !list.isAtEnd {
            guard bindings.count < Self.bindingLimit, var one = list.take(0x30),
                let name = one.arcs(), let value = one.value(), one.isAtEnd
            else { return nil }
            bindings.append(Binding(name: name, value: value))
        }
        (self.request, self.error, errorIndex, self.bindings) = (request, error, index, bindings)
    }
}

/// Writes the basic encoding rules, as far as a question needs them.
private enum BER {
    static func wrap(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        let length: [UInt8] =
            count < 0x80
            ? [UInt8(count)] : [0x82, UInt8(truncatingIfNeeded: count >> 8), UInt8(count & 0xFF)]
        return [tag] + length + content
    }

    static func integer(_ value: Int) -> [UInt8] {
        var bytes = [UInt8(truncatingIfNeeded: value)]
        var rest = value >> 8
        // As few as keep the sign.
        while rest != (bytes[0] & 0x80 == 0 ? 0 : -1) {
            bytes.insert(UInt8(truncatingIfNeeded: rest), at: 0)
            rest >>= 8
        }
        return wrap(0x02, bytes)
    }

    /// The first two arcs are one number, and each number is in groups of 7 bits.
    static func arcs(_ name: [UInt32]) -> [UInt8] {
        guard name.count >= 2 else { return [] }
        return ([name[0] * 40 + name[1]] + name.dropFirst(2)).flatMap { arc in
            var groups = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                groups.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
                rest >>= 7
            }
            return groups
        }
    }
}

/// Reads them; every step is bounded by what is left, so whatever comes is read to its end or refused.
private struct BERReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

    /// What the next element of this kind holds; nil where another comes, or less than it says.
    mutating func take(_ tag: UInt8) -> BERReader? {
        guard let (kind, content) = next(), kind == tag else { return nil }
        return BERReader(content)
    }

    /// The next element, if it is a number of at most 8 bytes.
    mutating func integer() -> Int? { take(0x02).flatMap { Self.number($0.rest) } }

    /// The next element, if it names an object.
    mutating func arcs() -> [UInt32]? {
        guard let content = take(0x06)?.rest, let last = content.last, last & 0x80 == 0 else {
            return nil
        }
        var arcs: [UInt32] = []
        var arc: UInt32 = 0
        for byte in content {
            guard arc <= UInt32.max >> 7 else { return nil }
            arc = arc << 7 | UInt32(byte & 0x7F)
            guard byte & 0x80 == 0 else { continue }
            if arcs.isEmpty {
                let first = min(arc / 40, 2)
                arcs = [first, arc - first * 40]
            } else {
                arcs.append(arc)
            }
            arc = 0
        }
        return arcs
    }

    mutating func value() -> SNMPMessage.Value? {
        guard let (kind, content) = next() else { return nil }
        switch kind {
        case 0x02: return Self.number(content).map { .integer($0) }
        case 0x04: return .octets(Array(content))
        default: return .other
        }
    }

    /// Lengths in up to 2 bytes; none of ours has more, and the open form is not SNMP's.
    private mutating func next() -> (UInt8, ArraySlice<UInt8>)? {
        guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first & 0x80 != 0 {
            let count = Int(first & 0x7F)
            guard (1...2).contains(count), rest.count >= count else { return nil }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
        }
        guard rest.count >= length else { return nil }
        defer { rest = rest.dropFirst(length) }
        return (tag, rest.prefix(length))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, bytes.count <= 8 else { return nil }
        return bytes.reduce(first & 0x80 == 0 ? 0 : -1) { $0 << 8 | Int($1) }
    }
}

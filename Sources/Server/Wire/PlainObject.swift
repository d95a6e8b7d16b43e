import API

/// Reads what nearly every scan is: one flat JSON object of plain ASCII strings and whole numbers.
///
/// Anything else (escapes, other letters, nesting, fractions, `null`) is left to the JSON library,
/// which also words what is wrong with it.
package struct PlainObject {
    package enum Value {
        case text(String)
        case number(Int64)
    }

    private let bytes: [UInt8]
    private var next = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Hands each member to `member`, which says whether it can use it.
    ///
    /// - Returns: Whether the whole text was such an object and every member was of use.
    package mutating func read(_ member: (String, Value) -> Bool) -> Bool {
        guard take(UInt8(ascii: "{")) else { return false }
        repeat {
            guard let name = string(), take(UInt8(ascii: ":")), let value = value(),
                member(name, value)
            else { return false }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { return false }
        skipSpace()
        return next == bytes.count
    }

    private mutating func value() -> Value? {
        skipSpace()
        guard next < bytes.count else { return nil }
        if bytes[next] == UInt8(ascii: "\"") { return string().map { .text($0) } }
        return number().map { .number($0) }
    }

    private mutating func string() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = next
        while next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "\""):
                defer { next += 1 }
                return String(decoding: bytes[start..<next], as: UTF8.self)
            case UInt8(ascii: "\\"), ..<0x20, 0x7F...: return nil
            default: next += 1
            }
        }
        return nil
    }

    /// At most 18 digits, which no 64-bit number is too small for; a sign, a point or an exponent is
    /// not plain.
    private mutating func number() -> Int64? {
        let start = next
        var number: Int64 = 0
        while next < bytes.count, (0x30...0x39).contains(bytes[next]), next - start < 18 {
            number = number * 10 + Int64(bytes[next] - 0x30)
            next += 1
        }
        let hasLeadingZero = next - start > 1 && bytes[start] == 0x30
        return next == start || hasLeadingZero ? nil : number
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next < bytes.count, bytes[next] == byte else { return false }
        next += 1
        return true
    }

    private mutating func skipSpace() {
        while next < bytes.count, Self.isSpace(bytes[next]) { next += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }
}

extension ScanRequest {
    /// A scan in plain words; nil where it takes the JSON library to read it.
    package init?(plain bytes: [UInt8]) {
        var scan = ScanRequest(code: "")
        var names: [String] = []
        var object = PlainObject(bytes)
        let isPlain = object.read { name, value in
            guard !names.contains(name) else { return false }
            names.append(name)
            switch value {
            case .text(let text): return scan.set(name, text)
            case .number(let number): return scan.set(name, number)
            }
        }
        guard isPlain, names.contains("code") else { return nil }
        self = scan
    }

    private mutating func set(_ name: String, _ text: String) -> Bool {
        switch name {
        case "id": id = text
        case "mode": mode = Word(rawValue: text)
        case "code": code = text
        case "item": item = text
        case "place": place = text
        case "to": to = text
        case "lotNumber": lotNumber = text
        case "programme": programme = text
        case "source": source = text
        case "donation": donation = text
        case "distribution": distribution = text
        case "reason": reason = text
        case "count": count = text
        case "station": station = text
        case "at": at = text
        default: return false
        }
        return true
    }

    private mutating func set(_ name: String, _ number: Int64) -> Bool {
        switch name {
        case "quantity": quantity = number
        case "weightGrams": weightGrams = number
        default: return false
        }
        return true
    }
}

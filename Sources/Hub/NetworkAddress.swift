/// An address of version 4 or 6 of the Internet protocol.
package struct NetworkAddress: Sendable, Hashable {
    /// 4 or 16.
    package let bytes: [UInt8]

    /// Reads `192.0.2.1`, or version 6 as RFC 4291 (section 2.2) writes it; nil for anything else.
    ///
    /// Four decimal numbers only: `0x7f.1` and `127.1` are names here, which a resolver may read as it likes.
    package init?(_ text: String) {
        guard let bytes = text.contains(":") ? Self.six(text) : Self.four(text[...]) else {
            return nil
        }
        self.bytes = bytes
    }

    /// The same, and a number that is no name of a host because resolvers read it as an address of version 4: `0x7f.1`,
    /// `127.1` and `2130706433` are `127.0.0.1`.
    ///
    /// Up to four parts with points between, in figures as C writes them; the last fills what is left (POSIX, `inet_addr`).
    init?(asResolved host: String) {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        if let address = Self(name) {
            self = address
            return
        }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(Self.figure)
        guard (1...4).contains(parts.count), let last = parts.last ?? nil else { return nil }
        let before = parts.dropLast().compactMap { $0.flatMap { UInt8(exactly: $0) } }
        let left = 4 - before.count
        guard before.count == parts.count - 1, last < 1 << (8 * left) else { return nil }
        bytes = before + (0..<left).reversed().map { UInt8(truncatingIfNeeded: last >> (8 * $0)) }
    }

    /// `127`, `0x7f` or `0177`.
    private static func figure(_ part: Substring) -> UInt64? {
        let text = part.lowercased()
        guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return nil }
        if text.hasPrefix("0x") {
            // Nothing behind it is zero to some resolvers.
            return text.count == 2 ? 0 : UInt64(text.dropFirst(2), radix: 16)
        }
        return UInt64(text, radix: first == 0x30 && text.count > 1 ? 8 : 10)
    }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let bytes = parts.compactMap { part -> UInt8? in
            guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                part.count == 1 || part.first != "0"
            else { return nil }
            return UInt8(part)
        }
        return bytes.count == 4 ? bytes : nil
    }

    private static func six(_ text: String) -> [UInt8]? {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        let sides = halves.compactMap { groups($0) }
        guard sides.count == halves.count else { return nil }
        guard sides.count == 2 else { return sides[0].count == 16 ? sides[0] : nil }
        let missing = 16 - sides[0].count - sides[1].count
        return missing >= 2 ? sides[0] + [UInt8](repeating: 0, count: missing) + sides[1] : nil
    }

    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var bytes: [UInt8] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part.contains("."), index == parts.count - 1 {
                guard let tail = four(part) else { return nil }
                bytes += tail
            } else {
                guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }

    /// Whether it is anything but one host on the open Internet: loopback, link-local, a private network,
    /// a group, or set aside by the registries of special addresses (RFC 6890).
    ///
    /// Of version 6 only 2000::/3 is open, without what carries an address of version 4 in it or leads
    /// through a tunnel.
    package var isPrivate: Bool {
        bytes.count == 4 ? Self.isPrivate(bytes[0], bytes[1], bytes[2]) : isPrivateSix
    }

    private static func isPrivate(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        switch (a, b, c) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): true
        case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _): true
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _): true
        case (198, 51, 100), (203, 0, 113): true
        default: false
        }
    }

    private var isPrivateSix: Bool {
        guard bytes[0] & 0xE0 == 0x20 else { return true }
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        // Teredo and what else 2001::/23 is for; documentation; 6to4.
        case (0x20, 0x01, 0x00...0x01, _), (0x20, 0x01, 0x0D, 0xB8), (0x20, 0x02, _, _): return true
        case (0x3F, 0xFF, 0x00...0x0F, _): return true
        default: return false
        }
    }
}

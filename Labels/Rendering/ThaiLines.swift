/// Where a line of Thai would end all the same: behind a word of it, libthai ends one whatever stands there.
enum ThaiLines {
    /// Bytes from the letter before the first to that behind the last of what forbids a line's end, between two blanks
    /// each; empty for a text without Thai, for which Pango heeds that itself.
    static func ranges(in text: String) -> [Range<Int>] {
        guard text.utf8.contains(0xE0), text.unicodeScalars.contains(where: isThai) else {
            return []
        }
        var ranges: [Range<Int>] = []
        var (before, place) = (0, 0)
        var start: Int?
        var (end, isBehind) = (0, false)
        func close() {
            if let first = start { ranges.append(first..<end) }
            (start, isBehind) = (nil, false)
        }
        for scalar in text.unicodeScalars {
            let next = place + UTF8.width(scalar)
            if holders.contains(scalar) {
                start = start ?? before
                (end, isBehind) = (next, true)
            } else if isBehind {
                (end, isBehind) = (next, false)
            }
            if scalar.properties.isWhitespace, !holders.contains(scalar) { close() }
            (before, place) = (place, next)
        }
        close()
        return ranges
    }

    private static let holders: Set<Unicode.Scalar> = ["\u{A0}", "\u{202F}", "\u{2060}"]

    static func isThai(_ scalar: Unicode.Scalar) -> Bool { 0xE00...0xE7F ~= scalar.value }
}

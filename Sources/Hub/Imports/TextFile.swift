import API
package import Foundation

/// A text file that someone sent, as bytes of UTF-8, some of which may be none.
///
/// UTF-8 with or without a mark, and UTF-16 with one or without, as spreadsheets save it. What stays that is no
/// UTF-8 is told where it stands, so that one bad byte spoils its own line and no other.
package struct TextFile: Sendable {
    /// Bytes at the most; a scan file of 100,000 lines has 6 MB.
    package static let limit = 10 << 20
    /// Lines that say something, at the most.
    package static let lineLimit = 100_000

    /// Without a byte order mark.
    package let bytes: [UInt8]

    package init(_ data: Data) {
        let bytes = Array(data)
        switch bytes.prefix(3) {
        case [0xEF, 0xBB, 0xBF]: self.bytes = Array(bytes.dropFirst(3))
        case _ where bytes.starts(with: [0xFF, 0xFE]):
            self.bytes = Self.utf8(utf16: bytes.dropFirst(2), low: 0)
        case _ where bytes.starts(with: [0xFE, 0xFF]):
            self.bytes = Self.utf8(utf16: bytes.dropFirst(2), low: 1)
        default:
            if let low = [0, 1].first(where: { Self.isUTF16(bytes, low: $0) }) {
                self.bytes = Self.utf8(utf16: bytes[...], low: low)
            } else {
                self.bytes = bytes
            }
        }
    }

    /// Whether the first line of some bytes is one of plain letters in UTF-16, every second byte a zero.
    private static func isUTF16(_ bytes: [UInt8], low: Int) -> Bool {
        guard bytes.count > 3 else { return false }
        for at in stride(from: 0, to: min(bytes.count, 64) - 1, by: 2) {
            guard bytes[at + low] != 0, bytes[at + 1 - low] == 0 else { return false }
            if at > 0, bytes[at + low] == 0x0A || bytes[at + low] == 0x0D { return true }
        }
        return true
    }

    /// UTF-16 whose pairs have their low byte at `low`; a last byte that has no other is dropped.
    private static func utf8(utf16 bytes: ArraySlice<UInt8>, low: Int) -> [UInt8] {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).lazy.map { at in
            UInt16(bytes[at + low]) | UInt16(bytes[at + 1 - low]) << 8
        }
        return Array(String(decoding: Array(units), as: UTF16.self).utf8)
    }

    /// The bytes of a table, the lines that are no UTF-8 read as Windows-1252 where the file holds hardly any that are.
    ///
    /// Each line by itself: rows of another program are often put behind those of an export.
    ///
    /// - Throws: `text_encoding_unknown` for a workbook or another file that is no text.
    package func tableBytes() throws -> [UInt8] {
        let kinds: [([UInt8], String)] = [
            ([0x50, 0x4B, 0x03, 0x04], "a workbook (.xlsx, .ods) or another packed file"),
            ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)"),
            (Array("%PDF".utf8), "a PDF"), ([0x1F, 0x8B], "a packed file"),
        ]
        if let (_, kind) = kinds.first(where: { bytes.starts(with: $0.0) }) {
            throw Problem.fileNoText(kind)
        }
        let (good, bad) = Self.lettersBeyondASCII(bytes[...])
        guard bad > good else { return bytes }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let (good, bad) = Self.lettersBeyondASCII(line)
            if bad > good { text += Self.utf8(windows1252: line) } else { text += line }
            text.append(0x0A)
        }
        text.removeLast()
        return text
    }

    /// How many letters beyond ASCII are written as UTF-8, and how many bytes of others are not.
    private static func lettersBeyondASCII(_ bytes: ArraySlice<UInt8>) -> (good: Int, bad: Int) {
        var (good, bad, at) = (0, 0, bytes.startIndex)
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            guard byte >= 0x80 else { continue }
            let length = (0xC2...0xDF ~= byte) ? 1 : (0xE0...0xEF ~= byte) ? 2 : 3
            let rest = bytes[at..<min(at + length, bytes.endIndex)]
            if 0xC2...0xF4 ~= byte, rest.count == length, rest.allSatisfy({ $0 & 0xC0 == 0x80 }) {
                good += 1
                at += length
            } else {
                bad += 1
            }
        }
        return (good, bad)
    }

    /// The five bytes that Windows-1252 gives no letter stay as they are, which is no UTF-8.
    private static func utf8(windows1252 bytes: ArraySlice<UInt8>) -> [UInt8] {
        let high = Array("€\u{0}‚ƒ„…†‡ˆ‰Š‹Œ\u{0}Ž\u{0}\u{0}‘’“”•–—˜™š›œ\u{0}žŸ".unicodeScalars)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            switch byte {
            case ..<0x80: text.append(byte)
            case 0x80...0x9F where high[Int(byte) - 0x80].value == 0: text.append(byte)
            case 0x80...0x9F: text += Array(String(high[Int(byte) - 0x80]).utf8)
            default: text += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
            }
        }
        return text
    }

    /// The lines that say something, with their numbers from 1.
    ///
    /// Only a line feed ends one (with or without a carriage return): JSON may hold the other
    /// characters that Unicode breaks lines at.
    ///
    /// - Throws: `body_too_large` where there are more than ``lineLimit``.
    package func lines() throws -> [(number: Int, bytes: ArraySlice<UInt8>)] {
        var lines: [(number: Int, bytes: ArraySlice<UInt8>)] = []
        var (number, start) = (1, 0)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[start..<end]
            if line.contains(where: { $0 != 0x20 && !(0x09...0x0D ~= $0) }) {
                guard lines.count < Self.lineLimit else { throw Self.tooManyLines }
                lines.append((number, line))
            }
            (number, start) = (number + 1, end + 1)
        }
        return lines
    }

    static let tooManyLines = Problem.linesTooMany(limit: lineLimit)

    /// Lines that are shown beforehand at the most: what they would change is in memory meanwhile.
    package static let previewLimit = 20_000

    static func checkPreview(_ lines: Int) throws {
        guard lines <= previewLimit else {
            throw Problem.previewTooLong(lines: lines, limit: previewLimit)
        }
    }
}

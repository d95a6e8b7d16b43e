import Foundation
import NIOCore

/// What a person or a script sees.
enum Terminal {
    /// One line on standard output, at once.
    static func print(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((harmless(text) + "\n").utf8))
    }

    /// Text that a terminal obeys in nothing: what is no character to be seen is written as JSON would, so that JSON
    /// stays what it says.
    ///
    /// Names come from files and from other people's devices.
    static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isCommand) else { return text }
        return text.unicodeScalars.map { scalar in
            guard isCommand(scalar) else { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    /// Controls but line feed and tab, and what changes the direction of the text around it.
    private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Part of what a script reads, as it came; on a terminal it is made harmless.
    static func write(_ part: ByteBuffer) throws {
        let bytes =
            isatty(1) == 1
            ? Data(harmless(String(buffer: part)).utf8) : Data(part.readableBytesView)
        do {
            try FileHandle.standardOutput.write(contentsOf: bytes)
        } catch { throw CommandFailure("Standard output was closed before the end.") }
    }

    /// One line on standard error, which a person reads beside what was done.
    static func warn(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((harmless(text) + "\n").utf8))
    }

    /// A line that says how far long work has come, on a terminal only.
    static func progress(_ text: String) {
        guard isatty(2) == 1 else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(harmless(text))".utf8))
    }

    static func progressEnded() { progress("") }

    static func print(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// The hub's answer as it came.
    static func print(json answer: HubAnswer) { print(answer.text) }

    /// A table whose columns are as wide as their widest text.
    static func print(table rows: [[String]]) {
        let widths = (rows.first ?? []).indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        for row in rows {
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            print(cells.joined(separator: "  ").replacing(/\ +$/, with: ""))
        }
    }
}

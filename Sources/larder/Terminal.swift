import Foundation
import NIOCore

/// What a person or a script sees.
enum Terminal {
    /// One line on standard output, at once.
    static func print(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Part of what a script reads, as it came.
    static func write(_ part: ByteBuffer) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(part.readableBytesView))
        } catch { throw CommandFailure("Standard output was closed before the end.") }
    }

    /// One line on standard error, which a person reads beside what was done.
    static func warn(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// A line that says how far long work has come, on a terminal only.
    static func progress(_ text: String) {
        guard isatty(2) == 1 else { return }
        try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K\(text)".utf8))
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

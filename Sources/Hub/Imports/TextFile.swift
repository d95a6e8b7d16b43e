import API
package import Foundation

/// A text file that someone sent.
package struct TextFile: Sendable {
    /// Bytes at the most; a scan file of 100,000 lines has 6 MB.
    package static let limit = 10 << 20

    private let data: Data

    package init(_ data: Data) { self.data = data }

    /// The file as text.
    ///
    /// UTF-8 with or without a mark, and UTF-16 by its mark or by the zeros of plain letters, as
    /// spreadsheets save it.
    ///
    /// - Throws: `text_encoding_unknown`.
    package func text() throws -> String {
        let encoding: String.Encoding =
            switch (data.first, data.dropFirst().first) {
            case (0xFF, 0xFE): .utf16
            case (0xFE, 0xFF): .utf16
            case (_?, 0) where data.count > 3: .utf16LittleEndian
            case (0, _?) where data.count > 3: .utf16BigEndian
            default: .utf8
            }
        guard let text = String(data: data, encoding: encoding) else {
            throw Problem(
                .textEncodingUnknown,
                "The file is not UTF-8 or UTF-16 text. Save it as “CSV UTF-8” and send it again; nothing was read."
            )
        }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    /// The lines, blank ones too.
    ///
    /// Only a line feed ends one (with or without a carriage return): JSON may hold the other
    /// characters that Unicode breaks lines at.
    package func lines() throws -> [Substring] {
        try text().split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }
}

extension Substring {
    /// Whether there is nothing in it to read.
    package var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

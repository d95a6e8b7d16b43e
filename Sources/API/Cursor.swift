import Foundation

/// Where the next page of a list begins: the list, and the sort key of the last row of the page before.
///
/// To whoever asks it is one text without meaning. A page begins behind a key, not after a number of rows: a row that comes or goes between two pages
/// neither hides another nor repeats it.
package struct Cursor: Hashable, Sendable {
    package enum List: String, Sendable, CaseIterable {
        case dayItems, devices, items, journal, labelCodes, low, places, printJobs, shortfalls
        case sources, stock, unresolved, useFirst

        /// Whether `after` was an id before there were cursors.
        package var hadIDs: Bool { self == .items || self == .places }
    }

    package let list: List
    /// The texts that the list is sorted by, the first first.
    package let key: [String]

    package init(_ list: List, _ key: [String]) { (self.list, self.key) = (list, key) }

    /// What tells a cursor from what `after` was in each list before there were cursors.
    package static let prefix = "cursor."
}

extension Cursor: LosslessStringConvertible {
    /// Nil where the text is none of ours.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Self.decoded(String(text.dropFirst(Self.prefix.count))),
            let parts = Self.parts(bytes), let name = parts.first, let list = List(rawValue: name)
        else { return nil }
        self.init(list, Array(parts.dropFirst()))
    }

    /// The prefix, then each part with its length before it, in base64url (RFC 4648, section 5)
    /// without padding.
    package var description: String {
        let parts = [list.rawValue] + key
        let bytes = parts.flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
        return Self.prefix + Self.encoded(bytes)
    }

    private static func parts(_ bytes: [UInt8]) -> [String]? {
        var parts: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
                let length = Int(String(decoding: rest[..<colon], as: UTF8.self)),
                (0...rest.endIndex - colon - 1).contains(length)
            else { return nil }
            let end = colon + 1 + length
            guard let part = String(validating: rest[(colon + 1)..<end], as: UTF8.self) else {
                return nil
            }
            parts.append(part)
            rest = rest[end...]
        }
        return parts
    }

    private static func encoded(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    private static func decoded(_ text: String) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let plain = text.replacing("-", with: "+").replacing("_", with: "/") + padding
        return Data(base64Encoded: plain).map { Array($0) }
    }
}

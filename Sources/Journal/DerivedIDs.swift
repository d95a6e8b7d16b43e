import Crypto
package import Foundation
package import Stock

extension Lot {
    /// A lot under the id its key gives: the first half of a SHA-256, as a version 8 UUID.
    package init(_ key: LotKey) {
        self.init(id: ID(hashOf: key.canonicalText), key: key)
    }
}

extension ID {
    /// The first half of a text's SHA-256, as a version 8 UUID.
    package init(hashOf text: String) {
        let digest = Array(SHA256.hash(data: Data(text.utf8)))
        guard let id = Self(derivedFrom: digest) else {
            preconditionFailure("a SHA-256 has 32 bytes")
        }
        self = id
    }
}

extension EntryID {
    /// The count line that an explanation of a scan made, named by it: one request names both.
    package var lateCount: EntryID { EntryID(hashOf: "larder-late-count-v1\n\(self)") }
}

extension Data {
    /// The bytes that pairs of hexadecimal digits name; a pair that is none names no byte.
    package init(hexadecimal text: String) {
        let digits = Array(text.utf8)
        self.init(
            stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
            })
    }

    /// Lower-case hexadecimal.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

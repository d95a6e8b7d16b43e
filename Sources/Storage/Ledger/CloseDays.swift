import Crypto
public import Foundation
import GRDB
public import Stock

extension Ledger {
    /// Closes a day and all before it: its account is signed, and later scans for it go to the open
    /// day.
    ///
    /// - Returns: The closing, whether it was done now or before.
    /// - Throws: ``StorageFault/dayNotBegun(_:)`` for a day ahead, ``StorageFault/dayIsClosed(_:)``
    ///   where a later day is closed and this one never was by itself,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func closeDay(_ day: CivilDate, entryID: EntryID) throws -> (
        closing: DayClosed, isReplay: Bool
    ) {
        if let closing = try Queries(db).closing(of: day) { return (closing, true) }
        guard day <= today else { throw StorageFault.dayNotBegun(day) }
        if let last = try lastClosedDay(), day <= last { throw StorageFault.dayIsClosed(day) }
        if try entry(entryID) != nil { throw StorageFault.idExistsWithDifferentContent(entryID) }
        try flush()
        let queries = Queries(db)
        let lines = try queries.account(of: day).lines
        let text = try SignedDay.text(
            hub: hub, day: day.description, upTo: head.seq,
            Dictionary(uniqueKeysWithValues: lines.map { ($0.item.id, $0.totals) }))
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: try queries.signingKey())
        let closing = DayClosed(
            day: day, upTo: head.seq, account: Data(SHA256.hash(data: Data(text.utf8))).hexadecimal,
            signature: try key.signature(for: Data(text.utf8)).hexadecimal,
            unresolved: try queries.openUnresolvedCount())
        try append(entryID, .dayClosed(closing))
        return (closing, false)
    }
}

extension Data {
    /// The bytes that pairs of hexadecimal digits name; a pair that is none names no byte.
    init(hexadecimal text: String) {
        let digits = Array(text.utf8)
        self.init(
            stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
            })
    }

    /// Lower-case hexadecimal.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

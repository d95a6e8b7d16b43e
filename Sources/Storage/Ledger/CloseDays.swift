import Crypto
import Foundation
import GRDB
public import Journal
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
        let text = try DayTotals.accountText(
            hub: hub, day: day.description, upTo: head.seq,
            Dictionary(uniqueKeysWithValues: lines.map { ($0.item.id, $0.totals) }))
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: try queries.signingKey())
        let closing = DayClosed(
            day: day, upTo: head.seq, account: Data(SHA256.hash(data: Data(text.utf8))).hexadecimal,
            signature: try key.signature(for: Data(text.utf8)).hexadecimal,
            unresolved: try queries.openUnresolvedCount())
        try append(entryID, closing)
        return (closing, false)
    }
}

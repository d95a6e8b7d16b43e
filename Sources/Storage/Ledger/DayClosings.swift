import Crypto
package import Foundation
import GRDB
package import Journal
package import Stock

extension Ledger {
    /// Closes a day and all before it: its account is signed, and later scans for it go to the open
    /// day.
    ///
    /// - Parameters:
    ///   - day: Not ahead of today.
    ///   - isClockRight: A person's word that the clock is, where it had leapt or stood back.
    ///   - entryID: The closing's.
    /// - Returns: The closing, whether it was done now or before.
    /// - Throws: ``StorageFault/clockDoubtful`` where it takes a person's word,
    ///   ``StorageFault/dayNotBegun(_:)`` for a day ahead, ``StorageFault/dayIsClosed(_:)``
    ///   where a later day is closed and this one never was by itself,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func closeDay(
        _ day: CivilDate, isClockRight: Bool = false, entryID: EntryID
    ) throws -> (closing: DayClosed, isReplay: Bool) {
        if let known = try entry(entryID) {
            // It may have been opened again since.
            guard let closing = known.body as? DayClosed, closing.day == day else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return (closing, true)
        }
        if let closing = try Queries(db).closing(of: day) { return (closing, true) }
        if clockCheck != .plausible {
            guard isClockRight else { throw StorageFault.clockDoubtful }
            try confirmClock()
        }
        guard day <= today else { throw StorageFault.dayNotBegun(day) }
        if let last = try lastClosedDay(), day <= last { throw StorageFault.dayIsClosed(day) }
        try flush()
        let queries = Queries(db)
        let lines = try queries.account(of: day).lines
        let units = Dictionary(
            uniqueKeysWithValues: lines.map { ($0.item.id, SignedUnit($0.item)) })
        let known = try queries.signedUnits(until: day.description)
        let text = try DayTotals.accountText(
            hub: hub, day: day.description, upTo: head.seq,
            Dictionary(uniqueKeysWithValues: lines.map { ($0.item.id, $0.totals) }), units: units)
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: try queries.signingKey())
        let closing = DayClosed(
            day: day, upTo: head.seq, account: Data(SHA256.hash(data: Data(text.utf8))).hexadecimal,
            signature: try key.signature(for: Data(text.utf8)).hexadecimal,
            unresolved: try queries.openUnresolvedCount(),
            units: units.values.filter { known[$0.item] != $0 }.sorted { $0.item < $1.item })
        try append(entryID, closing)
        calendar.isGuessed = false
        return (closing, false)
    }

    /// Opens the last closed day again, and the days that its closing closed, with what happened on them and was put on a
    /// later one because they were closed; the same request again changes nothing.
    ///
    /// - Throws: ``StorageFault/dayIsOpen(_:)``, ``StorageFault/laterDayIsClosed(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func reopenDay(_ day: CivilDate, entryID: EntryID) throws {
        if let known = try entry(entryID) {
            guard let reopened = known.body as? DayReopened, reopened.day == day else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return
        }
        guard let last = try lastClosedDay(), day <= last else { throw StorageFault.dayIsOpen(day) }
        guard day == last else { throw StorageFault.laterDayIsClosed(last) }
        // Whoever closed a day by a zone has said it, also once no day is closed.
        if try !Queries(db).isTimeZoneSaid() {
            try append(
                freshEntryID(), TimeZoneSet(timeZone: calendar.timeZone.identifier))
        }
        try flush()
        let queries = Queries(db)
        let before = try queries.lastClosing(before: day)
        let isAhead = today < day
        let since =
            isAhead
            ? before.map { $0.seq } ?? 0
            : try queries.closing(of: day).flatMap {
                try queries.closingEntry(of: $0)?.seq
            } ?? 0
        try append(
            entryID,
            DayReopened(
                day: day,
                shift: try dayShift(
                    after: min(day, today), since: since, now: moment,
                    lastClosed: before.map { $0.day })))
    }

    /// Says which zone days are dates in; what was recorded before counts for the day that it happened on by that zone.
    ///
    /// The zone that is theirs already is noted once, where it was guessed.
    ///
    /// - Throws: ``StorageFault/zoneIsFixed`` once a day was closed,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    package func setTimeZone(_ timeZone: TimeZone, entryID: EntryID) throws {
        if let known = try entry(entryID) {
            guard (known.body as? TimeZoneSet)?.timeZone == timeZone.identifier else {
                throw StorageFault.idExistsWithDifferentContent(entryID)
            }
            return
        }
        if timeZone == calendar.timeZone, !calendar.isGuessed { return }
        guard try lastClosedDay() == nil else { throw StorageFault.zoneIsFixed }
        try flush()
        let shift = try dayShift(
            since: 0, now: moment, lastClosed: nil, by: HubCalendar(timeZone: timeZone))
        try append(entryID, TimeZoneSet(timeZone: timeZone.identifier, shift: shift))
        calendar.timeZone = timeZone
        calendar.isGuessed = false
    }

    /// Takes a person's word that the clock is right; where nothing speaks against it, nothing is written.
    package func confirmDoubtfulClock() throws {
        if clockCheck != .plausible { try confirmClock() }
    }
}

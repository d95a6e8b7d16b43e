import API
import Journal
package import Stock
package import Storage

// What is scanned, and what is taken back.
extension Hub {
    /// Records what was scanned, whatever the ledger expected; the same scan again changes nothing.
    ///
    /// - Throws: A `Problem`, `StorageFault` or `StockFault` that names the first thing that is wrong.
    package func record(
        _ scan: ScanInput, from sender: ScanSender = ScanSender()
    ) async throws -> ScanAnswer {
        let offset = clockOffset(sender.sentAt)
        do {
            let request = try await self.scan(scan, by: sender.device?.id)
                .corrected(by: offset, now: believedNow)
            deviceReports.note(sender, offset, count: request.facts.count, at: now)
            let answer = try await store.write { try $0.record(request) }
            metrics.count(answer)
            return answer
        } catch {
            metrics.countRefusal()
            throw error
        }
    }

    /// Throws some of a lot away that is at a place; the same request again changes nothing.
    ///
    /// - Returns: What was recorded.
    /// - Throws: What ``Ledger/discard(_:entryID:)`` throws.
    @discardableResult
    package func discard(_ wanted: LotDiscard, as id: EntryID) async throws -> RecordedScan {
        let recorded = try await store.write { try $0.discard(wanted, entryID: id) }
        metrics.count(.recorded(recorded))
        return recorded
    }

    /// Begins to record many scans, which are then given part by part.
    ///
    /// - Parameters:
    ///   - count: How many there will be.
    ///   - sentAt: What the sender's clock showed; nil where it did not say.
    /// - Returns: What takes them.
    package func recordBatch(of count: Int, sentAt: Moment? = nil) -> ScanBatch {
        ScanBatch(self, count: count, offset: clockOffset(sentAt))
    }

    /// Does the same with each of many in one transaction; where one of them spoils that, with each half in its own.
    ///
    /// Something may be refused after a part of it was written, such as a scan that overflows a day's total. That is seldom:
    /// then the whole transaction is undone, for `Ledger.isolated` would write the sums of each batch before and after it.
    ///
    /// - Throws: A fault of the whole store.
    func each<Element: Sendable, Outcome: Sendable>(
        of part: ArraySlice<Element>,
        _ work: @escaping @Sendable (Ledger, Element) throws -> Outcome
    ) async throws -> [Result<Outcome, any Error>] {
        do {
            return try await store.write { ledger in
                try part.map { element in try ledger.attempt { try work(ledger, element) } }
            }
        } catch let fault as StorageFault where fault.isOfWholeStore {
            throw fault
        } catch {
            guard part.count > 1 else { return [.failure(error)] }
            let middle = part.startIndex + part.count / 2
            return try await each(of: part[..<middle], work) + each(of: part[middle...], work)
        }
    }

    /// How far off the clock of a sender is; nothing where it did not say what it shows.
    func clockOffset(_ sentAt: Moment?) -> ClockOffset {
        sentAt.map { store.clockOffset(sentAt: $0) } ?? .none
    }

    /// Now, by a clock that nothing speaks against; nil otherwise.
    var believedNow: Moment? { clockCheck == .plausible ? store.moment : nil }

    /// Takes back a movement by another that goes the other way, puts a scan of an unknown code down as
    /// nothing, lets an explained scan wait again, or parts items that were joined.
    ///
    /// - Returns: What it came to; and where an explanation was taken back, the scans that were recorded by it meanwhile,
    ///   which stand.
    package func undo(
        _ movement: EntryID, as id: EntryID
    ) async throws -> (outcome: UndoOutcome, earlier: EarlierScans?) {
        try await undone(as: id) { ledger in
            (try ledger.undo(movement, entryID: id), movement)
        }
    }

    /// The same for the entry of that number.
    package func undo(
        entry seq: Int64, as id: EntryID
    ) async throws -> (outcome: UndoOutcome, earlier: EarlierScans?) {
        try await undone(as: id) { ledger in
            let outcome = try ledger.undo(seq: seq, entryID: id)
            return (outcome, try ledger.queries().entry(seq)?.id)
        }
    }

    private func undone(
        as id: EntryID,
        _ undo: @escaping @Sendable (Ledger) throws -> (UndoOutcome, EntryID?)
    ) async throws -> (outcome: UndoOutcome, earlier: EarlierScans?) {
        try await store.write { ledger in
            let (outcome, undone) = try undo(ledger)
            let queries = try ledger.queries()
            // The line of a count that was of an explained scan says by what.
            let said = try queries.explanation(takenBackBy: id) ?? undone
            let wrong = try said.map { try queries.codesTakenBack(with: $0) } ?? []
            if let earlier = try queries.earlierScans(of: wrong) { return (outcome, earlier) }
            guard case .parted = outcome.effect,
                let earlier = try queries.earlierScans(partedBy: id), !earlier.scans.isEmpty
            else { return (outcome, nil) }
            return (outcome, earlier)
        }
    }
}

/// Many scans on their way into the ledger, of which a part at a time is held in memory.
package struct ScanBatch: Sendable {
    /// Scans in one part at the most; they share one transaction.
    package static let partLimit = 256

    private let hub: Hub
    private let count: Int
    private let offset: ClockOffset
    private var burst = PaperBurst()
    private var done = 0

    fileprivate init(_ hub: Hub, count: Int, offset: ClockOffset) {
        (self.hub, self.count, self.offset) = (hub, count, offset)
    }

    /// Records the next part, each with its own outcome in the same order: one that is wrong spoils no other.
    ///
    /// - Parameter part: Up to ``partLimit`` scans, or why they could not be read.
    /// - Returns: What each came to.
    /// - Throws: A fault of the whole store, or `stopping`; then nothing of this part was recorded.
    package mutating func record(
        _ part: [Result<Scan, any Error>]
    ) async throws -> [Result<ScanAnswer, any Error>] {
        try hub.goOn(after: done, of: count)
        let (offset, now) = (offset, hub.believedNow)
        let scans = try await withoutPapers(part).map { scan in
            scan.map { $0.corrected(by: offset, now: now) }
        }
        let outcomes = try await hub.each(of: scans[...]) { try $0.record(try $1.get()) }
        done += part.count
        for outcome in outcomes {
            switch outcome {
            case .success(let answer): hub.metrics.count(answer)
            case .failure: hub.metrics.countRefusal()
            }
        }
        return outcomes
    }

    /// Scans in their order, without the lines of people's papers.
    private mutating func withoutPapers(
        _ scans: [Result<Scan, any Error>]
    ) async throws -> [Result<Scan, any Error>] {
        guard burst.isOpen || scans.contains(where: \.isPaper) else { return scans }
        let before = burst
        let read: [Result<Scan, any Error>]
        (read, burst) = try await hub.read { queries in
            var after = before
            let read = try scans.map { scan in
                try after.next(scan) { try queries.meaning(of: $0) != nil }
            }
            return (read, after)
        }
        return read
    }
}

extension Scan {
    /// The scan with its moment set right.
    ///
    /// - Parameters:
    ///   - offset: By how much its sender's clock is off.
    ///   - now: Its sender's clock is off too where the scan comes from a time after this; nil where that cannot be told.
    /// - Returns: The scan as the hub's clock would have it.
    func corrected(by offset: ClockOffset, now: @autoclosure () -> Moment?) -> Scan {
        var scan = self
        scan.at = at.map { offset.corrected($0) }
        scan.isClockOff = offset.isOff || scan.at?.isOfWrongClock(at: now()) == true
        return scan
    }
}

extension Moment {
    /// Whether no right clock can have shown it; not where nobody can tell what now is.
    ///
    /// It is after now by more than clocks differ, or more than five years ago, as a clock shows that was never set.
    func isOfWrongClock(at now: Moment?) -> Bool {
        guard let now else { return false }
        guard self > now else { return now.microseconds - microseconds > Self.fiveYears }
        return ClockOffset(sentAt: self, now: now).isOff
    }

    /// In microseconds.
    private static let fiveYears: Int64 = 5 * 366 * 86_400_000_000
}

import API
import Journal
package import Stock
package import Storage

extension Hub {
    /// Opens a count of a place; the same request again changes nothing.
    ///
    /// - Returns: The count, and whether the same request had opened it before.
    package func openCount(
        _ id: CountID, at place: PlaceReference
    ) async throws -> (sheet: CountSheet, isReplay: Bool) {
        try await store.write { ledger in
            let isReplay = try ledger.openCount(id, at: place).isReplay
            return (try ledger.sheet(of: id), isReplay)
        }
    }

    /// Goes on with the open count of a place, or opens one under a new id.
    package func startCount(
        _ id: CountID, at place: PlaceReference
    ) async throws -> CountID {
        try await store.write { try $0.startCount(id, at: place) }
    }

    /// Notes how many of an item, a lot or a code were seen; a later line of the same takes its place.
    ///
    /// A code that nobody knows is kept, and counts when someone explains it.
    package func note(
        _ said: CountLineInput, from sender: ScanSender = ScanSender()
    ) async throws -> NotedLine {
        let offset = clockOffset(sender.sentAt)
        var scan: Result<Scan, any Error>?
        if let read = said.scan {
            let device = PaperSenders.Sender(device: sender.device?.id, station: nil)
            let read = try await withoutPaper(read, from: device)
            if read.isPaper { throw Problem.paperOfAPerson }
            scan = read.map { $0.corrected(by: offset, now: believedNow) }
        }
        var line = try said.line.get()
        line.at = line.at.map { offset.corrected($0) }
        let isOff = offset.isOff || line.at?.isOfWrongClock(at: believedNow) == true
        deviceReports.note(sender, offset, count: said.count, at: now)
        return try await store.write { [scan, line] ledger in
            if let scan, try ledger.isUnexplained(line) {
                return .unexplained(try ledger.record(try scan.get()))
            }
            let (noted, isReplay) = try ledger.noteCountLine(line)
            let item = try ledger.current(noted.item)
            var warnings: [Warning] = []
            if let facts = noted.scan, noted.seen > .zero {
                warnings = item.weightWarnings(facts, noted.seen)
            }
            if isOff { warnings.append(.clockOff) }
            return .seen(
                try ledger.sheetLine(of: noted), warnings: warnings, isReplay: isReplay)
        }
    }

    /// Notes what was written on a count's list, all of it or nothing; each line takes the place of what was seen of
    /// its item before.
    ///
    /// - Returns: How many items were noted.
    /// - Throws: What the ledger refuses.
    package func note(_ list: CountListInput) async throws -> Int {
        let lines = list.lines
        try await store.write { ledger in
            for line in lines { _ = try ledger.noteCountLine(line) }
        }
        return lines.count
    }

    /// Posts a count's differences and closes it.
    ///
    /// What nobody counted stays, unless the request says otherwise.
    ///
    /// - Returns: The count, what completing it came to, and whether the same request had completed it before.
    /// - Throws: `item_not_found`, and what else the ledger refuses; then nothing was posted.
    package func complete(
        count: CountID, as end: CountEnd
    ) async throws -> (sheet: CountSheet, outcome: CountOutcome, isReplay: Bool) {
        try await store.write { ledger in
            let (posted, isReplay) = try ledger.completeCount(count, as: end)
            let outcome = try ledger.queries().outcome(of: posted)
            return (try ledger.sheet(of: count), outcome, isReplay)
        }
    }

    /// What completing a count would post as of now; nobody waits for whoever looks.
    ///
    /// - Throws: ``StorageFault/countNotFound(_:)``, ``StorageFault/countIsCompleted``.
    package func preview(completionOf count: CountID, in queries: Queries) throws -> CountPreview {
        try store.ledger(reading: queries).previewCompletion(of: count)
    }

    /// Completes a count as someone saw beforehand what that comes to.
    ///
    /// - Parameters:
    ///   - count: The count.
    ///   - end: How it is completed.
    ///   - shown: The digest of the ``CountPreview`` that was looked at.
    /// - Returns: Whether it is completed; not where it would come to something else by now.
    /// - Throws: As ``complete(count:as:)``.
    package func complete(
        count: CountID, as end: CountEnd, shown: String
    ) async throws -> Bool {
        try await store.write { ledger in
            if try !ledger.isRecorded(end.id),
                try ledger.previewCompletion(of: count).digest != shown
            {
                return false
            }
            _ = try ledger.completeCount(count, as: end)
            return true
        }
    }

    /// Throws away a count that goes on; nothing it saw counts.
    ///
    /// - Returns: The count.
    @discardableResult
    package func drop(count: CountID, id: EntryID?) async throws -> CountSheet {
        try await store.write { ledger in
            try ledger.dropCount(count, entryID: id ?? ledger.freshEntryID())
            return try ledger.sheet(of: count)
        }
    }
}

extension Ledger {
    fileprivate func completeCount(
        _ count: CountID, as end: CountEnd
    ) throws -> (body: CountCompleted, isReplay: Bool) {
        try completeCount(count, uncounted: end.uncounted, gone: end.gone, entryID: end.id)
    }
}

/// What became of a line of a count.
package enum NotedLine: Sendable {
    /// All that was seen so far of the item, or of the lot.
    case seen(CountSheet.Line, warnings: [Warning], isReplay: Bool)
    /// Nobody knows its code yet.
    case unexplained(ScanAnswer)
}

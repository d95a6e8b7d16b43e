package import API
package import Journal
package import Stock
package import Storage

extension Hub {
    /// Opens a count of a place; the same request again changes nothing.
    ///
    /// - Returns: Whether the same request had opened it before.
    package func openCount(_ id: CountID, at place: PlaceReference) async throws -> Bool {
        try await store.write { try $0.openCount(id, at: place).isReplay }
    }

    /// Notes how many of an item or lot were seen; a later line of the same takes its place.
    ///
    /// A code that nobody knows is kept, and counts when someone explains it.
    package func note(
        _ line: CountObservationRequest, in count: CountID, from sender: ScanSender = ScanSender()
    ) async throws -> NotedLine {
        let offset = clockOffset(sender.sentAt)
        if line.code != nil {
            let device = PaperSenders.Sender(device: sender.device?.id, station: nil)
            let read = try await withoutPaper(Result { try line.scan(in: count) }, from: device)
            if read.isPaper { throw InputParsing.paperOfAPerson }
        }
        let request = try line.line(in: count, offset: offset)
        return try await store.write { ledger in
            if try ledger.isUnexplained(request) {
                let scan = try line.scan(in: count).corrected(by: offset)
                return .unexplained(try ledger.record(scan))
            }
            let (line, isReplay) = try ledger.noteCountLine(request)
            let (item, lot) = try ledger.subjectNow(of: line)
            return .seen(item, lot: lot, isReplay: isReplay)
        }
    }

    /// Posts a count's differences and closes it.
    ///
    /// What nobody counted stays, unless the request says otherwise.
    ///
    /// - Returns: What was posted, and whether the same request had completed it before.
    /// - Throws: `id_unreadable`, `item_not_found`, and what else the ledger refuses; then nothing was
    ///   posted.
    package func complete(
        count: CountID, as wanted: CompletionRequest
    ) async throws -> (completion: CountCompleted, isReplay: Bool) {
        let id: EntryID = try InputParsing.id(wanted.id)
        let gone: Set<ItemID> = try InputParsing.ids(wanted.gone ?? [])
        let (completion, isReplay) = try await store.write {
            try $0.completeCount(
                count, uncounted: wanted.uncounted ?? .leave, gone: gone, entryID: id)
        }
        return (completion, isReplay)
    }

    /// Throws away a count that goes on; nothing it saw counts.
    package func drop(count: CountID, id: EntryID?) async throws {
        try await store.write { try $0.dropCount(count, entryID: id ?? $0.freshEntryID()) }
    }
}

/// What became of a line of a count.
package enum NotedLine: Sendable {
    /// Of an item, or of one of its lots, as they are by now.
    case seen(ItemID, lot: LotID?, isReplay: Bool)
    /// Nobody knows its code yet.
    case unexplained(ScanAnswer)
}

package import API
package import Foundation
package import Stock
package import Storage
import Synchronization

/// A file that someone looks through before it is read into the ledger.
package struct FileDraft: Sendable {
    /// What became of its lines, or would.
    package enum Report: Sendable {
        case items(ItemImportResponse)
        case scans(ReconciliationResponse)

        /// Lines that cannot be taken.
        package var refused: Int {
            switch self {
            case .items(let report): report.refused.count
            case .scans(let report): report.refused
            }
        }
    }

    /// What each line would have done when the file came.
    package let preview: Report
    /// When that was.
    package let at: Moment
    /// What became of each line; nil until someone had it read.
    package fileprivate(set) var outcome: Report?
    let file: TextFile
    /// What stands for the time of scans that have none.
    let batch: String?
    let owner: ID<Credential>?
}

/// The files that people look through; in memory, the last few of them, for an hour.
package final class FileDrafts: Sendable {
    /// Files at the most.
    static let limit = 8
    /// Bytes of all of them at the most.
    static let byteLimit = 24 << 20
    /// Microseconds.
    static let lifetime: Int64 = 3_600_000_000

    private let drafts = Mutex<[(id: EntryID, draft: FileDraft)]>([])

    package init() {}

    /// Nil where it is another device's, too old, or not there any more.
    package func find(
        _ id: EntryID, of owner: ID<Credential>?, now: Moment
    ) -> FileDraft? {
        drafts.withLock { drafts in
            drafts.first { $0.id == id && $0.draft.owner == owner }?.draft
        }.flatMap { Self.isOver($0, at: now) ? nil : $0 }
    }

    private static func isOver(_ draft: FileDraft, at now: Moment) -> Bool {
        now.microseconds &- draft.at.microseconds >= lifetime
    }

    func keep(_ draft: FileDraft, as id: EntryID) {
        drafts.withLock { drafts in
            drafts.removeAll { Self.isOver($0.draft, at: draft.at) }
            drafts.append((id, draft))
            while drafts.count > 1, drafts.count > Self.limit || Self.bytes(drafts) > Self.byteLimit
            {
                drafts.removeFirst()
            }
        }
    }

    /// The first outcome stays.
    func note(_ outcome: FileDraft.Report, of id: EntryID) {
        drafts.withLock { drafts in
            guard let index = drafts.firstIndex(where: { $0.id == id }),
                drafts[index].draft.outcome == nil
            else { return }
            drafts[index].draft.outcome = outcome
        }
    }

    private static func bytes(_ drafts: [(id: EntryID, draft: FileDraft)]) -> Int {
        drafts.reduce(0) { $0 + $1.draft.file.bytes.count }
    }
}

extension Hub {
    /// Looks through a file of items, and keeps it for whoever sent it.
    ///
    /// - Returns: The id that it is read by.
    /// - Throws: What ``importItems(_:isPreview:)`` throws.
    package func draft(items data: Data, by owner: ID<Credential>?) async throws -> EntryID {
        try await readFile {
            let file = TextFile(data)
            return keep(.items(try await importItems(file, isPreview: true)), of: file, by: owner)
        }
    }

    /// Looks through a file of scanned hand-outs, and keeps it for whoever sent it; `batch` stands for the time of lines
    /// that have none.
    ///
    /// - Returns: The id that it is read by.
    /// - Throws: What ``ScanFile`` and ``reconcile(_:isPreview:)`` throw.
    package func draft(
        scans data: Data, batch: String?, by owner: ID<Credential>?
    ) async throws -> EntryID {
        try await readFile {
            let file = TextFile(data)
            let scans = try ScanFile(file, isJSON: nil, day: nil, batch: batch)
            let preview = try await reconcile(scans, isPreview: true)
            return keep(.scans(preview), of: file, batch: batch, by: owner)
        }
    }

    /// Reads a file that was looked through; the second time it is left.
    ///
    /// - Throws: What the hub refuses of a file as a whole.
    package func take(draft id: EntryID, by owner: ID<Credential>?) async throws {
        guard let draft = fileDrafts.find(id, of: owner, now: now), draft.outcome == nil else {
            return
        }
        try await readFile {
            switch draft.preview {
            case .items: fileDrafts.note(.items(try await importItems(draft.file)), of: id)
            case .scans:
                let scans = try ScanFile(draft.file, isJSON: nil, day: nil, batch: draft.batch)
                fileDrafts.note(.scans(try await reconcile(scans)), of: id)
            }
        }
    }

    private func keep(
        _ preview: FileDraft.Report, of file: TextFile, batch: String? = nil,
        by owner: ID<Credential>?
    ) -> EntryID {
        let id: EntryID = newID()
        fileDrafts.keep(
            FileDraft(
                preview: preview, at: now, outcome: nil, file: file, batch: batch, owner: owner),
            as: id)
        return id
    }
}

import Printing
import Stock
import Storage

// What a worker puts down durably about a job, and shows.
extension Worker {
    /// Notes that bytes will go; after this the job is never sent again.
    func begin(_ job: PrintJobID) async throws -> Bool {
        guard let begun = try await store.write({ try $0.beginJob(job) }) else { return false }
        board.inTheWay(nil)
        feed.publish(.job(begun))
        return true
    }

    /// Shows how far a job that is being printed has come.
    ///
    /// Where the store cannot keep it, only the page after a restart is the poorer.
    func show(_ progress: Progress, of job: PrintJobID) async {
        board.inTheWay(progress.reason?.rawValue)
        let noted = try? await store.write { ledger in
            try ledger.noteJob(
                job, state: JobState.printing.rawValue, reason: progress.reason?.rawValue,
                bytesSent: progress.sent)
        }
        if let noted { feed.publish(.job(noted)) }
    }

    /// Puts down how an attempt went.
    ///
    /// - Returns: Whether the job is over.
    func settle(_ job: PrintJobRecord, _ outcome: Outcome) async -> Bool {
        switch outcome {
        case .withdrawn:
            return true
        case .ended(let state, let reason, let sent, _):
            board.inTheWay(Self.staysInTheWay(reason))
            await keep {
                try $0.endJob(job.id, state: state.rawValue, reason: reason, bytesSent: sent)
            }
            return true
        case .waits(let reason):
            if board.isToStop(job.id) {
                return await settle(job, .ended(.cancelled, reason: nil, sent: 0, labelsOut: 0))
            }
            let age = store.clock.now().microseconds - job.madeAt.microseconds
            if age >= Patience.jobAge, let reason {
                return await settle(job, .ended(.failed, reason: reason, sent: 0, labelsOut: 0))
            }
            board.inTheWay(reason)
            await putBack(job.id, reason: reason)
            return false
        }
    }

    /// Leaves a job queued, and writes only what is new: a printer may be away for a long time.
    private func putBack(_ job: PrintJobID, reason: String?) async {
        let queued = JobState.queued.rawValue
        let known = try? await store.read { try $0.job(job) }
        guard known?.state != queued || known?.reason != reason else { return }
        await keep { try $0.noteJob(job, state: queued, reason: reason, bytesSent: 0) }
    }

    /// Writes until it is written: what happened to a job must not be forgotten while the disk is
    /// full.
    private func keep(_ write: @escaping @Sendable (Ledger) throws -> PrintJobRecord) async {
        var attempts = 0
        while true {
            do {
                feed.publish(.job(try await store.write(write)))
                return
            } catch StorageFault.jobNotFound {
                return
            } catch {
                guard !Task.isCancelled else { return }
                let pauses = Patience.betweenAttempts
                try? await clock.sleep(for: pauses[min(attempts, pauses.count - 1)])
                attempts += 1
            }
        }
    }

    /// A job's reason that is the printer's trouble too, for as long as nothing better is known.
    private static func staysInTheWay(_ reason: String?) -> String? {
        switch reason.flatMap({ JobEnd.Reason(rawValue: $0) }) {
        case nil, .silent, .cannotTell, .stillPrinting: nil
        case let reason?: reason.rawValue
        }
    }
}

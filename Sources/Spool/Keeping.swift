import Printing
import Stock
import Storage

// What a worker puts down durably about a job, and shows.
extension Worker {
    /// Notes that bytes of so many labels will go; after this they are never sent again.
    func begin(_ job: PrintJobID, at printer: String, labels: Int) async throws -> Bool {
        let begun = try await store.write { try $0.beginJob(job, at: printer, labels: labels) }
        guard let begun else { return false }
        board.inTheWay(nil)
        feed.publish(.job(begun))
        return true
    }

    /// Shows how far a job that is being printed has come.
    ///
    /// Where the store cannot keep it, only the page after a restart is the poorer.
    func show(_ progress: Progress, of job: PrintJobRecord) async {
        board.inTheWay(progress.reason.map { .printer($0) })
        let noted = try? await store.write { ledger in
            try ledger.advanceJob(
                job.id,
                by: .progress(
                    reason: progress.reason.map { .printer($0) }, bytesSent: progress.sent,
                    labelsOut: job.labelsOut(ofNext: progress.labelsOut)))
        }
        if let noted { feed.publish(.job(noted)) }
    }

    /// Puts down how an attempt went, and what it has shown of the printer.
    ///
    /// - Returns: Whether the job is over.
    func settle(
        _ job: PrintJobRecord, at printer: PrinterRecord, _ outcome: Outcome
    ) async -> Bool {
        switch outcome {
        case .withdrawn:
            return true
        case .ended(let state, let reason, let sent, let out):
            board.inTheWay(Self.staysInTheWay(reason))
            let labelsOut = job.labelsOut(ofNext: out)
            await keep(at: printer) { ledger in
                let now = try ledger.job(job.id)
                if outcome.isRunSent, now.state == .printing, now.labelsLeft > 0 {
                    return try ledger.advanceJob(
                        job.id, by: .goOn(bytesSent: sent, labelsOut: labelsOut))
                }
                return try ledger.advanceJob(
                    job.id,
                    by: .end(
                        state, reason: reason, bytesSent: sent, labelsOut: labelsOut,
                        labelsSent: job.labelsSent))
            }
            return true
        case .waits(let reason):
            if board.isToStop(job.id) {
                return await settle(
                    job, at: printer, .ended(.cancelled, reason: nil, sent: 0, labelsOut: 0))
            }
            let age = store.clock.now().microseconds - job.waitingSince.microseconds
            if age >= Patience.jobAge, let reason {
                return await settle(
                    job, at: printer, .ended(.failed, reason: reason, sent: 0, labelsOut: 0))
            }
            board.inTheWay(reason)
            await putBack(job, at: printer, reason: reason)
            return false
        }
    }

    /// Leaves a job queued, and writes only what is new: a printer may be away for a long time.
    private func putBack(
        _ job: PrintJobRecord, at printer: PrinterRecord, reason: JobReason?
    ) async {
        let known = try? await store.read { try $0.job(job.id) }
        let isNews = known?.state != .queued || known?.reason != reason
        guard isNews || board.newHabits != nil else { return }
        await keep(at: printer) {
            try $0.advanceJob(
                job.id, by: .giveBack(reason: reason, labelsSent: job.labelsSent))
        }
    }

    /// Writes until it is written: what happened to a job must not be forgotten while the disk is
    /// full.
    private func keep(
        at printer: PrinterRecord, _ write: @escaping @Sendable (Ledger) throws -> PrintJobRecord
    ) async {
        let habits = board.newHabits
        var attempts = 0
        while true {
            do {
                let job = try await store.write { ledger in
                    if let habits { try ledger.keepHabits(habits, of: printer) }
                    return try write(ledger)
                }
                if let habits { board.keeps(habits) }
                feed.publish(.job(job))
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
    private static func staysInTheWay(_ reason: JobReason?) -> JobReason? {
        switch reason {
        case .printer(.silent), .printer(.cannotTell), .printer(.stillPrinting): nil
        case .printer: reason
        case .hub, .unlisted, nil: nil
        }
    }
}

extension PrintJobRecord {
    /// Labels that came out altogether, once so many of those after ``labelsSent`` are confirmed.
    ///
    /// A printer works in order: with one of them out, so are those before it.
    fileprivate func labelsOut(ofNext confirmed: Int?) -> Int {
        guard let confirmed, confirmed > 0 else { return labelsOut }
        return labelsSent + confirmed
    }
}

public import Foundation
import Printing
public import Rendering
public import Stock
public import Storage

// What people and the API ask of the spool.
extension Spool {
    /// Puts a job in a printer's queue, on the disk when this returns.
    ///
    /// The id is made by whoever asks; the same request again changes nothing.
    ///
    /// - Returns: The job as it stands, and whether it was asked for before.
    /// - Throws: ``SpoolFault`` where the label could never be printed,
    ///   `StorageFault.printerNotFound`, `StorageFault.idExistsWithDifferentContent`, and what
    ///   `open` throws.
    @discardableResult
    public nonisolated func submit(
        _ id: PrintJobID, to printer: String, _ request: PrintRequest
    ) async throws -> (job: PrintJobRecord, isReplay: Bool) {
        let isKnown = try await store.read { try $0.job(id) != nil }
        if !isKnown { _ = try await check(request, for: printer) }
        let added = try await store.write { ledger in
            let limit = Patience.queueLimit
            if !isKnown, try ledger.openJobCount(of: printer) >= limit {
                throw SpoolFault.queueFull(limit: limit)
            }
            return try ledger.addJob(id, printer: printer, request: request)
        }
        if !added.isReplay {
            feed.publish(.job(added.job))
            await wake(printer)
        }
        return added
    }

    /// Draws a label as that printer would, and keeps nothing of it.
    ///
    /// - Returns: What a person should know before it is printed, such as a text that had to be
    ///   cut.
    /// - Throws: What ``submit(_:to:_:)`` throws for such a label.
    public nonisolated func check(
        _ request: PrintRequest, for printer: String
    ) async throws -> [Note] {
        guard let record = try await store.read({ try $0.printer(printer) }) else {
            throw StorageFault.printerNotFound(printer)
        }
        guard (1...Patience.copiesLimit).contains(request.copies) else {
            throw SpoolFault.copiesOutOfRange(copies: request.copies, limit: Patience.copiesLimit)
        }
        let length = request.fields.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard length <= Patience.fieldsLimit else {
            throw SpoolFault.fieldsTooLong(bytes: length, limit: Patience.fieldsLimit)
        }
        let settings = try press.settings(record, copies: request.copies)
        if record.printsToPictures {
            return try press.draw(request, settings, for: nil).notes
        }
        let opened = try open(record)
        let drawing = try press.draw(request, settings, for: opened)
        _ = try press.bytes(drawing, settings, in: opened.language)
        return drawing.notes
    }

    /// Cancels a job that has not ended.
    ///
    /// One that is queued is cancelled at once. One that is being printed is stopped between two
    /// slices, and ends as unknown if bytes went.
    ///
    /// - Returns: The job as it stands now; one that was being printed may be about to end.
    /// - Throws: `StorageFault.jobNotFound`.
    @discardableResult
    public nonisolated func cancel(_ id: PrintJobID) async throws -> PrintJobRecord {
        let job = try await store.write { try $0.cancelQueuedJob(id) }
        if job.progress == .printing { await board(job.printer)?.stop(id) }
        feed.publish(.job(job))
        await wake(job.printer)
        return job
    }

    /// Settles an unknown job by what a person saw at the printer.
    ///
    /// Labels that are wanted again are a new job.
    ///
    /// - Returns: The job, now printed or failed; the same answer again changes nothing.
    /// - Throws: ``SpoolFault/jobIsNotUnknown(state:)``, `StorageFault.jobNotFound`.
    @discardableResult
    public nonisolated func confirm(
        _ id: PrintJobID, cameOut: Bool
    ) async throws -> PrintJobRecord {
        let (state, reason): (JobState, HubReason?) =
            cameOut ? (.printed, nil) : (.failed, .didNotComeOut)
        let job = try await store.write { ledger in
            try ledger.settleUnknownJob(id, state: state.rawValue, reason: reason?.rawValue)
        }
        guard job.progress == state else { throw SpoolFault.jobIsNotUnknown(state: job.progress) }
        feed.publish(.job(job))
        return job
    }

    /// The picture that a job printed, where there is one; the last 200 are kept.
    public nonisolated func picture(of job: PrintJobID) -> URL? {
        let file = pictures.file(of: job)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    /// How a printer is.
    ///
    /// One that is idle is looked at, at most every 10 seconds; ``follow()`` tells what is found.
    ///
    /// - Throws: What the store throws.
    public nonisolated func live(_ printer: String) async throws -> PrinterLive {
        let waiting = try await store.read { try $0.openJobCount(of: printer) }
        guard let board = await board(printer) else { return PrinterLive(waiting: waiting) }
        board.wantLook(now: store.clock.now())
        return board.live(waiting: waiting)
    }

    /// Changes from now on, for one listener; it is ended when it falls 1,000 behind, or the spool
    /// stops.
    public nonisolated func follow() -> AsyncStream<SpoolChange> { feed.follow() }
}

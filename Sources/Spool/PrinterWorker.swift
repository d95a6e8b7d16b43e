import Printing
import Rendering
import Stock
import Storage

/// The one task that uses a printer: takes its jobs in their order, one at a time, until the
/// printer is removed.
struct PrinterWorker: Sendable {
    let state: PrinterState
    let store: Store
    let encoder: LabelEncoder
    let drawing: DrawingThread
    let pictures: LabelPictures
    let open: @Sendable (PrinterRecord) throws -> OpenedPrinter
    let clock: any Clock<Duration>
    let feed: Broadcast<SpoolChange>
    /// Asks whether the printer is gone for good, once it is not in the store.
    let mayRetire: @Sendable (PrinterState) async -> Bool

    func run() async {
        var attempts = 0
        while !Task.isCancelled {
            do {
                guard let (printer, job) = try await turn() else {
                    if await mayRetire(state) { return }
                    continue
                }
                guard let job else {
                    attempts = 0
                    await idle(printer)
                    continue
                }
                if state.consumeArrival() { attempts = 0 }
                attempts = await work(job, on: printer) ? 0 : attempts + 1
                // An attempt is as good as a look.
                _ = state.consumeCheckRequest()
                state.endCheck()
            } catch {
                // The store does not answer; what is queued there keeps.
                attempts += 1
            }
            if attempts > 0 { await state.wait(atMost: pause(after: attempts), by: clock) }
        }
    }

    /// The printer as it is configured now, and its next job.
    func turn() async throws -> (PrinterRecord, PrintJobRecord?)? {
        let name = state.printer
        let (printer, behaviour, job) = try await store.read { queries in
            (
                try queries.printer(name), try queries.behaviour(of: name),
                try queries.nextJob(of: name)
            )
        }
        guard let printer else { return nil }
        state.attach(printer, persisted: behaviour)
        return (printer, job)
    }

    /// Draws the label of the job that waits next, and keeps it for when its turn comes.
    func drawNext(on printer: PrinterRecord) async {
        guard let job = try? await store.read({ try $0.nextJob(of: printer.name) }),
            let opened = try? open(printer),
            let settings = try? encoder.settings(printer, copies: 1)
        else { return }
        _ = try? await drawing.run(isRefusable: false) {
            // What is left of it at a stop is drawn at the next start.
            try encoder.draw(job.request, settings, for: opened)
        }
    }

    private func idle(_ printer: PrinterRecord) async {
        if state.consumeCheckRequest() {
            await check(printer)
            state.endCheck()
        } else {
            await state.wait()
        }
    }

    /// Makes one attempt at a job and, where that goes well, at those that follow it.
    ///
    /// - Returns: Whether the last is over.
    private func work(_ job: PrintJobRecord, on printer: PrinterRecord) async -> Bool {
        state.take(job.id)
        defer { state.take(nil) }
        if printer.printsToPictures {
            return await settle(job, at: printer, await lastingPicture(of: job, on: printer))
        }
        guard let opened = try? open(printer) else {
            return await settle(job, at: printer, .never(.printerUnusable))
        }
        return await PrintSession(worker: self, printer: printer, opened: opened).run(job)
    }

    /// Draws a job's label to a file, and anew where a name on it was erased meanwhile.
    private func lastingPicture(
        of job: PrintJobRecord, on printer: PrinterRecord
    ) async -> AttemptOutcome {
        var job = job
        while true {
            let asked = job
            let outcome = try? await drawing.run(isRefusable: false, outlastsStop: true) {
                picture(asked, on: printer)
            }
            let now = try? await store.read { try $0.job(asked.id) }
            guard let now, now.request != asked.request else {
                return outcome ?? .never(.labelCannotBeDrawn)
            }
            job = now
        }
    }

    /// Draws a job's label to a file; interrupted, nothing is lost: the same picture is drawn again.
    private func picture(_ job: PrintJobRecord, on printer: PrinterRecord) -> AttemptOutcome {
        do throws(SpoolFault) {
            let settings = try encoder.settings(printer, copies: job.request.copies)
            let drawing = try encoder.draw(job.request, settings, for: nil)
            try pictures.save(drawing.bitmap, of: job.id)
            return .ended(.printed, reason: nil, sent: 0, labelsOut: job.request.copies)
        } catch .pictureNotSaved {
            return .waits(.hub(.pictureNotSaved))
        } catch {
            return .never(.labelCannotBeDrawn)
        }
    }

    /// Finds out how an idle printer is.
    private func check(_ printer: PrinterRecord) async {
        guard !printer.printsToPictures, let opened = try? open(printer) else { return }
        do {
            let (status, port, isFile) = try await opened.transport.withConnection { connection in
                state.seen(at: store.clock.now())
                var query = StatusQuery(
                    connection, opened.language, isUnasked: state.behaviour.isUnasked)
                let (status, port) = try await query.askWithPort()
                return (status, port, connection.deliveryIsProof)
            }
            state.noteWord(isHeard: status != nil || port.isWord || isFile)
            state.noteLoadedMedia(status?.loaded)
            state.noteHead(status?.head ?? port.status?.head)
            let settings = try? encoder.settings(printer, copies: 1)
            let obstacle =
                if let status {
                    status.obstacle(to: settings, in: opened.language)
                } else {
                    state.obstacle(ofSilent: port, in: opened.language)
                        ?? (isSilent(port) ? .silent : nil)
                }
            state.setReason(obstacle.map { .printer($0) })
        } catch {
            state.setReason(.printer(await opened.reason(of: error)))
        }
    }

    /// Whether a printer that does not answer its question should have been heard.
    private func isSilent(_ port: PortReport) -> Bool {
        port.isTrusted ? port.status == nil : state.behaviour.answers == true
    }

    /// How long it is waited after so many attempts that went badly, at least one.
    private func pause(after attempts: Int) -> Duration {
        let pauses = SpoolLimits.betweenAttempts
        return pauses[min(attempts, pauses.count) - 1]
    }
}

// What a worker puts down durably about a job, and shows.
extension PrinterWorker {
    /// Notes that bytes of so many labels will go; after this they are never sent again.
    func begin(_ job: PrintJobID, at printer: String, labels: Int) async throws -> Bool {
        let begun = try await store.write { try $0.beginJob(job, at: printer, labels: labels) }
        guard let begun else { return false }
        state.setReason(nil)
        feed.publish(.job(begun))
        return true
    }

    /// Shows how far a job that is being printed has come.
    ///
    /// Where the store cannot keep it, only the page after a restart is the poorer.
    func show(_ progress: AttemptProgress, of job: PrintJobRecord) async {
        let reason = progress.reason.map { JobReason.printer($0) }
        state.setReason(reason)
        let noted = try? await store.write { ledger in
            try ledger.advanceJob(
                job.id,
                by: .progress(
                    reason: reason, bytesSent: progress.sent,
                    labelsOut: job.labelsOut(ofNext: progress.labelsOut)))
        }
        if let noted { feed.publish(.job(noted)) }
    }

    /// Puts down how an attempt went, and what it has shown of the printer.
    ///
    /// - Returns: Whether the job is over.
    func settle(
        _ job: PrintJobRecord, at printer: PrinterRecord, _ outcome: AttemptOutcome
    ) async -> Bool {
        switch outcome {
        case .withdrawn:
            return true
        case .ended(let end, let reason, let sent, let out):
            state.setReason(reason?.staysWithPrinter == true ? reason : nil)
            if end == .printed { state.noteWord(isHeard: true) }
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
                        end, reason: reason, bytesSent: sent, labelsOut: labelsOut,
                        labelsSent: job.labelsSent))
            }
            return true
        case .waits(let reason):
            if state.isToStop(job.id) { return await settle(job, at: printer, .cancelled) }
            let age = store.clock.now().microseconds - job.waitingSince.microseconds
            if age >= SpoolLimits.jobAge, let reason {
                return await settle(
                    job, at: printer, .ended(.failed, reason: reason, sent: 0, labelsOut: 0))
            }
            state.setReason(reason)
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
        guard isNews || state.unsavedBehaviour != nil else { return }
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
        let behaviour = state.unsavedBehaviour
        var attempts = 0
        while true {
            do {
                let job = try await store.write { ledger in
                    if let behaviour { try ledger.keepBehaviour(behaviour, of: printer) }
                    return try write(ledger)
                }
                if let behaviour { state.markPersisted(behaviour) }
                feed.publish(.job(job))
                return
            } catch StorageFault.jobNotFound {
                return
            } catch {
                guard !Task.isCancelled else { return }
                attempts += 1
                try? await clock.sleep(for: pause(after: attempts))
            }
        }
    }
}

extension JobReason {
    /// Whether a job's end for this reason tells of the printer too, for as long as nothing better
    /// is known.
    fileprivate var staysWithPrinter: Bool {
        switch self {
        case .printer(.silent), .printer(.cannotTell), .printer(.stillPrinting): false
        case .printer: true
        case .hub, .unlisted: false
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

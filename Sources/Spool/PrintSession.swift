import Printing
import Rendering
import Stock
import Storage
import Synchronization

/// Jobs that follow each other over one connection: the device is held while there is work for it,
/// and no longer.
struct PrintSession: Sendable {
    let worker: PrinterWorker
    let printer: PrinterRecord
    let opened: OpenedPrinter
    private var state: PrinterState { worker.state }

    init(worker: PrinterWorker, printer: PrinterRecord, opened: OpenedPrinter) {
        self.worker = worker
        self.printer = printer
        self.opened = opened
    }

    /// Prints a job and those after it, until the queue is empty or something stands in the way.
    ///
    /// - Returns: Whether the last of them is over, for this turn at least.
    func run(_ first: PrintJobRecord) async -> Bool {
        // A transport may fail once more while it closes; what happened before that stays true.
        let last = Mutex<Bool?>(nil)
        do {
            try await opened.transport.withConnection { connection in
                state.seen(at: worker.store.clock.now())
                var next: PrintJobRecord? = first
                while let job = next {
                    let outcome = await attempt(job, over: connection)
                    let isOver = await worker.settle(job, at: printer, outcome)
                    last.withLock { $0 = isOver }
                    guard outcome.leavesConnectionWell else { return }
                    next = await following()
                }
            }
            return last.withLock { $0 ?? true }
        } catch {
            if let isOver = last.withLock({ $0 }) { return isOver }
            state.forgetBehaviour()
            let reason = await opened.reason(of: error)
            return await worker.settle(first, at: printer, .waits(reason))
        }
    }

    private func attempt(
        _ job: PrintJobRecord, over connection: any PrinterConnection
    ) async -> AttemptOutcome {
        state.take(job.id)
        if state.isToStop(job.id) { return .cancelled }
        let time = stopwatch(worker.clock)
        let (outcome, labels) = await deliver(job, over: connection, elapsed: time)
        if outcome.isRunSent { state.printed(labels, in: time()) }
        return outcome
    }

    /// The next job, if the printer is still set as it was.
    private func following() async -> PrintJobRecord? {
        guard !Task.isCancelled, let (now, job) = try? await worker.turn(), now == printer else {
            return nil
        }
        return job
    }

    /// Sends the next labels of a job.
    ///
    /// A printer that confirms what it printed is given a run at a time, so that little is in doubt
    /// when it stops; any other all that are left at once, as it may lose what comes while it
    /// prints.
    ///
    /// - Returns: How it went, and how many labels were to be sent.
    private func deliver(
        _ job: PrintJobRecord, over connection: any PrinterConnection,
        elapsed: @escaping @Sendable () -> Duration
    ) async -> (outcome: AttemptOutcome, labels: Int) {
        var spoken = printer
        spoken.setup.head = printer.setup.head ?? state.head
        let behaviour = state.behaviour
        let isLikelyMute =
            behaviour.answers.map { !$0 } ?? (behaviour.silentJobs > 0)
        let isWhole = connection.deliveryIsProof || isLikelyMute
        let most = isWhole ? job.labelsLeft : SpoolLimits.run
        let mayAsk = behaviour.answers != false && !behaviour.keepsLabelsToItself
        let counts = mayAsk && printer.setup.confirms == true
        let run = try? await worker.drawing.run(isRefusable: false, outlastsStop: true) {
            [worker, spoken, opened] in
            try worker.encoder.run(of: job, at: spoken, as: opened, most: most, counts: counts)
        }
        guard let run else { return (.never(.labelCannotBeDrawn), 0) }
        let labels = run.settings.copies
        let delivery = Delivery(
            job: job.id, bytes: run.bytes, settings: run.settings, language: opened.language,
            clock: worker.clock, elapsed: elapsed, state: state, behaviour: behaviour,
            isHeadSet: printer.setup.head != nil,
            begin: {
                guard try await worker.begin(job.id, at: printer.name, labels: labels) else {
                    return false
                }
                // The next label is drawn while this one is printed.
                if job.labelsLeft <= labels { Task { await worker.drawNext(on: printer) } }
                return true
            },
            note: { await worker.show($0, of: job) })
        return (await delivery.run(over: connection), labels)
    }
}

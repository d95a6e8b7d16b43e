import Printing
import Stock
import Storage
import Synchronization

// Jobs that follow each other over one connection: the device is held while there is work for it,
// and no longer.
extension Worker {
    /// Prints a job and those after it, until the queue is empty or something stands in the way.
    ///
    /// - Returns: Whether the last of them is over, for this turn at least.
    func serve(
        _ first: PrintJobRecord, on printer: PrinterRecord, as opened: OpenedPrinter
    ) async -> Bool {
        // A transport may fail once more while it closes; what happened before that stays true.
        let last = Mutex<Bool?>(nil)
        do {
            try await opened.transport.withConnection { connection in
                board.seen(at: store.clock.now())
                var next: PrintJobRecord? = first
                while let job = next {
                    let outcome = await work(job, on: printer, as: opened, over: connection)
                    let isOver = await settle(job, at: printer, outcome)
                    last.withLock { $0 = isOver }
                    guard outcome.leavesConnectionWell else { return }
                    next = await following(on: printer)
                }
            }
            return last.withLock { $0 ?? true }
        } catch {
            if let isOver = last.withLock({ $0 }) { return isOver }
            // What comes back may be another printer, or the same with another temper.
            board.learn { ($0.answers, $0.keepsLabelsToItself) = (nil, false) }
            let reason = (error as? TransportFault).map { JobEnd.Reason($0) }
            return await settle(first, at: printer, .waits(reason ?? .broken))
        }
    }

    private func work(
        _ job: PrintJobRecord, on printer: PrinterRecord, as opened: OpenedPrinter,
        over connection: any PrinterConnection
    ) async -> Outcome {
        board.take(job.id)
        if board.isToStop(job.id) { return .ended(.cancelled, reason: nil, sent: 0, labelsOut: 0) }
        let time = stopwatch(clock)
        let (outcome, labels) = await deliver(job, on: printer, as: opened, over: connection)
        if outcome.isRunSent { board.printed(labels, in: time()) }
        return outcome
    }

    /// The next job, if the printer is still set as it was.
    private func following(on printer: PrinterRecord) async -> PrintJobRecord? {
        guard !Task.isCancelled, let (now, job) = try? await turn(), now == printer else {
            return nil
        }
        return job
    }
}

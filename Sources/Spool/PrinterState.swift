import Printing
import Stock
import Storage
import Synchronization

/// How one printer is: its worker writes it, pages read it, and others leave word for the worker.
final class PrinterState: Sendable {
    let printer: String

    private struct Facts {
        var reason: JobReason?
        var job: PrintJobID?
        var lastSeen: Moment?
        var loaded: LoadedMedia?
        var toStop: PrintJobID?
        var isCheckRequested = false
        var checkedAt: Moment?
        var attached: Attached?
        var behaviour = PrinterBehaviour()
        /// What the store has of it.
        var persisted = PrinterBehaviour()
        /// Whether it may still be waiting for the rest of a picture, as it may at first.
        var mayBeUnfinished = true
        var hadTrouble = false
        var rate = PrintRate()
    }

    /// What a printer is as long as it is the same one.
    private struct Attached: Equatable {
        let device: String
        let language: String
    }

    private let facts = Mutex(Facts())
    private let feed: Broadcast<SpoolChange>
    /// Says that there is something to do: a job, a word left here, another setting.
    ///
    /// One is kept while the worker is busy.
    private let wakeUps: AsyncStream<Void>
    private let wakeUp: AsyncStream<Void>.Continuation

    init(printer: String, feed: Broadcast<SpoolChange>) {
        self.printer = printer
        self.feed = feed
        (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func snapshot() -> PrinterSnapshot {
        facts.withLock {
            PrinterSnapshot(
                reason: $0.reason, job: $0.job, lastSeen: $0.lastSeen, loaded: $0.loaded,
                answers: $0.behaviour.answers, perLabel: $0.rate.perLabel)
        }
    }

    // What the worker writes.

    func take(_ job: PrintJobID?) { change { ($0.job, $0.hadTrouble) = (job, false) } }

    /// Notes how long the labels took that were sent last; trouble meanwhile tells nothing of the
    /// rate.
    func printed(_ labels: Int, in took: Duration) {
        facts.withLock { facts in
            if !facts.hadTrouble { facts.rate.note(labels, in: took) }
        }
    }

    func seen(at moment: Moment) {
        facts.withLock { ($0.lastSeen, $0.checkedAt) = (moment, moment) }
    }

    /// Begins with what the store has of a printer, unless it is the same device and language as
    /// before.
    func attach(_ printer: PrinterRecord, persisted: PrinterBehaviour) {
        facts.withLock { facts in
            let attached = Attached(device: printer.device, language: printer.language)
            guard facts.attached != attached else { return }
            (facts.attached, facts.behaviour, facts.persisted) = (attached, persisted, persisted)
            (facts.mayBeUnfinished, facts.loaded) = (true, nil)
        }
    }

    /// Notes the paper that the printer says it has, where it says so.
    func noteLoadedMedia(_ loaded: LoadedMedia?) {
        facts.withLock { $0.loaded = loaded ?? $0.loaded }
    }

    var behaviour: PrinterBehaviour { facts.withLock(\.behaviour) }

    /// Remembers what a job has shown of the printer.
    func updateBehaviour(_ change: (inout PrinterBehaviour) -> Void) {
        facts.withLock { change(&$0.behaviour) }
    }

    /// What was learnt and is not in the store yet; nil where all is.
    var unsavedBehaviour: PrinterBehaviour? {
        facts.withLock { $0.behaviour == $0.persisted ? nil : $0.behaviour }
    }

    /// Notes what the store has by now.
    func markPersisted(_ behaviour: PrinterBehaviour) {
        facts.withLock { $0.persisted = behaviour }
    }

    var mayBeUnfinished: Bool { facts.withLock(\.mayBeUnfinished) }

    /// Notes whether the printer was left in the middle of a picture.
    func markUnfinished(_ isUnfinished: Bool) {
        facts.withLock { $0.mayBeUnfinished = isUnfinished }
    }

    /// Whether nothing is known to stand in the way.
    var isClear: Bool { facts.withLock { $0.reason == nil } }

    /// Notes what stands in the printer's way; nil where nothing is known to.
    func setReason(_ reason: JobReason?) {
        change { facts in
            facts.reason = reason
            if reason != nil { facts.hadTrouble = true }
        }
    }

    /// Returns when there is something to do, was since the last wait, or the task is cancelled.
    func wait() async {
        var iterator = wakeUps.makeAsyncIterator()
        await iterator.next()
    }

    /// The same, and after `limit` at the latest.
    func wait(atMost limit: Duration, by clock: any Clock<Duration>) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await clock.sleep(for: limit) } catch { return }
                self.wake()
            }
            await wait()
            group.cancelAll()
        }
    }

    // What others leave.

    /// Tells the worker that there is something to do.
    func wake() { wakeUp.yield() }

    /// Asks the worker to stop a job; it will see that between two slices.
    func stop(_ job: PrintJobID) {
        facts.withLock { $0.toStop = job }
        wake()
    }

    /// Stops the job that is at work, whichever it is.
    func stopAll() {
        facts.withLock { $0.toStop = $0.job }
        wake()
    }

    func isToStop(_ job: PrintJobID) -> Bool { facts.withLock { $0.toStop == job } }

    /// Asks the worker to look at an idle printer, unless it did so a moment ago.
    func requestCheck(now: Moment) {
        let wanted = facts.withLock { facts in
            let checked = facts.checkedAt?.microseconds ?? .min / 2
            guard facts.job == nil, now.microseconds - checked > SpoolLimits.freshness else {
                return false
            }
            (facts.checkedAt, facts.isCheckRequested) = (now, true)
            return true
        }
        if wanted { wake() }
    }

    /// Whether somebody asked for a look at the printer since this was asked last.
    func consumeCheckRequest() -> Bool {
        facts.withLock { facts in
            defer { facts.isCheckRequested = false }
            return facts.isCheckRequested
        }
    }

    /// Changes what is shown, and tells whoever follows if anything is different.
    private func change(_ edit: (inout Facts) -> Void) {
        let changed = facts.withLock { facts in
            let before = (facts.reason, facts.job)
            edit(&facts)
            return before != (facts.reason, facts.job)
        }
        if changed { feed.publish(.printer(printer)) }
    }
}

/// How long a printer takes for a label, told from what it printed last without trouble.
struct PrintRate: Sendable {
    /// Runs that are remembered.
    static let memory = 20
    /// Labels that must have been seen before anything is told.
    static let least = 5

    private var runs: [(labels: Int, took: Duration)] = []

    mutating func note(_ labels: Int, in took: Duration) {
        runs.append((labels, took))
        runs.removeFirst(max(0, runs.count - Self.memory))
    }

    /// Nil until enough labels were seen.
    var perLabel: Duration? {
        let labels = runs.reduce(0) { $0 + $1.labels }
        guard labels >= Self.least else { return nil }
        return runs.reduce(.zero) { $0 + $1.took } / labels
    }
}

extension PrinterBehaviour {
    /// Whether the printer is not worth asking now: every question to a mute one is a second lost.
    var isUnasked: Bool { answers == false && unaskedJobs < SpoolLimits.jobsUnasked }
}

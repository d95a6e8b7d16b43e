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
        var isHeard = false
        var loaded: LoadedMedia?
        /// The widest label it said it prints, in dots.
        var head: Int?
        var toStop: PrintJobID?
        var isCheckRequested = false
        var isChecking = false
        /// Who waits for a look to end.
        var lookers: [AsyncStream<Void>.Continuation] = []
        /// Whether something was plugged in or out since the last attempt at a job.
        var mayHaveCome = false
        var checkedAt: Moment?
        var attached: Endpoint?
        var behaviour = PrinterBehaviour()
        /// What the store has of it.
        var persisted = PrinterBehaviour()
        /// Whether its port has said that all is well: trouble that one has always claimed is not
        /// believed.
        var portWasClear = false
        /// Whether it may still be waiting for the rest of a picture, as it may at first.
        var mayBeUnfinished = true
        var hadTrouble = false
        /// Time since it first said that it is at work, with no job of the hub's.
        var foreignWork: (@Sendable () -> Duration)?
        var rate = PrintRate()
        /// What that rate is of.
        var paced: PrinterRecord?
        /// Time after which the printer called itself idle, of the labels that are at work.
        var idleAfter: Duration?
        /// Whether it called itself idle between labels, and was at work again by itself.
        var pauses = false
    }

    /// What a printer is as long as it is the same one.
    private struct Endpoint: Equatable {
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
                reason: $0.reason, job: $0.job, lastSeen: $0.lastSeen, isHeard: $0.isHeard,
                loaded: $0.loaded,
                answers: $0.behaviour.answers, perLabel: $0.rate.perLabel)
        }
    }

    // What the worker writes.

    func take(_ job: PrintJobID?) {
        change { ($0.job, $0.hadTrouble, $0.idleAfter) = (job, false, nil) }
    }

    /// Notes that the printer calls itself idle, so long after the labels at work were taken up: what it is waited
    /// for from then on is not its own time.
    func noteIdle(after time: Duration) { facts.withLock { $0.idleAfter = time } }

    /// Notes that the printer was at work again after it had called itself idle: to this one, idle is no sign that all
    /// came out.
    func notePause() { facts.withLock { ($0.idleAfter, $0.pauses) = (nil, true) } }

    /// Whether the printer pauses between labels.
    var pauses: Bool { facts.withLock(\.pauses) }

    /// Notes how long the labels took that were sent last; trouble meanwhile tells nothing of the
    /// rate.
    func printed(_ labels: Int, in took: Duration) {
        facts.withLock { facts in
            if !facts.hadTrouble { facts.rate.note(labels, in: facts.idleAfter ?? took) }
        }
    }

    func seen(at moment: Moment) {
        facts.withLock { ($0.lastSeen, $0.checkedAt) = (moment, moment) }
    }

    /// Notes whether the printer, or a port that speaks for it, said how it is when it was last asked.
    func noteWord(isHeard: Bool) { change { $0.isHeard = isHeard } }

    /// Begins with what the store has of a printer, unless it is the same device and language as
    /// before.
    func attach(_ printer: PrinterRecord, persisted: PrinterBehaviour) {
        facts.withLock { facts in
            // Another paper or speed takes another time.
            if facts.paced != printer { (facts.paced, facts.rate) = (printer, PrintRate()) }
            let attached = Endpoint(device: printer.device, language: printer.language)
            guard facts.attached != attached else { return }
            (facts.attached, facts.behaviour, facts.persisted) = (attached, persisted, persisted)
            (facts.mayBeUnfinished, facts.loaded, facts.portWasClear) = (true, nil, false)
            (facts.head, facts.foreignWork, facts.pauses) = (nil, nil, false)
            facts.isHeard = false
        }
    }

    /// Forgets how a printer behaves that was away: what comes back may be another, or the same that
    /// behaves in another way.
    func forgetBehaviour() {
        facts.withLock {
            $0.behaviour = PrinterBehaviour()
            ($0.portWasClear, $0.head, $0.pauses) = (false, nil, false)
            $0.isHeard = false
        }
    }

    /// What the port of a printer says that has not answered its question, where that is believed.
    ///
    /// A printer that answers otherwise keeps silent for a reason, and a port that once said that all
    /// is well knows the difference. Of any other, only a lack of paper is believed, and only in a
    /// language whose printers always answer: a Zebra without paper may keep silent.
    /// One that is trusted speaks for the printer.
    func obstacle(
        ofSilent port: PortReport, in language: any PrinterLanguage
    ) -> JobEnd.Reason? {
        let status = port.status
        if port.isTrusted { return status?.conditions.min().map { JobEnd.Reason($0) } }
        return facts.withLock { facts in
            guard let status, let condition = status.conditions.min() else {
                if status != nil { facts.portWasClear = true }
                return nil
            }
            let isKnown = facts.behaviour.answers == true || facts.portWasClear
            let isLikely =
                facts.behaviour.answers == nil && language.answersAlways
                && status.conditions.contains(.paperOut)
            return isKnown || isLikely ? JobEnd.Reason(condition) : nil
        }
    }

    /// How long the printer has said by now that it is at work, though the hub gave it none.
    func foreignWork(by clock: any Clock<Duration>) -> Duration {
        facts.withLock { facts in
            let time = facts.foreignWork ?? stopwatch(clock)
            facts.foreignWork = time
            return time()
        }
    }

    /// Notes that the printer is not at work of others.
    func endForeignWork() { facts.withLock { $0.foreignWork = nil } }

    /// Notes a port that says that all is well.
    func notePort(_ port: PrinterStatus?) {
        if port?.conditions.isEmpty == true { facts.withLock { $0.portWasClear = true } }
    }

    /// Notes the paper that the printer says it has, where it says so.
    func noteLoadedMedia(_ loaded: LoadedMedia?) {
        facts.withLock { $0.loaded = loaded ?? $0.loaded }
    }

    /// The widest label it last said it prints, in dots.
    var head: Int? { facts.withLock(\.head) }

    /// Notes how wide the printer says its head is, where it says so.
    func noteHead(_ head: Int?) { facts.withLock { $0.head = head ?? $0.head } }

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

    /// What a label took lately; nil until that can be told.
    var perLabel: Duration? { facts.withLock(\.rate.perLabel) }

    /// What so many labels at once took lately; nil until that can be told.
    func run(of labels: Int) -> (shortest: Duration, usual: Duration)? {
        facts.withLock { $0.rate.run(of: labels) }
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

    /// Has the worker look at an idle printer, unless it did so a moment ago, and waits for that, at
    /// most so long by a person's clock.
    func check(now: Moment, atMost limit: Duration) async {
        guard requestCheck(now: now) else { return }
        let (ends, end) = AsyncStream<Void>.makeStream()
        let isUnderWay = facts.withLock { facts in
            if facts.isCheckRequested || facts.isChecking { facts.lookers.append(end) }
            return facts.isCheckRequested || facts.isChecking
        }
        guard isUnderWay else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in ends { break } }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Notes that a look, or an attempt at a job, is over.
    func endCheck() {
        let lookers = facts.withLock { facts in
            facts.isChecking = false
            defer { facts.lookers = [] }
            return facts.lookers
        }
        for looker in lookers { looker.finish() }
    }

    /// Something was plugged in or out: what is known is old, and what waits is tried at once.
    func devicesChanged() {
        facts.withLock { ($0.checkedAt, $0.mayHaveCome) = (nil, true) }
        wake()
    }

    /// Whether something was plugged in or out since this was asked last.
    func consumeArrival() -> Bool {
        facts.withLock { facts in
            defer { facts.mayHaveCome = false }
            return facts.mayHaveCome
        }
    }

    /// - Returns: Whether a look is to come.
    private func requestCheck(now: Moment) -> Bool {
        let wanted = facts.withLock { facts in
            let checked = facts.checkedAt?.microseconds ?? .min / 2
            guard facts.job == nil, now.microseconds - checked > SpoolLimits.freshness else {
                return false
            }
            (facts.checkedAt, facts.isCheckRequested) = (now, true)
            return true
        }
        if wanted { wake() }
        return wanted
    }

    /// Whether somebody asked for a look at the printer since this was asked last.
    func consumeCheckRequest() -> Bool {
        facts.withLock { facts in
            defer { facts.isCheckRequested = false }
            facts.isChecking = facts.isCheckRequested
            return facts.isCheckRequested
        }
    }

    /// Changes what is shown, and tells whoever follows if anything is different.
    private func change(_ edit: (inout Facts) -> Void) {
        let changed = facts.withLock { facts in
            let before = (facts.reason, facts.job, facts.isHeard)
            edit(&facts)
            return before != (facts.reason, facts.job, facts.isHeard)
        }
        if changed { feed.publish(.printer(printer)) }
    }
}

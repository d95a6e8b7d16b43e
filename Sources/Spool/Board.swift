import Printing
import Stock
import Storage
import Synchronization

/// Where one printer's worker writes how the printer is, and others leave word for the worker.
final class Board: Sendable {
    let printer: String
    /// Rung when there is something to do: a job, a word on this board, another setting.
    let bell = Bell()

    private struct Facts {
        var reason: JobReason?
        var job: PrintJobID?
        var lastSeen: Moment?
        var loaded: LoadedMedia?
        var toStop: PrintJobID?
        var lookWanted = false
        var looked: Moment?
        var met: Met?
        var habits = PrinterHabits()
        /// What the store keeps of them.
        var kept = PrinterHabits()
        /// Whether it may still be waiting for the rest of a picture, as it may when it is met.
        var mayBeUnfinished = true
        var hadTrouble = false
        var pace = Pace()
    }

    /// What a printer is as long as it is the same one.
    private struct Met: Equatable {
        let device: String
        let language: String
    }

    private let facts = Mutex(Facts())
    private let feed: Broadcast<SpoolChange>

    init(printer: String, feed: Broadcast<SpoolChange>) {
        self.printer = printer
        self.feed = feed
    }

    func live() -> PrinterLive {
        facts.withLock {
            PrinterLive(
                reason: $0.reason, job: $0.job, lastSeen: $0.lastSeen, loaded: $0.loaded,
                answers: $0.habits.answers, perLabel: $0.pace.perLabel)
        }
    }

    // What the worker writes.

    func take(_ job: PrintJobID?) { change { ($0.job, $0.hadTrouble) = (job, false) } }

    /// Notes how long the labels took that were sent last; trouble meanwhile tells nothing of the
    /// pace.
    func printed(_ labels: Int, in took: Duration) {
        facts.withLock { facts in
            if !facts.hadTrouble { facts.pace.note(labels, in: took) }
        }
    }

    func seen(at moment: Moment) {
        facts.withLock { ($0.lastSeen, $0.looked) = (moment, moment) }
    }

    /// Begins with what the store keeps of a printer, unless it is the one that was met before.
    func meet(_ printer: PrinterRecord, keeping kept: PrinterHabits) {
        facts.withLock { facts in
            let met = Met(device: printer.device, language: printer.language)
            guard facts.met != met else { return }
            (facts.met, facts.habits, facts.kept) = (met, kept, kept)
            (facts.mayBeUnfinished, facts.loaded) = (true, nil)
        }
    }

    /// Notes the paper that the printer says it has, where it says so.
    func finds(_ loaded: LoadedMedia?) {
        facts.withLock { $0.loaded = loaded ?? $0.loaded }
    }

    var habits: PrinterHabits { facts.withLock(\.habits) }

    /// Remembers what a job has shown of the printer.
    func learn(_ change: (inout PrinterHabits) -> Void) { facts.withLock { change(&$0.habits) } }

    /// What was learnt and is not in the store yet; nil where all is.
    var newHabits: PrinterHabits? { facts.withLock { $0.habits == $0.kept ? nil : $0.habits } }

    /// Notes what the store keeps by now.
    func keeps(_ habits: PrinterHabits) { facts.withLock { $0.kept = habits } }

    var mayBeUnfinished: Bool { facts.withLock(\.mayBeUnfinished) }

    /// Notes whether the printer was left in the middle of a picture.
    func leave(unfinished: Bool) { facts.withLock { $0.mayBeUnfinished = unfinished } }

    /// Whether nothing is known to stand in the way.
    var isClear: Bool { facts.withLock { $0.reason == nil } }

    func inTheWay(_ reason: JobReason?) {
        change { facts in
            facts.reason = reason
            if reason != nil { facts.hadTrouble = true }
        }
    }

    // What others leave.

    /// Asks the worker to stop a job; it will see that between two slices.
    func stop(_ job: PrintJobID) {
        facts.withLock { $0.toStop = job }
        bell.ring()
    }

    /// Stops the job that is at work, whichever it is.
    func stopAll() {
        facts.withLock { $0.toStop = $0.job }
        bell.ring()
    }

    func isToStop(_ job: PrintJobID) -> Bool { facts.withLock { $0.toStop == job } }

    /// Asks the worker to look at an idle printer, unless it did so a moment ago.
    func wantLook(now: Moment) {
        let wanted = facts.withLock { facts in
            let looked = facts.looked?.microseconds ?? .min / 2
            guard facts.job == nil, now.microseconds - looked > Patience.freshness else {
                return false
            }
            (facts.looked, facts.lookWanted) = (now, true)
            return true
        }
        if wanted { bell.ring() }
    }

    func takeLook() -> Bool {
        facts.withLock { facts in
            defer { facts.lookWanted = false }
            return facts.lookWanted
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

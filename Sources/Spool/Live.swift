public import Printing
public import Stock
public import Storage

/// What is known of a printer now.
public struct PrinterLive: Sendable, Hashable {
    /// What stands in its way; nil where nothing is known to.
    public var reason: JobReason?
    /// The job it is at work on.
    public var job: PrintJobID?
    /// Jobs that have not ended, the one at work included.
    public var waiting = 0
    /// Labels of these that are not known to be out.
    public var labelsWaiting = 0
    /// When it was last reached.
    public var lastSeen: Moment?
    /// The paper it said it is loaded with when it was last asked; nil where it did not say.
    public var loaded: LoadedMedia?
    /// Whether it answered when it was last asked; nil while that is not known.
    public var answers: Bool?
    /// Whether a person has paused its queue.
    public var isPaused = false
    /// What it takes for a label; nil until that can be told.
    public var perLabel: Duration?

    /// Whether it is at work on a job.
    public var busy: Bool { job != nil }

    /// How long so many labels will take it; nil where that cannot be told, or nothing moves.
    public func timeLeft(for labels: Int) -> Duration? {
        guard !isPaused, reason == nil, labels > 0, let perLabel else { return nil }
        return perLabel * labels
    }
}

/// Something that pages which show jobs and printers want to know.
public enum SpoolChange: Sendable, Hashable {
    /// A job as it is now.
    case job(PrintJobRecord)
    /// The name of a printer that was added, changed how it is, or was removed.
    case printer(String)
}

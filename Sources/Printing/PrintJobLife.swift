/// How far a print job has come.
///
/// Its labels are numbered from 1. Those up to `labelsOut` came out; those after it, up to
/// `labelsSent`, are in doubt; the rest is still to be sent. So 0 ≤ `labelsOut` ≤ `labelsSent` ≤
/// `copies`, and all are out of a printed job.
///
///     queued → printing → printed, unknown or failed
///        ↑         │
///        └─────────┘ a run of its labels came out and more are wanted, or no byte went
///
/// A person cancels what is queued or failed, and settles what is unknown: ``after(_:)``.
public struct PrintJobLife: Sendable, Hashable {
    /// Labels that were asked for, at least 1.
    public let copies: Int
    /// Where it is.
    public private(set) var state: JobState
    /// Why it waits, failed or is in doubt; nil where nothing is to be said.
    public private(set) var reason: JobReason?
    /// Labels whose bytes went to the printer, or are under way.
    public private(set) var labelsSent: Int
    /// Labels that came out, as the printer or a person said.
    public private(set) var labelsOut: Int
    /// Bytes that the printer has taken of the labels sent last, as last noted.
    public private(set) var bytesSent: Int

    /// A job as it was stored, or as it begins.
    public init(
        copies: Int, state: JobState = .queued, reason: JobReason? = nil, labelsSent: Int = 0,
        labelsOut: Int = 0, bytesSent: Int = 0
    ) {
        self.copies = copies
        self.state = state
        self.reason = reason
        self.labelsSent = labelsSent
        self.labelsOut = labelsOut
        self.bytesSent = bytesSent
    }

    /// Labels that are still to be sent.
    public var labelsLeft: Int { max(0, copies - labelsSent) }
}

/// What happens to a print job.
public enum PrintJobEvent: Sendable, Hashable {
    /// So many of its next labels, at least 1, are about to be sent; no more than are left count.
    case begin(labels: Int)
    /// Its labels get on: what they wait for, the bytes taken of those sent last, and the labels of
    /// the job that came out altogether, as far as the printer said.
    case progress(reason: JobReason?, bytesSent: Int, labelsOut: Int)
    /// No byte went of the labels that were begun last, if any were; `labelsSent` is as it was before
    /// them.
    case giveBack(reason: JobReason?, labelsSent: Int)
    /// The labels sent last are behind it and more are to come; what is not among `labelsOut` stays
    /// in doubt.
    case goOn(bytesSent: Int, labelsOut: Int)
    /// Its printer is done with it, and the state is final. `labelsSent` is as it was before the
    /// labels that were begun last, and is heeded where no byte of them went; nil where they count as
    /// sent all the same.
    case end(
        JobState, reason: JobReason?, bytesSent: Int, labelsOut: Int = 0, labelsSent: Int? = nil)
    /// A person does not want it any more.
    case cancel
    /// The hub stopped while it was being printed.
    case interrupt
    /// The hub goes on from a copy of its data, made before anything that this job did since.
    case restore
    /// A person looked at the labels in doubt; where labels are left to print, its printer may be
    /// gone.
    case settle(Sighting, printerIsGone: Bool = false)
    /// Its printer was removed.
    case removePrinter
    /// Another printer is to print it.
    case move
}

/// What a person saw of the labels that were sent and are in doubt.
public enum Sighting: Sendable, Hashable {
    /// All of them came out.
    case all
    /// The last label of the job that came out was this one, counted from its first; the job goes on
    /// with the next.
    case upTo(Int)
    /// None of them came out, and none is wanted.
    case none
    /// They are printed again by another job, whatever came out.
    case printedAgain
}

/// Why an event cannot happen to a job, which then stays as it is.
public enum PrintJobRefusal: Error, Hashable {
    /// It happens to no job of that state.
    case state(JobState)
    /// No label is left to be sent or was to be, or a job was to end in a state that is no end.
    case eventMeaningless
    /// Labels were given back of which the printer took bytes, or said that they are out.
    case labelsWent
    /// A person spoke of a label that is not in doubt.
    case labelNotInDoubt(labelsOut: Int, labelsSent: Int)
}

extension PrintJobLife {
    /// The job once that has happened to it: the one place that leads from a state to the next.
    ///
    /// A number of labels or bytes that cannot be is taken for the nearest that can.
    ///
    /// - Throws: Why it cannot happen.
    public func after(_ event: PrintJobEvent) throws(PrintJobRefusal) -> PrintJobLife {
        guard event.happens(in: state) else { throw .state(state) }
        var life = self
        switch event {
        case .begin(let labels):
            guard labels > 0, labelsLeft > 0 else { throw .eventMeaningless }
            life.set(.printing, nil)
            life.bytesSent = 0
            life.labelsSent += min(labels, labelsLeft)
        case .progress(let reason, let bytes, let out):
            life.set(.printing, reason)
            life.bytesSent = max(0, bytes)
            life.confirm(out)
        case .giveBack(let reason, let sent):
            guard state == .queued || bytesSent == 0 && labelsOut <= sent else { throw .labelsWent }
            life.set(.queued, reason)
            life.bytesSent = 0
            if state == .printing { life.takeBack(to: sent) }
        case .goOn(let bytes, let out):
            guard labelsLeft > 0 else { throw .eventMeaningless }
            life.set(.queued, nil)
            life.bytesSent = max(0, bytes)
            life.confirm(out)
        case .end(let end, let reason, let bytes, let out, let sent):
            guard end.isFinal else { throw .eventMeaningless }
            life.set(end, reason)
            life.bytesSent = max(0, bytes)
            if end == .printed {
                (life.labelsSent, life.labelsOut) = (copies, copies)
            } else if state == .printing, bytesSent == 0, life.bytesSent == 0, let sent {
                life.takeBack(to: sent)
            }
            life.confirm(out)
        case .cancel: life.set(.cancelled, nil)
        case .interrupt: life.set(.unknown, .hub(.interrupted))
        case .restore:
            life.set(.unknown, .hub(.interrupted))
            life.labelsSent = copies
        case .settle(let sighting, let isGone):
            try life.settle(sighting, isGone)
        case .removePrinter:
            if state == .queued {
                life.set(.cancelled, nil)
            } else {
                life.set(.unknown, .hub(.stopped))
            }
        case .move: life.set(.queued, nil)
        }
        return life
    }

    private mutating func settle(
        _ sighting: Sighting, _ isGone: Bool
    ) throws(PrintJobRefusal) {
        switch sighting {
        case .all: labelsOut = labelsSent
        case .upTo(let label):
            guard labelsOut <= label, label <= labelsSent else {
                throw .labelNotInDoubt(labelsOut: labelsOut, labelsSent: labelsSent)
            }
            labelsOut = label
        case .none: set(.failed, .hub(.didNotComeOut))
        case .printedAgain: set(.cancelled, .hub(.printedAgain))
        }
        // Nothing is in doubt any more.
        labelsSent = labelsOut
        guard state == .unknown else { return }
        if labelsOut == copies {
            set(.printed, nil)
        } else if isGone {
            set(.failed, .hub(.stopped))
        } else {
            set(.queued, nil)
        }
    }

    private mutating func set(_ state: JobState, _ reason: JobReason?) {
        (self.state, self.reason) = (state, reason)
    }

    /// What came out stays out, and no more can have than was sent.
    private mutating func confirm(_ labels: Int) {
        labelsOut = min(labelsSent, max(labelsOut, labels))
    }

    /// What came out stays sent.
    private mutating func takeBack(to labels: Int) {
        labelsSent = min(labelsSent, max(labelsOut, labels))
    }
}

extension PrintJobEvent {
    /// Whether it can happen to a job of that state.
    public func happens(in state: JobState) -> Bool {
        switch self {
        case .begin, .move: state == .queued
        case .progress, .goOn, .interrupt: state == .printing
        case .giveBack, .end, .restore, .removePrinter: state.isOpen
        case .cancel: state == .queued || state == .failed
        case .settle(.printedAgain, _): state == .unknown || state == .failed
        case .settle: state == .unknown
        }
    }
}

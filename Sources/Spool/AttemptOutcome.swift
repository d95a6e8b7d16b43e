import Printing

/// How an attempt at a job went.
enum AttemptOutcome: Sendable, Hashable {
    /// Somebody cancelled the job before its first byte.
    case withdrawn
    /// No byte went: the job keeps its turn and is tried again.
    case waits(JobReason?)
    /// It is over; `sent` bytes were taken, and the first `labelsOut` labels are known to have come
    /// out, nil where nobody but a person can say.
    case ended(JobState, reason: JobReason?, sent: Int, labelsOut: Int?)

    static func waits(_ reason: JobEnd.Reason) -> AttemptOutcome { .waits(.printer(reason)) }

    static func ended(_ end: JobEnd, sent: Int, labelsOut: Int?) -> AttemptOutcome {
        .ended(end.state, reason: end.reason.map { .printer($0) }, sent: sent, labelsOut: labelsOut)
    }
}

extension AttemptOutcome {
    /// The job can never be printed as things are.
    static func never(_ reason: HubReason) -> AttemptOutcome {
        .ended(.failed, reason: .hub(reason), sent: 0, labelsOut: 0)
    }

    /// A person did not want it any more, and no byte went.
    static let cancelled = AttemptOutcome.ended(.cancelled, reason: nil, sent: 0, labelsOut: 0)

    /// Whether the next job may go over the same connection.
    var leavesConnectionWell: Bool {
        switch self {
        case .withdrawn: true
        case .waits: false
        case .ended(let state, let reason, _, _): state != .unknown || Self.isVague(reason)
        }
    }

    /// Whether the labels were sent to their end: they came out, or the printer cannot say.
    var isRunSent: Bool {
        guard case .ended(let state, let reason, _, _) = self else { return false }
        return state == .printed || state == .unknown && Self.isVague(reason)
    }

    /// Whether a printer took everything, has nothing against it, and says no more.
    private static func isVague(_ reason: JobReason?) -> Bool {
        reason == .printer(.silent) || reason == .printer(.cannotTell)
    }
}

/// How far a job that is being printed has come.
struct AttemptProgress: Sendable, Hashable {
    /// What is in its way; nil where nothing is.
    var reason: JobEnd.Reason?
    /// Bytes that the printer took.
    var sent: Int
    /// Labels that the printer confirmed, at least 1; nil where it has said nothing of them.
    var labelsOut: Int?

    /// Whether there is something to show that was not there before, beside more bytes.
    func isNews(since earlier: AttemptProgress) -> Bool {
        reason != earlier.reason || labelsOut != earlier.labelsOut
    }
}

import Printing

/// How an attempt at a job went.
enum Outcome: Sendable, Hashable {
    /// Somebody cancelled the job before its first byte.
    case withdrawn
    /// No byte went: the job keeps its turn and is tried again.
    case waits(JobReason?)
    /// It is over; `sent` bytes were taken, and the first `labelsOut` labels are known to have come
    /// out, nil where nobody but a person can say.
    case ended(JobState, reason: JobReason?, sent: Int, labelsOut: Int?)

    static func waits(_ reason: JobEnd.Reason) -> Outcome { .waits(.printer(reason)) }

    static func ended(_ end: JobEnd, sent: Int, labelsOut: Int?) -> Outcome {
        .ended(end.state, reason: end.reason.map { .printer($0) }, sent: sent, labelsOut: labelsOut)
    }
}

/// How far a job that is being printed has come.
struct Progress: Sendable, Hashable {
    /// What is in its way; nil where nothing is.
    var reason: JobEnd.Reason?
    /// Bytes that the printer took.
    var sent: Int
    /// Labels that the printer confirmed, at least 1; nil where it has said nothing of them.
    var labelsOut: Int?

    /// Whether there is something to show that was not there before, beside more bytes.
    func isNews(since earlier: Progress) -> Bool {
        reason != earlier.reason || labelsOut != earlier.labelsOut
    }
}

/// Why a job waits, is in doubt, failed or was cancelled.
public enum JobReason: Sendable, Hashable {
    /// What a printer or the way to it ran into.
    case printer(JobEnd.Reason)
    /// The hub's own reasons, and people's.
    case hub(HubReason)
    /// A word that another release of Larder wrote, kept as it is.
    case unlisted(String)

    /// The reason that a stored word names.
    public init(word: String) {
        if let reason = JobEnd.Reason(rawValue: word) {
            self = .printer(reason)
        } else if let reason = HubReason(rawValue: word) {
            self = .hub(reason)
        } else {
            self = .unlisted(word)
        }
    }

    /// As it is stored, sent to programs, and looked up in the message catalogue.
    public var word: String {
        switch self {
        case .printer(let reason): reason.rawValue
        case .hub(let reason): reason.rawValue
        case .unlisted(let word): word
        }
    }
}

/// Why a job waits or ended, where it is not for the printer: the hub's and people's own reasons.
///
/// Beside ``JobEnd/Reason``; the words of both are all different.
public enum HubReason: String, Sendable, Hashable, CaseIterable {
    /// The hub stopped while the job was being printed.
    case interrupted
    /// A person cancelled the job, or removed its printer, after bytes had gone.
    case stopped
    /// A person looked, and the labels were not there.
    case didNotComeOut
    /// A person had its labels printed again, by another job.
    case printedAgain
    /// The label cannot be drawn any more: layout, media or printer changed since it was asked for.
    case labelCannotBeDrawn
    /// The printer's settings do not lead to a device.
    case printerUnusable
    /// There is no room for a picture of the label, or its folder cannot be written.
    case pictureNotSaved
}

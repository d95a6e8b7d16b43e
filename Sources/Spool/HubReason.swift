public import Printing
public import Storage

/// Why a job waits or ended, where it is not for the printer: the hub's and people's own reasons.
///
/// Beside `JobEnd.Reason`; the words of both stand in the same column and are all different.
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

extension PrintJobRecord {
    /// How far it has come; what no release ever wrote counts as unknown, for a person to look at.
    public var progress: JobState { JobState(rawValue: state) ?? .unknown }
}

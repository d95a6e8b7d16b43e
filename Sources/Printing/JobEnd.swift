/// How a job ended and, where no label is known to have come out, why.
///
/// Three facts are kept apart: bytes were sent, the printer took them, the labels came out. Only
/// the third is ``JobState/printed``, and what may have been printed is never ``JobState/failed``:
/// a failed job can be sent again, an unknown one needs a person's eyes.
public struct JobEnd: Sendable, Hashable {
    /// `printed`, `unknown` or `failed`.
    public let state: JobState
    /// Why the job is not known to be printed; nil where it is.
    public let reason: Reason?

    /// What stood in the way, each with its own words and remedy on the pages.
    public enum Reason: String, Sendable, Hashable, CaseIterable, Codable {
        // What the printer said of itself: PrinterStatus.Condition.
        case paperOut, headOpen, paperJam, ribbonOut, paused, tooHot, cutterJam, wrongMedia
        case offline, otherCondition
        // What the connection ran into: TransportFault.
        case notFound, permissionMissing, busy, ambiguous, notAPrinter, unplugged, broken
        /// It stopped taking bytes and named no reason.
        case held
        /// It took all and was still at work when last asked.
        case stillPrinting
        /// It says for a minute that it is at work, and nobody gave it any.
        case stuck
        /// It answered that nothing is wrong, and cannot say whether labels came out.
        case cannotTell
        /// It took all and does not answer.
        case silent
    }

    /// Decides how a job ended from what is known when its worker stops.
    ///
    /// - Parameters:
    ///   - sent: Bytes the printer took, those of a failing call included.
    ///   - total: Bytes of the whole job, at least 1.
    ///   - fault: What ended the connection, nil where it ended well.
    ///   - status: The printer's last answer since its last byte; nil for silence.
    ///   - isProven: Whether all labels are known to be out: the printer said so, or bytes taken
    ///     are already the product, as in a file.
    /// - Precondition: `sent` is from 0 to `total`.
    /// - Returns: The end, with its reason where the job is not known to be printed.
    public static func judge(
        sent: Int, of total: Int, fault: TransportFault?, status: PrinterStatus?,
        isProven: Bool
    ) -> JobEnd {
        precondition(total > 0 && (0...total).contains(sent))
        let whole = sent == total
        if whole, isProven {
            return JobEnd(state: .printed, reason: nil)
        }
        return JobEnd(
            state: sent == 0 ? .failed : .unknown,
            reason: reason(whole: whole, fault: fault, status: status))
    }

    /// A broken connection explains more than a status, a named condition more than a guess.
    private static func reason(
        whole: Bool, fault: TransportFault?, status: PrinterStatus?
    ) -> Reason {
        if let fault { return Reason(fault) }
        if let condition = status?.conditions.min() { return Reason(condition) }
        guard whole else { return .held }
        guard let status else { return .silent }
        return status.busy == true ? .stillPrinting : .cannotTell
    }
}

extension JobEnd.Reason {
    /// The reason that a printer's own word gives.
    public init(_ condition: PrinterStatus.Condition) {
        self =
            switch condition {
            case .paperOut: .paperOut
            case .headOpen: .headOpen
            case .paperJam: .paperJam
            case .ribbonOut: .ribbonOut
            case .paused: .paused
            case .tooHot: .tooHot
            case .cutterJam: .cutterJam
            case .wrongMedia: .wrongMedia
            case .offline: .offline
            case .other: .otherCondition
            }
    }

    /// The reason that a connection's fault gives.
    public init(_ fault: TransportFault) {
        self =
            switch fault {
            case .notFound: .notFound
            case .permissionMissing: .permissionMissing
            case .busy: .busy
            case .ambiguous: .ambiguous
            case .notAPrinter: .notAPrinter
            case .unplugged: .unplugged
            case .broken: .broken
            }
    }
}

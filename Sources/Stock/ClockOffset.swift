/// How far a sender's clock is from the hub's: what is added to its moments to set them right.
public struct ClockOffset: Hashable, Sendable {
    /// Above zero where the sender's clock is behind.
    public let microseconds: Int64

    /// A clock that is right.
    public static let none = ClockOffset(microseconds: 0)
    /// Beyond this its people are told.
    public static let tolerance: Int64 = 120_000_000

    private init(microseconds: Int64) { self.microseconds = microseconds }

    /// The offset of a sender who said what its clock showed, at `now` by the hub's.
    public init(sentAt: Moment, now: Moment) {
        let (difference, overflow) = now.microseconds.subtractingReportingOverflow(
            sentAt.microseconds)
        microseconds = overflow ? 0 : difference
    }

    /// Whether it is more than two minutes.
    public var isOff: Bool { microseconds.magnitude > Self.tolerance.magnitude }

    /// A moment by the sender's clock, as the hub's would have shown it.
    public func corrected(_ moment: Moment) -> Moment {
        let (sum, overflow) = moment.microseconds.addingReportingOverflow(microseconds)
        return overflow ? moment : Moment(microseconds: sum)
    }
}

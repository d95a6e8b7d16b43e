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
        microseconds = now.microseconds - sentAt.microseconds
    }

    /// The offset of a sender from a hub whose own clock may be wrong: to the hub's now, which is the later of its
    /// clock and the last entry.
    ///
    /// A hub that cannot believe its own clock sets right only a sender that is certainly wrong: one whose clock shows an
    /// earlier time than an entry that was made before anything spoke against the hub's.
    ///
    /// - Parameters:
    ///   - sentAt: What the sender's clock showed when it sent.
    ///   - clock: What the hub's shows.
    ///   - latest: The moment of the last entry; nil where there is none beside the hub's founding.
    ///   - jumpedFrom: The moment before a leap that nobody has said is right.
    ///   - habit: The longest rest that a person has said was right, as ``ClockCheck`` takes it.
    ///   - leap: By how much the hub's clock was set while it ran, as ``ClockCheck`` takes it.
    public init(
        sentAt: Moment, clock: Moment, latest: Moment?, jumpedFrom: Moment?, habit: Int64,
        leap: Int64 = 0
    ) {
        let now = max(clock, latest ?? clock)
        let check = ClockCheck(
            now: clock, latest: latest, jumpedFrom: jumpedFrom, habit: habit, leap: leap)
        switch check {
        case .plausible: self.init(sentAt: sentAt, now: now)
        case .behind(let lastEntry), .ahead(let lastEntry), .leapt(expected: let lastEntry):
            let offset = ClockOffset(sentAt: sentAt, now: jumpedFrom ?? lastEntry)
            guard offset.microseconds > ClockCheck.tolerance else {
                self = .none
                return
            }
            let toNow = ClockOffset(sentAt: sentAt, now: now)
            self = clock < now ? ClockOffset(microseconds: toNow.microseconds + Self.stuck) : toNow
        }
    }

    /// While a hub's clock stands behind its last entry no time passes between entries: what happened less than a minute
    /// before it was sent happened now.
    private static let stuck: Int64 = 60_000_000

    /// Whether it is more than two minutes.
    public var isOff: Bool { microseconds.magnitude > Self.tolerance.magnitude }

    /// A moment by the sender's clock, as the hub's would have shown it.
    public func corrected(_ moment: Moment) -> Moment {
        Moment(microseconds: moment.microseconds + microseconds)
    }
}

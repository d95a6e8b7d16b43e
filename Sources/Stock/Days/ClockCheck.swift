/// Whether the hub's clock can be believed, by what was recorded before.
public enum ClockCheck: Hashable, Sendable {
    /// Nothing speaks against it.
    case plausible
    /// It shows an earlier time than the last entry's.
    case behind(lastEntry: Moment)
    /// It went on by more than a rest that is usual here, from one entry to the next or since the last one.
    case ahead(lastEntry: Moment)
    /// It was set while the hub ran, by more than ``tolerance``: by the time that has passed it would show `expected`.
    case leapt(expected: Moment)

    /// A clock that is less behind than this was set right by seconds; ten minutes.
    public static let tolerance: Int64 = 600_000_000
    /// Set by no more than this at a time, a clock was set right: time servers do so all the time; a minute.
    public static let correction: Int64 = 60_000_000
    /// A hub that was at rest for longer asks whether the date is right; 8 days, so that one that opens once a week does
    /// not.
    public static let longestRest: Int64 = 8 * 86_400_000_000
    /// A longer rest is asked about each time; 40 days, so that a hub that opens once a month is asked once only.
    public static let longestHabit: Int64 = 40 * 86_400_000_000
    /// The longest rest that nobody is asked about: eight days longer than one that a person has said was right, and at most
    /// ``longestHabit``.
    ///
    /// - Parameter habit: The longest that a person has said was right, of those up to ``longestHabit``; zero where
    ///   nobody has.
    /// - Returns: Microseconds.
    public static func rest(afterHabit habit: Int64) -> Int64 {
        min(max(0, min(habit, longestHabit)) + longestRest, longestHabit)
    }

    /// Checks the clock.
    ///
    /// - Parameters:
    ///   - now: What it shows.
    ///   - latest: The moment of the last entry; nil where there is none beside the hub's founding.
    ///   - jumpedFrom: The moment before a leap that nobody has said is right.
    ///   - habit: See ``rest(afterHabit:)``.
    ///   - leap: By how much it was set between entries, ``correction``s apart, in microseconds.
    public init(
        now: Moment, latest: Moment?, jumpedFrom: Moment?, habit: Int64, leap: Int64 = 0
    ) {
        guard let latest else {
            self = .plausible
            return
        }
        if now.microseconds
            < latest.microseconds.subtractingReportingOverflow(Self.tolerance)
            .partialValue
        {
            self = .behind(lastEntry: latest)
        } else if let jumpedFrom {
            self = .ahead(lastEntry: jumpedFrom)
        } else {
            let isRest = Self.isLeap(from: latest, to: now, habit: habit)
            let expected = Moment(microseconds: now.microseconds &- leap)
            self =
                isRest
                ? .ahead(lastEntry: latest)
                : leap.magnitude > Self.tolerance.magnitude
                    ? .leapt(expected: expected) : .plausible
        }
    }

    /// Whether so much time between two entries makes one ask.
    public static func isLeap(from earlier: Moment, to later: Moment, habit: Int64) -> Bool {
        let (rest, overflow) = later.microseconds.subtractingReportingOverflow(
            earlier.microseconds)
        return overflow || rest > Self.rest(afterHabit: habit)
    }
}

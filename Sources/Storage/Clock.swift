public import Foundation
public import Stock
import Synchronization

/// Where the time comes from; a test gives its own.
public protocol HubClock: Sendable {
    func now() -> Moment
    /// Microseconds since some moment of this run, by a clock that nobody sets; nil where there is none.
    func elapsed() -> Int64?
}

extension HubClock {
    /// Nothing to hold the clock against.
    public func elapsed() -> Int64? { nil }

    /// A version 7 UUID of this moment, for what nobody has named yet.
    public func newID<Subject>(_: Subject.Type = Subject.self) -> ID<Subject> {
        var random = SystemRandomNumberGenerator()
        return ID(milliseconds: UInt64(max(0, now().microseconds / 1_000)), using: &random)
    }
}

/// The machine's clock.
public struct SystemClock: HubClock {
    /// The clock of the machine that the hub runs on.
    public init() {}

    /// To the microsecond; it goes backwards where someone sets the clock.
    public func now() -> Moment {
        Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    /// Since the machine was started; the time that it was suspended counts.
    public func elapsed() -> Int64? {
        #if os(Linux)
        var time = timespec()
        // Safety: `time` is ours, and outlives the call.
        guard unsafe clock_gettime(CLOCK_BOOTTIME, &time) == 0 else { return nil }
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
        #else
        return nil
        #endif
    }
}

/// What a clock showed at a moment, and what one that nobody sets did.
struct ClockReading: Sendable {
    let shown: Moment
    let elapsed: Int64

    /// Nil for a clock that can be held against nothing.
    init?(_ clock: any HubClock) {
        guard let elapsed = clock.elapsed() else { return nil }
        (shown, self.elapsed) = (clock.now(), elapsed)
    }

    /// By how much the clock was set forward since another reading, in microseconds; below zero where it was set back.
    func leap(since other: ClockReading) -> Int64 {
        (shown.microseconds &- other.shown.microseconds) &- (elapsed &- other.elapsed)
    }
}

/// What the hub's clock is held against: the latest moment that it knows of, and whether it leapt.
struct ClockRecord: Sendable {
    /// The moment of the last entry; a person's word where the clock was found to be wrong before.
    var latest = Moment(microseconds: 0)
    /// The moment before a leap that nobody has said is right.
    var jumpedFrom: Moment?
    /// The longest rest that a person has said was right, in microseconds.
    var habit: Int64 = 0
    /// Whether anything was recorded beside the hub's founding.
    var hasEntries = false
    /// The clock at the last entry of this run.
    var reading: ClockReading?
    /// By how much it was set between entries, in microseconds, which nobody has said is right.
    var leap: Int64 = 0

    /// The setting that keeps ``latest`` while the last entry stands in the journal as later than that.
    static let latestSetting = "clockLatest"
    /// The setting that keeps ``leap`` from run to run.
    static let leapSetting = "clockLeap"

    /// What speaks against a clock now.
    func check(_ clock: any HubClock) -> ClockCheck {
        ClockCheck(
            now: clock.now(), latest: hasEntries ? latest : nil, jumpedFrom: jumpedFrom,
            habit: habit, leap: leap(of: clock))
    }

    /// By how much a clock was set, as far as nobody has said that it is right.
    func leap(of clock: any HubClock) -> Int64 {
        guard let reading, let now = ClockReading(clock) else { return leap }
        let step = now.leap(since: reading)
        return step.magnitude > ClockCheck.correction.magnitude ? leap &+ step : leap
    }
}

/// The writer's last word on what the clock is held against and on how far the journal goes, for those who ask
/// beside it.
final class LedgerWatch: Sendable {
    private let state = Mutex(ClockRecord())
    private let last = Mutex(Ledger.Head(epoch: 1))

    /// As of the last commit.
    var head: Ledger.Head {
        get { last.withLock { $0 } }
        set { last.withLock { $0 = newValue } }
    }

    var record: ClockRecord {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// Dates in the hub's own time zone.
public final class HubCalendar: Sendable {
    private struct State {
        var calendar: Calendar
        /// Days asked for lately, as stretches of microseconds.
        var known: [(stretch: Range<Int64>, date: CivilDate)] = []
        var isGuessed: Bool
    }

    private let state: Mutex<State>
    private static let knownLimit = 8

    /// A Gregorian calendar, whatever the machine prefers; `isGuessed` where nobody said the zone.
    public init(timeZone: TimeZone, isGuessed: Bool = false) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        state = Mutex(State(calendar: calendar, isGuessed: isGuessed))
    }

    /// The zone that days are dates in; it can be set right until the first day is closed.
    public internal(set) var timeZone: TimeZone {
        get { state.withLock { $0.calendar.timeZone } }
        set {
            state.withLock {
                $0.calendar.timeZone = newValue
                $0.known = []
            }
        }
    }

    /// Whether nobody has said the zone yet: it is the machine's, until a person says so or closes a day by it.
    public internal(set) var isGuessed: Bool {
        get { state.withLock { $0.isGuessed } }
        set { state.withLock { $0.isGuessed = newValue } }
    }

    /// The date on the hub's wall at that moment.
    public func date(_ moment: Moment) -> CivilDate {
        state.withLock { state in
            if let known = state.known.first(where: {
                $0.stretch.contains(moment.microseconds)
            }) {
                return known.date
            }
            let (stretch, date) = Self.look(moment, state.calendar)
            if state.known.count == Self.knownLimit { state.known.removeFirst() }
            state.known.append((stretch, date))
            return date
        }
    }

    private static func look(_ moment: Moment, _ calendar: Calendar) -> (
        Range<Int64>, CivilDate
    ) {
        let instant = Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000)
        let parts = calendar.dateComponents([.era, .year, .month, .day], from: instant)
        let start = calendar.startOfDay(for: instant)
        // Where clocks go forward at midnight a day begins at one, and the next one at midnight all
        // the same.
        let end =
            calendar.date(byAdding: .day, value: 1, to: start).map { calendar.startOfDay(for: $0) }
            ?? start
        // West of Greenwich the year 1 begins while the wall still shows the one before it, which is year 1 of an earlier era.
        let year = parts.era == 1 ? parts.year ?? 0 : 0
        let date = CivilDate(year: year, month: parts.month ?? 0, day: parts.day ?? 0)
        let (from, to) = (start.timeIntervalSince1970, max(start, end).timeIntervalSince1970)
        return (
            Int64(from * 1_000_000)..<Int64(to * 1_000_000),
            date ?? CivilDate(daysSince1970: moment.microseconds < 0 ? .min : .max)
        )
    }
}

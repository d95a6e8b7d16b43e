public import Foundation
public import Stock
import Synchronization

/// Where the time comes from; a test gives its own.
public protocol HubClock: Sendable {
    func now() -> Moment
}

extension HubClock {
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
}

/// Dates in the hub's own time zone.
public final class HubCalendar: Sendable {
    /// The zone the hub was founded in.
    public let timeZone: TimeZone
    private let calendar: Calendar
    /// Days asked for lately, as stretches of microseconds.
    private let known = Mutex<[(stretch: Range<Int64>, date: CivilDate)]>([])
    private static let knownLimit = 8

    /// A Gregorian calendar, whatever the machine prefers.
    public init(timeZone: TimeZone) {
        self.timeZone = timeZone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    /// The date on the hub's wall at that moment.
    public func date(_ moment: Moment) -> CivilDate {
        let cached = known.withLock { $0.first { $0.stretch.contains(moment.microseconds) }?.date }
        if let cached { return cached }
        let (stretch, date) = look(moment)
        known.withLock {
            if $0.count == Self.knownLimit { $0.removeFirst() }
            $0.append((stretch, date))
        }
        return date
    }

    private func look(_ moment: Moment) -> (Range<Int64>, CivilDate) {
        let held = min(max(moment, .earliest), .latest)
        let instant = Date(timeIntervalSince1970: Double(held.microseconds) / 1_000_000)
        let parts = calendar.dateComponents([.year, .month, .day], from: instant)
        let start = calendar.startOfDay(for: instant)
        // Where clocks go forward at midnight a day begins at one, and the next one at midnight all
        // the same.
        let end =
            calendar.date(byAdding: .day, value: 1, to: start).map { calendar.startOfDay(for: $0) }
            ?? start
        let date = CivilDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
        let (from, to) = (start.timeIntervalSince1970, max(start, end).timeIntervalSince1970)
        return (
            Int64(from * 1_000_000)..<Int64(to * 1_000_000),
            date ?? CivilDate(daysSince1970: moment.microseconds < 0 ? .min : .max)
        )
    }
}

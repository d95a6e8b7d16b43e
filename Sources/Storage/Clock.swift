public import Foundation
public import Stock
import Synchronization

/// Where the time comes from; a test gives its own.
public protocol HubClock: Sendable {
    func now() -> Moment
}

/// The machine's clock.
public struct SystemClock: HubClock {
    public init() {}

    public func now() -> Moment {
        Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}

/// Dates in the hub's own time zone.
public final class HubCalendar: Sendable {
    public let timeZone: TimeZone
    private let calendar: Calendar
    /// The stretch of time around the last question, in microseconds, for which the offset is known.
    private let known = Mutex<(from: Int64, to: Int64, date: CivilDate)?>(nil)

    public init(timeZone: TimeZone) {
        self.timeZone = timeZone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    /// The date on the hub's wall at that moment.
    public func date(_ moment: Moment) -> CivilDate {
        let cached = known.withLock { known -> CivilDate? in
            guard let known, (known.from..<known.to).contains(moment.microseconds) else { return nil }
            return known.date
        }
        if let cached { return cached }
        let instant = Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000)
        let parts = calendar.dateComponents([.year, .month, .day], from: instant)
        let start = calendar.startOfDay(for: instant)
        let end = calendar.date(byAdding: .day, value: 1, to: start) ?? start
        let date =
            CivilDate(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
            ?? CivilDate(daysSince1970: 0)
        known.withLock {
            $0 = (
                Int64(start.timeIntervalSince1970 * 1_000_000), Int64(end.timeIntervalSince1970 * 1_000_000), date
            )
        }
        return date
    }
}

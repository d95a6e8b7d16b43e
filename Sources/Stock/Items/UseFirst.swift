/// How soon what has a date should be used, by the days that are left until it is past.
public enum UseFirst: String, Sendable, CaseIterable {
    /// The last day is over.
    case past
    /// Within 3 days.
    case days
    /// Within 7 days.
    case week
    /// Within 31 days.
    case month
    /// Later than that.
    case later

    /// Days that are left at the most, 0 on the last day itself; nil where there is no most.
    public var mostDays: Int? {
        switch self {
        case .past: -1
        case .days: 3
        case .week: 7
        case .month: 31
        case .later: nil
        }
    }

    /// The first group that a last day fits into.
    public init(lastDay: CivilDate, today: CivilDate) {
        let left = lastDay.daysSince1970 - today.daysSince1970
        self = Self.allCases.first { $0.mostDays.map { left <= $0 } ?? true } ?? .later
    }
}

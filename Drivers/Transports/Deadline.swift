/// The end of one wait, for calls that count in milliseconds.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    /// - Parameter limit: From now on; more than a day is a day.
    init(in limit: Duration) { end = .now + min(limit, .seconds(86_400)) }

    var isPast: Bool { .now >= end }

    /// Milliseconds left, rounded up, from 0 to `longest`.
    func milliseconds(atMost longest: Int32) -> Int32 {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        return Int32(min((left / .milliseconds(1)).rounded(.up), Double(longest)))
    }
}

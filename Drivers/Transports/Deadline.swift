/// The end of one wait, for calls that count in milliseconds.
struct Deadline: Sendable {
    let end: ContinuousClock.Instant

    /// - Parameter limit: From now on; more than a day is a day.
    init(in limit: Duration) { self.init(at: .now + min(limit, .seconds(86_400))) }

    private init(at end: ContinuousClock.Instant) { self.end = end }

    /// This one, or one so far from now, whichever comes first.
    func orEarlier(in limit: Duration) -> Deadline { Deadline(at: min(end, .now + limit)) }

    var isPast: Bool { .now >= end }

    /// Milliseconds left, rounded up, from 0 to `longest`.
    func milliseconds(atMost longest: Int32) -> Int32 {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return 0 }
        return Int32(min((left / .milliseconds(1)).rounded(.up), Double(longest)))
    }
}

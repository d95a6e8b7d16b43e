/// A clock that runs a hundred times as fast as it should, so that half an hour of patience is
/// eighteen seconds.
///
/// The connection's own time limits are not hurried.
struct HurriedClock: Clock {
    static let speed = 100

    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
    }

    private let start = ContinuousClock.now

    var now: Instant {
        Instant(offset: start.duration(to: .now) * Self.speed)
    }
    var minimumResolution: Duration { .milliseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await ContinuousClock().sleep(until: start + deadline.offset / Self.speed)
    }
}

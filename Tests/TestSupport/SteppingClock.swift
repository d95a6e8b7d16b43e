public import Stock
public import Storage
import Synchronization

/// A clock that stands until it is asked or told to go on.
public final class SteppingClock: HubClock {
    private let state: Mutex<Moment>
    private let leapt = Mutex<Int64>(0)
    private let step: Int64

    /// - Parameters:
    ///   - start: RFC 3339.
    ///   - step: Microseconds that each question takes; 0 for a clock that stands.
    public init(_ start: String = "2026-11-21T15:00:00Z", step: Int64 = 0) {
        guard let start = Moment(start) else { preconditionFailure("not a time: \(start)") }
        state = Mutex(start)
        self.step = step
    }

    /// The time, which goes on by one step.
    public func now() -> Moment {
        state.withLock { moment in
            defer { moment = Moment(microseconds: moment.microseconds + step) }
            return moment
        }
    }

    /// The time that has passed: all that the clock went on by, but not what it was set by.
    public func elapsed() -> Int64? {
        state.withLock(\.microseconds) - leapt.withLock(\.self)
    }

    /// Is set forward, or back, by whole seconds, while no time passes.
    public func leap(seconds: Int64) {
        leapt.withLock { $0 += seconds * 1_000_000 }
        advance(seconds: seconds)
    }

    /// Shows another time.
    public func set(_ moment: Moment) { state.withLock { $0 = moment } }

    /// Goes on, or back, by whole seconds.
    public func advance(seconds: Int64) {
        state.withLock { $0 = Moment(microseconds: $0.microseconds + seconds * 1_000_000) }
    }
}

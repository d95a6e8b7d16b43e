public import Stock
public import Storage
import Synchronization

/// A clock that stands until it is asked or told to go on.
public final class SteppingClock: HubClock {
    private let state: Mutex<Moment>
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

    /// Shows another time.
    public func set(_ moment: Moment) { state.withLock { $0 = moment } }

    /// Goes on, or back, by whole seconds.
    public func advance(seconds: Int64) {
        state.withLock { $0 = Moment(microseconds: $0.microseconds + seconds * 1_000_000) }
    }
}

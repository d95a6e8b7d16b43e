package import Stock
import Storage
import Synchronization

/// Holds one sender to so many requests a second, with a reserve for bursts, so that one broken
/// page or program cannot keep the others from scanning.
package final class RateLimit: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: Moment
    }

    private let perSecond: Double
    private let burst: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - perSecond: Requests a second that refill the reserve.
    ///   - burst: Requests in the full reserve.
    package init(perSecond: Double, burst: Double) {
        (self.perSecond, self.burst) = (perSecond, burst)
    }

    /// Takes one request from the sender's reserve; false where it is empty.
    package func allow(_ sender: String, now: Moment) -> Bool {
        buckets.withLock { buckets in
            if buckets.count > 10_000 { buckets = [:] }
            var bucket = buckets[sender] ?? Bucket(tokens: burst, filled: now)
            let seconds = Double(max(0, now.microseconds - bucket.filled.microseconds)) / 1_000_000
            bucket.tokens = min(burst, bucket.tokens + seconds * perSecond)
            bucket.filled = now
            let allowed = bucket.tokens >= 1
            if allowed { bucket.tokens -= 1 }
            buckets[sender] = bucket
            return allowed
        }
    }
}

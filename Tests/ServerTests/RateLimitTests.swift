import Stock
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct RateLimitTests {
    private func moment(_ seconds: Double) -> Moment {
        Moment(microseconds: Int64(seconds * 1_000_000))
    }

    @Test func `a reserve is spent and comes back with time`() {
        let limit = RateLimit(perSecond: 2, burst: 3)
        for _ in 0..<3 { #expect(limit.allow("a", now: moment(0))) }
        #expect(!limit.allow("a", now: moment(0)))
        #expect(!limit.allow("a", now: moment(0.4)))
        #expect(limit.allow("a", now: moment(0.5)))
        #expect(!limit.allow("a", now: moment(0.6)))
    }

    @Test func `a reserve never holds more than its burst`() {
        let limit = RateLimit(perSecond: 2, burst: 3)
        #expect(limit.allow("a", now: moment(0)))
        let later = (0..<5).map { _ in limit.allow("a", now: moment(1_000)) }
        #expect(later == [true, true, true, false, false])
    }

    @Test func `each sender has its own`() {
        let limit = RateLimit(perSecond: 1, burst: 1)
        #expect(limit.allow("a", now: moment(0)))
        #expect(!limit.allow("a", now: moment(0)))
        #expect(limit.allow("b", now: moment(0)))
    }

    @Test func `a clock that goes back gives nothing and takes nothing`() {
        let limit = RateLimit(perSecond: 1, burst: 1)
        #expect(limit.allow("a", now: moment(100)))
        #expect(!limit.allow("a", now: moment(50)))
        #expect(!limit.allow("a", now: moment(50.5)))
        #expect(limit.allow("a", now: moment(51)))
    }
}

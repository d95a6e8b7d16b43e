import SeededRandom
import Testing

@testable import Stock

/// What is of each of two items that were one for a while.
struct JoinedSharesTests {
    private typealias Step = JoinedShares.Step
    private let spot: LotAtPlace
    private let elsewhere: LotAtPlace

    init() {
        var random = SeededGenerator(seed: 5)
        let lot = LotID(milliseconds: 1, using: &random)
        spot = LotAtPlace(place: PlaceID(milliseconds: 2, using: &random), lot: lot)
        elsewhere = LotAtPlace(place: PlaceID(milliseconds: 3, using: &random), lot: lot)
    }

    private func step(
        _ moment: Int64, _ quantity: Int64, _ owner: Step.Owner, at other: Bool = false
    ) -> Step {
        Step(
            spot: other ? elsewhere : spot, moment: Moment(microseconds: moment),
            quantity: Quantity(quantity), owner: owner)
    }

    private func shares(_ joined: Int64, _ other: Int64, _ steps: [Step]) throws -> JoinedShares {
        try JoinedShares(
            joined: [spot: Quantity(joined)], other: [spot: Quantity(other)], steps: steps)
    }

    private func joined(_ shares: JoinedShares) -> Int64 { shares.joined[spot]?.value ?? 0 }

    @Test
    func `what goes of both goes of the other one, and of the joined one until that has more`()
        throws
    {
        let gone = [step(1, -1, .both), step(2, -2, .both), step(3, -9, .both)]
        for (more, left, lost) in [(5, 0, [3]), (8, 1, [2]), (12, 3, [])]
            as [(Int64, Int64, [Int64])]
        {
            let shares = try shares(3, 2, gone + [step(4, more, .other)])
            #expect(joined(shares) == left)
            #expect(shares.losses.map(\.quantity.value) == lost)
            #expect(shares.losses.allSatisfy { $0.moment == nil })
        }
        // Once a box went there is nothing that could come back.
        let shares = try shares(3, 0, [step(1, -2, .both), step(2, -1, .box), step(3, 5, .other)])
        #expect(joined(shares) == 0)
        #expect(shares.losses.map(\.quantity.value) == [1, 2])
        #expect(shares.losses.map(\.moment?.microseconds) == [2, nil])
    }

    @Test func `a shortfall is of the one that was short`() throws {
        #expect(try joined(shares(-3, 4, [step(1, -4, .both)])) == -3)
        #expect(try joined(shares(5, -2, [step(1, -2, .both)])) == 3)
        #expect(try joined(shares(5, -2, [step(1, -2, .other)])) == 5)
    }

    @Test func `a box takes what it holds of each, whatever is told of it in how many entries`()
        throws
    {
        let shares = try shares(
            0, 0,
            [
                step(5, -4, .box), step(5, -3, .box), step(5, 1, .box), step(1, 4, .joined),
                step(2, 2, .other), step(6, 5, .other), step(5, -7, .box, at: true),
                step(4, 7, .joined, at: true),
            ])
        #expect(shares.joined.isEmpty)
        #expect(Set(shares.losses.map(\.quantity.value)) == [4, 7])
    }

    @Test func `what was taken back in its moment never went`() throws {
        let shares = try shares(
            3, 0, [step(1, -2, .both), step(1, 2, .both), step(2, -3, .box), step(2, 3, .box)])
        #expect(joined(shares) == 3 && shares.losses.isEmpty)
    }

    @Test(arguments: seeds)
    func `nothing is lost, and what a box took it took of each`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var truth: (joined: Int64, other: Int64) = (0, 0)
        var (steps, own, lent) = ([Step](), Int64(0), Int64(0))
        for moment in 1...Int64(20) {
            let quantity = Int64.random(in: 1...9, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1:
                truth.joined += quantity
                own += quantity
                steps.append(step(moment, quantity, .joined))
            case 2, 3:
                truth.other += quantity
                steps.append(step(moment, quantity, .other))
            case 4:
                let part = min(truth.joined, max(0, quantity - max(0, truth.other)))
                truth.joined -= part
                truth.other -= quantity - part
                lent += part
                steps.append(step(moment, -quantity, .both))
            default:
                guard truth.other >= 0 else { continue }
                // It may have been told in two parts.
                let all = truth.joined + truth.other
                steps += [step(moment, -all + quantity, .box), step(moment, -quantity, .box)]
                (truth, lent) = ((0, 0), 0)
            }
            let back = min(lent, max(0, truth.other))
            lent -= back
            truth = (truth.joined + back, truth.other - back)
        }
        let shares = try shares(0, 0, steps.shuffled(using: &random))
        #expect(joined(shares) == truth.joined)
        let lost = shares.losses.reduce(0) { $0 + $1.quantity.value }
        #expect(joined(shares) + lost == own)
    }
}

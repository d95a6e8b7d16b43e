import SeededRandom
import Testing

@testable import Stock

@Suite struct CountCorrectionTests {
    @Test(arguments: seeds)
    func `a fact from before the count leaves what was counted as it was`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let pantry = Pantry(using: &random)
            let places = Array(pantry.storage.prefix(.random(in: 1...2, using: &random)))
            guard let movement = try? pantry.plan(pantry.facts(using: &random)) else { continue }
            let anchor = CountAnchor(
                count: CountID(milliseconds: 1, using: &random), lot: nil,
                seen: Quantity(1), moments: moment(5)...moment(9), places: places)
            var adjusted = CountAdjustments()
            try adjusted.add(
                Quantity(.random(in: -9...9, using: &random)), of: pantry.lots[0], at: places[0])
            for minute in [3, 5, 7, 9, 10] as [Int64] {
                let correction = try CountCorrection(
                    of: movement.lines, at: moment(minute), item: pantry.item.id,
                    anchors: [anchor], adjusted: [anchor.count: adjusted],
                    in: pantry.stock, adjustment: pantry.places.founded(.adjustment))
                let before = try pantry.stock.total(at: places)
                let fact = try pantry.stock.total(
                    at: places, after: pantry.stock.change(by: movement.lines))
                let after = try pantry.stock.total(
                    at: places, after: pantry.stock.change(by: movement.lines + correction.lines))
                // What happened while the pile was being counted is not for the figure to say.
                #expect(after == (minute <= 5 ? before : fact))
                #expect(correction.lines.allSatisfy { $0.count == anchor.count })
                #expect(correction.lines.allSatisfy { $0.at == moment(9) })
            }
        }
    }

    @Test func `the latest count speaks, and a lot that was counted by itself for itself`() throws {
        var random = SeededGenerator(seed: 1)
        let (place, other): (PlaceID, PlaceID) = (
            ID(milliseconds: 1, using: &random), ID(milliseconds: 1, using: &random)
        )
        let (lot, loose): (LotID, LotID) = (
            ID(milliseconds: 1, using: &random), ID(milliseconds: 1, using: &random)
        )
        let (first, second): (CountID, CountID) = (
            ID(milliseconds: 1, using: &random), ID(milliseconds: 1, using: &random)
        )
        func anchor(_ count: CountID, _ lot: LotID?, _ minute: Int64) -> CountAnchor {
            CountAnchor(
                count: count, lot: lot, seen: Quantity(1), moments: moment(minute)...moment(minute),
                places: [place])
        }
        let anchors = [anchor(first, nil, 3), anchor(second, nil, 5), anchor(second, lot, 4)]
        #expect(anchors.latest(of: loose, at: place)?.moments.upperBound == moment(5))
        #expect(anchors.latest(of: lot, at: place)?.moments.upperBound == moment(4))
        #expect(anchors.latest(of: lot, at: other) == nil)
    }

    @Test func `a sender's moments are set right by what its clock shows`() {
        let offset = ClockOffset(sentAt: moment(72), now: moment(12))
        #expect(offset.corrected(moment(65)) == moment(5))
        #expect(offset.isOff)
        #expect(!ClockOffset(sentAt: moment(12), now: moment(14)).isOff)
        #expect(ClockOffset(sentAt: .earliest, now: moment(1)).corrected(.earliest) == moment(1))
        #expect(offset.corrected(.earliest) == .earliest)
    }

    @Test
    func `a hub that cannot believe its clock sets right only a clock that is certainly wrong`() {
        func offset(_ sent: Int64, clock: Int64, latest: Int64?, from: Int64? = nil) -> Int64 {
            ClockOffset(
                sentAt: moment(sent), clock: moment(clock), latest: latest.map(moment),
                jumpedFrom: from.map(moment), habit: 0
            ).microseconds / 60_000_000
        }
        #expect(offset(72, clock: 12, latest: 5) == -60)
        #expect(offset(72, clock: 12, latest: nil) == -60)
        // Behind by less than makes one ask: now is the last entry.
        #expect(offset(20, clock: 12, latest: 15) == -5)
        // Far behind: a right clock stays right, and one that is as wrong as the hub's is now.
        #expect(offset(10_020, clock: 12, latest: 10_000) == 0)
        #expect(offset(12, clock: 12, latest: 10_000) == 9_989)
        #expect(offset(9_995, clock: 12, latest: 10_000) == 0)
        // It was ahead: the last entry may be what is wrong.
        #expect(offset(100, clock: 100, latest: 90_000, from: 95) == 0)
        #expect(offset(12, clock: 100, latest: 90_000, from: 95) == 89_989)
        #expect(offset(100, clock: 90_000, latest: 95) == 0)
    }

    private func moment(_ minute: Int64) -> Moment { Moment(microseconds: minute * 60_000_000) }
}

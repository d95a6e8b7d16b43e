import Foundation
import Journal
import SeededRandom
import Stock
import Storage
import TestSupport
import Testing

/// A pantry whose shelves are known to the test: what stands in each bin, whatever the ledger believes.
///
/// People take in, hand out and move; some of it is scanned twice, some by codes nobody knows, some never. Stations are
/// offline, so facts arrive late and in any order; scans and counts are taken back; several counts go on at once, and piles
/// are counted while they move. Items are joined and parted, and kept in another measure. After every fact has arrived, the ledger has to be what the moments of these facts make it;
/// after a last count of each bin, that is the truth.
struct CountTruthTests {
    /// Models for each seed; `make bench` plays more of them.
    private static let models =
        ProcessInfo.processInfo.environment["COUNT_MODELS"].flatMap { Int($0) } ?? 12

    @Test(arguments: seeds)
    func `after every fact has arrived the ledger is the truth`(_ seed: UInt64) async throws {
        var wrong = 0
        for model in 0..<Self.models {
            let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
            var world = ShelfTruth(seed: seed &+ UInt64(model))
            try await world.stock(pantry)
            for fact in world.play() { try await world.deliver(fact, to: pantry) }
            var isTrue = try await pantry.store.verify().isEmpty
            for spot in world.truth.keys {
                let ledger = try await pantry.balance(spot.item, at: spot.place)
                guard let expected = world.expected(of: spot) else { continue }
                let name = "seed \(seed &+ UInt64(model)): \(spot.item.name) in \(spot.place)"
                #expect(ledger == expected, "\(name)")
                if ledger != expected {
                    isTrue = false
                    print(
                        (["\(name): \(ledger), not \(expected)"] + world.story()).joined(
                            separator: "\n"))
                }
                guard let truth = world.lastCounted(spot) else { continue }
                #expect(expected == truth, "\(name), in truth")
            }
            #expect(isTrue)
            if !isTrue { wrong += 1 }
            try pantry.store.close()
        }
        print("count models: \(Self.models), wrong: \(wrong)")
    }
}

import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// A small world whose facts arrive late and in any order: after all have, the ledger has to be what their moments make it.
protocol TruthModel {
    associatedtype Fact: Sendable
    associatedtype State: Equatable

    /// What the benchmarks know it by.
    static var kind: String { get }

    init(seed: UInt64)
    /// Makes what the world is of.
    func make(in pantry: SamplePantry) async throws
    /// Lets things happen.
    ///
    /// - Returns: What is told of them, as it arrives.
    mutating func play() -> [Fact]
    func deliver(_ fact: Fact, to pantry: SamplePantry) async throws
    /// What the facts' own moments make of it all.
    func expected() -> State
    /// What the ledger says.
    func ledger(_ pantry: SamplePantry) async throws -> State
    /// To look into a model that ends wrong.
    var story: [String] { get }
}

extension TruthModel {
    static var start: Moment { Moment(microseconds: 1_795_300_000_000_000) }

    static func moment(_ second: Int) -> Moment {
        Moment(microseconds: start.microseconds + Int64(second) * 1_000_000)
    }

    /// Plays many, each from a seed of its own.
    static func play(_ models: Int, from seed: UInt64) async throws {
        var wrong = 0
        for model in 0..<models {
            let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
            var world = Self(seed: seed &* 1_000 &+ UInt64(model))
            pantry.clock.set(start)
            try await world.make(in: pantry)
            for fact in world.play() {
                do { try await world.deliver(fact, to: pantry) } catch StorageFault.countIsDropped {
                    // What was seen in a count that was taken back by then counts no more.
                    continue
                }
            }
            let (expected, found) = (world.expected(), try await world.ledger(pantry))
            let isVerified = try await pantry.store.verify().isEmpty
            #expect(found == expected && isVerified, "seed \(seed), model \(model)")
            if found != expected || !isVerified {
                wrong += 1
                if wrong == 1 {
                    print("seed \(seed), model \(model): \(found), not \(expected)")
                    for line in world.story { print(line) }
                }
            }
            try pantry.store.close()
        }
        print("\(kind) models: \(models), wrong: \(wrong)")
    }
}

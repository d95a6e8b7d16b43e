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
            var world = Self(seed: seed &* 1_000 &+ UInt64(model))
            let facts = world.play()
            let (found, isVerified) = try await world.tell(facts)
            let expected = world.expected()
            #expect(found == expected && isVerified, "seed \(seed), model \(model)")
            if found != expected || !isVerified {
                wrong += 1
                if wrong == 1 {
                    print("seed \(seed), model \(model): \(found), not \(expected)")
                    for line in world.story { print(line) }
                }
            }
        }
        print("\(kind) models: \(models), wrong: \(wrong)")
    }

    /// Tells facts to a hub of their own.
    ///
    /// - Returns: What its ledger says then, and whether its journal is whole.
    func tell(_ facts: [Fact]) async throws -> (found: State, isVerified: Bool) {
        let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
        pantry.clock.set(Self.start)
        try await make(in: pantry)
        for fact in facts {
            do { try await deliver(fact, to: pantry) } catch StorageFault.countIsDropped {
                // What was seen in a count that was taken back by then counts no more.
                continue
            }
        }
        let told = (try await ledger(pantry), try await pantry.store.verify().isEmpty)
        try pantry.store.close()
        return told
    }
}

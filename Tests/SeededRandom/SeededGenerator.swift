import Foundation

/// SplitMix64 (Steele, Lea and Flood, 2014): one seed replays one run.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter seed: Any number; a failing test prints the one it had.
    public init(seed: UInt64) { state = seed }

    /// The next number of the seed's run.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// What `LARDER_SEED` says, else the same each time, so that a run that
/// fails tells of the change.
public let runSeed: UInt64 =
    ProcessInfo.processInfo.environment["LARDER_SEED"].flatMap { UInt64($0) } ?? 20_261_121

/// What a test of chance runs with; it names its seed in its own title.
public let seeds: [UInt64] = [1, 0x1A2D_E200, runSeed]

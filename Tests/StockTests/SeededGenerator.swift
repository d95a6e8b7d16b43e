/// SplitMix64 (Steele, Lea and Flood, 2014): one seed replays one run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Two seeds that never change and a new one each run; a test names its seed in its own title.
let seeds: [UInt64] = [1, 0x1A2D_E200, .random(in: .min ... .max)]

/// The same ids and quantities that break things first.
let edges: [Int64] = [.min, .min + 1, -1, 0, 1, 2, .max - 1, .max]

import Printing

/// Pictures to print, each made again from its own description.
enum Picture: Sendable, Hashable {
    case white, black, checkerboard
    /// Every dot by chance.
    case noise(seed: UInt64)
    /// Rows that repeat and long runs, as labels have them.
    case blocks(seed: UInt64)

    private static let parts: [UInt8] = [0x00, 0x00, 0xFF, 0x0F, 0xF0, 0x3C]

    static let plain: [Picture] = [.white, .black, .checkerboard]

    /// Two of chance; their seed is new in every run, and a test that fails names it.
    static let chance: [Picture] = {
        let seed = UInt64.random(in: 0...999_999_999)
        return [.noise(seed: seed), .blocks(seed: seed)]
    }()

    func drawn(width: Int, height: Int) -> Bitmap {
        let bytesPerRow = (width + 7) / 8
        var rows: [UInt8] = []
        rows.reserveCapacity(bytesPerRow * height)
        switch self {
        case .white: rows = [UInt8](repeating: 0, count: bytesPerRow * height)
        case .black: rows = [UInt8](repeating: 0xFF, count: bytesPerRow * height)
        case .checkerboard:
            for y in 0..<height {
                rows += [UInt8](repeating: y % 2 == 0 ? 0xAA : 0x55, count: bytesPerRow)
            }
        case .noise(let seed):
            var chance = Chance(seed: seed)
            for _ in 0..<bytesPerRow * height {
                rows.append(UInt8(truncatingIfNeeded: chance.next()))
            }
        case .blocks(let seed):
            var chance = Chance(seed: seed)
            while rows.count < bytesPerRow * height {
                var row: [UInt8] = []
                while row.count < bytesPerRow {
                    let byte = Self.parts.randomElement(using: &chance)
                    row += [UInt8](
                        repeating: byte ?? 0, count: Int.random(in: 1...40, using: &chance))
                }
                let repeats = min(
                    Int.random(in: 1...9, using: &chance), height - rows.count / bytesPerRow)
                for _ in 0..<repeats { rows += row.prefix(bytesPerRow) }
            }
        }
        return Bitmap(width: width, height: height, bytes: rows)
    }
}

/// SplitMix64: one seed, one sequence.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

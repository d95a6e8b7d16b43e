import Printing
import SeededRandom

/// Pictures to print, each made again from its own description.
enum Picture: Sendable, Hashable {
    case white, black, checkerboard
    /// Every dot by chance.
    case noise(seed: UInt64)
    /// Rows that repeat and long runs, as labels have them.
    case blocks(seed: UInt64)

    private static let parts: [UInt8] = [0x00, 0x00, 0xFF, 0x0F, 0xF0, 0x3C]

    static let plain: [Picture] = [.white, .black, .checkerboard]

    /// Two of chance; a test that fails names their seed.
    static let chance: [Picture] = [.noise(seed: runSeed), .blocks(seed: runSeed)]

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
            var chance = SeededGenerator(seed: seed)
            for _ in 0..<bytesPerRow * height {
                rows.append(UInt8(truncatingIfNeeded: chance.next()))
            }
        case .blocks(let seed):
            var chance = SeededGenerator(seed: seed)
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

import Printing

/// A bitmap in the making: bits in the order of ``Bitmap``, which modules are painted into.
struct Dots {
    let width: Int
    let height: Int
    private(set) var bytes: [UInt8]
    private var bytesPerRow: Int { (width + 7) / 8 }

    init(width: Int, height: Int, bytes: [UInt8]) {
        self.width = width
        self.height = height
        self.bytes = bytes
    }

    /// White paper.
    init(width: Int, height: Int) {
        self.init(
            width: width, height: height,
            bytes: Array(repeating: 0, count: (width + 7) / 8 * height))
    }

    var bitmap: Bitmap { Bitmap(width: width, height: height, bytes: bytes) }

    /// Makes one dot black; beyond the label there is none.
    mutating func blacken(x: Int, y: Int) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        bytes[y * bytesPerRow + x / 8] |= 0x80 >> UInt8(x % 8)
    }

    /// Makes a rectangle black; what of it lies beyond the label is left out.
    mutating func fill(x: Range<Int>, y: Range<Int>) { change(x, y) { $0 | $1 } }

    /// Makes black white and white black in a rectangle.
    mutating func invert(x: Range<Int>, y: Range<Int>) { change(x, y) { $0 ^ $1 } }

    /// Combines every byte of a rectangle with the bits of it that lie in the rectangle.
    private mutating func change(
        _ x: Range<Int>, _ y: Range<Int>, _ combine: (UInt8, UInt8) -> UInt8
    ) {
        let x = x.clamped(to: 0..<width)
        guard !x.isEmpty else { return }
        let across = x.lowerBound / 8...(x.upperBound - 1) / 8
        for row in y.clamped(to: 0..<height) {
            for byte in across {
                var mask: UInt8 = 0xFF
                if byte == across.lowerBound { mask &= 0xFF >> UInt8(x.lowerBound % 8) }
                if byte == across.upperBound {
                    mask &= 0xFF << UInt8(7 - (x.upperBound - 1) % 8)
                }
                let place = row * bytesPerRow + byte
                bytes[place] = combine(bytes[place], mask)
            }
        }
    }

    /// Paints each row of modules once, and copies it down.
    mutating func paint(_ symbol: QRSymbol, x: Int, y: Int, module: Int) {
        let across = x / 8...(x + symbol.side * module - 1) / 8
        for row in 0..<symbol.side {
            let first = (y + row * module) * bytesPerRow
            for column in 0..<symbol.side where symbol[column, row] {
                for dot in x + column * module..<x + (column + 1) * module {
                    bytes[first + dot / 8] |= 0x80 >> UInt8(dot % 8)
                }
            }
            for below in 1..<module {
                for byte in across {
                    bytes[first + below * bytesPerRow + byte] |= bytes[first + byte]
                }
            }
        }
    }

    /// The same picture a quarter turn to the right: its top edge becomes the right one.
    func turned() -> Dots {
        var turned = Dots(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width where bytes[y * bytesPerRow + x / 8] & (0x80 >> UInt8(x % 8)) != 0 {
                let column = height - 1 - y
                turned.bytes[x * turned.bytesPerRow + column / 8] |= 0x80 >> UInt8(column % 8)
            }
        }
        return turned
    }
}

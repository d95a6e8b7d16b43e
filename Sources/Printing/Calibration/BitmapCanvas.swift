/// Boxes and figures on a bitmap, for labels that are drawn without a layout and without a font.
struct BitmapCanvas {
    private(set) var bitmap: Bitmap

    init(width: Int, height: Int) { bitmap = Bitmap(width: width, height: height) }

    var width: Int { bitmap.width }
    var height: Int { bitmap.height }

    /// Blackens a box; what lies beyond the label is left out.
    mutating func fill(x: Int, y: Int, width: Int, height: Int) {
        for row in max(0, y)..<max(0, y, min(self.height, y + height)) {
            for column in max(0, x)..<max(0, x, min(self.width, x + width)) {
                bitmap[column, row] = true
            }
        }
    }

    /// Whitens so many dots at each edge.
    mutating func clearEdge(_ dots: Int) {
        guard dots > 0 else { return }
        let whole = bitmap
        bitmap = Bitmap(width: width, height: height)
        for y in dots..<max(dots, height - dots) {
            for x in dots..<max(dots, width - dots) where whole[x, y] { bitmap[x, y] = true }
        }
    }

    /// Whitens all that is beyond the largest circle.
    mutating func clearCorners() {
        let (across, along) = (Double(width) / 2, Double(height) / 2)
        for y in 0..<height {
            for x in 0..<width where bitmap[x, y] {
                let (dx, dy) = ((Double(x) + 0.5) / across - 1, (Double(y) + 0.5) / along - 1)
                if dx * dx + dy * dy > 1 { bitmap[x, y] = false }
            }
        }
    }

    /// Writes a number from 0 up, its top left corner there; each dot of a figure is `scale` dots
    /// wide and high.
    mutating func write(_ number: Int, x: Int, y: Int, scale: Int) {
        for (place, figure) in String(number).compactMap(\.wholeNumberValue).enumerated() {
            for (row, bits) in DigitGlyphs.rows[figure].enumerated() {
                for column in 0..<DigitGlyphs.width where bits & (0b10000 >> column) != 0 {
                    fill(
                        x: x + (place * (DigitGlyphs.width + 1) + column) * scale,
                        y: y + row * scale,
                        width: scale, height: scale)
                }
            }
        }
    }
}

/// The ten figures, five dots wide and seven high.
enum DigitGlyphs {
    static let width = 5
    static let height = 7

    /// The rows of each figure from the top, the highest of five bits leftmost.
    static let rows: [[UInt8]] = [
        [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
        [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
    ]
}

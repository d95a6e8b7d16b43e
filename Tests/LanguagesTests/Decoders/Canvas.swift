import Printing

/// Dots as they come out, 1 is black, whole bytes a row.
struct Canvas: Equatable {
    let width: Int
    let height: Int
    private(set) var bytes: [UInt8]

    init(width: Int, height: Int) throws {
        guard width > 0, height > 0 else { throw DecodingStopped("a label of no size") }
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: 0, count: (width + 7) / 8 * height)
    }

    /// What is wrong with it as a print of `label`, to the first wrong dots; nil where nothing is.
    func flaw(printing label: Bitmap) -> String? {
        guard width == label.width, height == label.height else {
            return "\(width) × \(height) instead of \(label.width) × \(label.height)"
        }
        guard let place = bytes.indices.first(where: { bytes[$0] != label.bytes[$0] })
        else { return nil }
        return "row \(place / label.bytesPerRow), dot \(place % label.bytesPerRow * 8) and on"
    }

    /// Puts rows of whole bytes at the left edge; black beyond an edge is an error.
    mutating func draw(_ rows: [UInt8], bytesPerRow: Int, top: Int) throws {
        let own = (width + 7) / 8
        let height = rows.count / bytesPerRow
        guard bytesPerRow == own, rows.count % own == 0, top >= 0, top + height <= self.height
        else { throw DecodingStopped("a picture of another size than the label") }
        let beyond = width % 8 == 0 ? 0 : UInt8(0xFF) >> UInt8(width % 8)
        for last in stride(from: own - 1, to: rows.count, by: own) where rows[last] & beyond != 0 {
            throw DecodingStopped("black beyond the label's edge")
        }
        for (place, byte) in rows.enumerated() { bytes[top * own + place] |= byte }
    }
}

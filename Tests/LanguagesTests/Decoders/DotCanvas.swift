import Printing

/// Dots as they come out, 1 is black, whole bytes a row.
struct DotCanvas: Equatable {
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

    /// Puts `dots` of one row, from the dot `from` on, at a place; black beside them is an error.
    mutating func draw(_ row: [UInt8], from: Int, dots: Int, x: Int, y: Int) throws {
        var wide = [UInt8](repeating: 0, count: (width + 7) / 8)
        for column in wide.indices {
            // The eight dots of the row that come to lie on this byte.
            let first = column * 8 - x + from
            guard first > from - 8, first < from + dots else { continue }
            let pair = [first >> 3, (first >> 3) + 1].map { row.indices.contains($0) ? row[$0] : 0 }
            let shift = UInt8(first & 7)
            var byte = pair[0] << shift | UInt8((UInt16(pair[1]) << shift) >> 8)
            if first < from { byte &= 0xFF >> UInt8(from - first) }
            if first + 8 > from + dots { byte &= 0xFF << UInt8(first + 8 - from - dots) }
            wide[column] = byte
        }
        func ink(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 + $1.nonzeroBitCount } }
        guard ink(wide) == ink(row) else { throw DecodingStopped("black beside the label") }
        try draw(wide, bytesPerRow: wide.count, top: y)
    }

    /// The dots as a PBM file, which is a head and the bytes as they are.
    var pbm: [UInt8] { Array("P4\n\(width) \(height)\n".utf8) + bytes }
}

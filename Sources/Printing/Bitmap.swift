/// A label as dots: what every layout is drawn to and every printer language is fed.
///
/// One bit a dot, 1 is black. Rows are whole bytes, the most significant bit is the leftmost dot,
/// and the bits that pad a row's last byte are 0.
public struct Bitmap: Sendable, Hashable {
    /// Dots across the head, at least 1.
    public let width: Int
    /// Dots along the feed, at least 1.
    public let height: Int
    /// `height` rows of `bytesPerRow` bytes.
    public private(set) var bytes: [UInt8]

    /// Whole bytes in one row: `width` rounded up to 8 dots.
    public var bytesPerRow: Int { (width + 7) / 8 }

    /// White paper.
    ///
    /// - Precondition: both sides are from 1 to 65,535 dots.
    public init(width: Int, height: Int) {
        precondition((1...65_535).contains(width) && (1...65_535).contains(height))
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: 0, count: (width + 7) / 8 * height)
    }

    /// A picture that is already in rows of whole bytes; bits beyond `width` are cleared.
    ///
    /// - Precondition: `bytes` holds exactly `height` rows.
    public init(width: Int, height: Int, bytes: [UInt8]) {
        self.init(width: width, height: height)
        precondition(bytes.count == self.bytes.count)
        self.bytes = bytes
        let padding = bytesPerRow * 8 - width
        guard padding > 0 else { return }
        for last in stride(from: bytesPerRow - 1, to: bytes.count, by: bytesPerRow) {
            self.bytes[last] &= 0xFF << UInt8(padding)
        }
    }

    /// One row's bytes, from the top.
    public func row(_ y: Int) -> ArraySlice<UInt8> {
        bytes[y * bytesPerRow..<(y + 1) * bytesPerRow]
    }

    /// Whether the dot is black; `x` from the left, `y` from the top.
    ///
    /// - Precondition: the dot is on the label.
    public subscript(x: Int, y: Int) -> Bool {
        get { bytes[place(x, y)] & bit(x) != 0 }
        set {
            if newValue {
                bytes[place(x, y)] |= bit(x)
            } else {
                bytes[place(x, y)] &= ~bit(x)
            }
        }
    }

    private func place(_ x: Int, _ y: Int) -> Int {
        precondition((0..<width).contains(x) && (0..<height).contains(y))
        return y * bytesPerRow + x / 8
    }

    private func bit(_ x: Int) -> UInt8 { 0x80 >> UInt8(x % 8) }
}

/// A QR code as the path of a drawing (SVG 1.1, section 8.3), one unit a module, for a screen.
public struct QRPath: Sendable, Hashable {
    /// Units on a side, the white margin that a reader needs included.
    public let side: Int
    /// The dark modules of each row.
    public let path: String

    /// Draws `content`, 1 to 300 bytes.
    ///
    /// - Throws: ``LabelFault/codeLengthOutOfRange(bytes:limit:)``.
    public init(_ content: String) throws(LabelFault) {
        let symbol = try QRSymbol(content, correction: .medium)
        let margin = QRSymbol.quietZone
        side = symbol.side + 2 * margin
        var runs: [String] = []
        for y in 0..<symbol.side {
            var x = 0
            while x < symbol.side {
                guard symbol[x, y] else {
                    x += 1
                    continue
                }
                let start = x
                while x < symbol.side, symbol[x, y] { x += 1 }
                runs.append("M\(start + margin) \(y + margin)h\(x - start)v1h-\(x - start)z")
            }
        }
        path = runs.joined()
    }
}

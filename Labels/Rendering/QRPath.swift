/// A QR code as the path of a drawing (SVG 1.1, section 8.3), one unit a module.
///
/// Its lines are as thick as a unit and go along the middle of each row of modules; the first row's middle is at 0.
public struct QRPath: Sendable, Hashable {
    /// Units of the white margin that a reader needs.
    public static let margin = QRSymbol.quietZone

    /// Units on a side, the margin included.
    public let side: Int
    /// The dark modules of each row.
    public let path: String

    /// Draws `content`, 1 to 300 bytes.
    ///
    /// - Throws: ``LabelFault/codeLengthOutOfRange(bytes:limit:)``.
    public init(_ content: String) throws(LabelFault) {
        let symbol = try QRSymbol(content, correction: .medium)
        let margin = Self.margin
        side = symbol.side + 2 * margin
        var runs: [String] = []
        for y in 0..<symbol.side {
            var (x, pen) = (0, Int?.none)
            while x < symbol.side {
                guard symbol[x, y] else {
                    x += 1
                    continue
                }
                let start = x
                while x < symbol.side, symbol[x, y] { x += 1 }
                runs.append(pen.map { "m\(start - $0) 0" } ?? "M\(start + margin) \(y + margin)")
                runs.append("h\(x - start)")
                pen = x
            }
        }
        path = runs.joined()
    }
}

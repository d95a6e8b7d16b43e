/// A QR code in a terminal, two modules a character, for a phone to read off the screen.
public enum TerminalQR {
    /// Lines of block characters that show a QR code of `content`, 1 to 300 bytes.
    ///
    /// - Throws: ``LabelFault/codeLengthOutOfRange(bytes:limit:)``.
    public static func text(_ content: String) throws(LabelFault) -> String {
        let symbol = try QRSymbol(content, correction: .low)
        let quiet = 2
        func isDark(_ x: Int, _ y: Int) -> Bool {
            (0..<symbol.side).contains(x) && (0..<symbol.side).contains(y) && symbol[x, y]
        }
        var lines: [String] = []
        for y in stride(from: -quiet, to: symbol.side + quiet, by: 2) {
            // Light modules are drawn, so that it reads on the dark ground of most terminals.
            let cells = (-quiet..<symbol.side + quiet).map { x in
                switch (isDark(x, y), isDark(x, y + 1)) {
                case (false, false): "█"
                case (false, true): "▀"
                case (true, false): "▄"
                case (true, true): " "
                }
            }
            lines.append(cells.joined())
        }
        return lines.joined(separator: "\n")
    }
}

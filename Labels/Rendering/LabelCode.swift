/// What the QR holds, and the characters printed under it.
struct LabelCode: Sendable {
    /// Eight characters in two groups of four; of a link, its last path segment.
    let shown: String
    /// The same content at every correction that takes it, the strongest first.
    let symbols: [QRSymbol]

    /// - Throws: ``LabelFault/codeLengthOutOfRange(bytes:limit:)``.
    init(_ content: String) throws(LabelFault) {
        let segment = String(content.split(separator: "/").last ?? "")
        shown = segment.count == 8 ? "\(segment.prefix(4)) \(segment.suffix(4))" : segment
        var symbols: [QRSymbol] = []
        for correction in QRSymbol.Correction.allCases {
            let symbol = try QRSymbol(content, correction: correction)
            // A weaker correction is of use only where it makes the symbol smaller.
            if symbol.side != symbols.last?.side { symbols.append(symbol) }
        }
        self.symbols = symbols
    }
}

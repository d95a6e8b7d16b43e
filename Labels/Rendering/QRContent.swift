/// What the QR holds, and the characters printed under it.
struct QRContent: Sendable {
    let content: String
    /// Eight characters in two groups of four; of a link, its last path segment.
    ///
    /// Empty where there are more than anyone would type.
    let shown: String
    private static let shownLimit = 24
    /// At the strongest correction, enough for every label of eight characters.
    let strongest: QRSymbol

    /// - Throws: ``LabelFault/codeLengthOutOfRange(bytes:limit:)``.
    init(_ content: String) throws(LabelFault) {
        self.content = content
        let segment = String(content.split(separator: "/").last ?? "")
        shown =
            segment.count > Self.shownLimit
            ? "" : segment.count == 8 ? "\(segment.prefix(4)) \(segment.suffix(4))" : segment
        strongest = try QRSymbol(content, correction: .high)
    }

    /// Symbols of the same content, from the strongest correction down; a weaker one is of use only
    /// where it is smaller.
    func firstSymbol(where fits: (QRSymbol) -> Bool) -> QRSymbol? {
        if fits(strongest) { return strongest }
        return QRSymbol.Correction.allCases.dropFirst().lazy
            .compactMap { correction in try? QRSymbol(content, correction: correction) }
            .first { $0.side < strongest.side && fits($0) }
    }
}

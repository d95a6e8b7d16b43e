import Printing

extension Arranger {
    /// Modules are never smaller: 3 dots at 203 dpi.
    static let smallestModule = 0.375
    /// Heights of a small x in millimetres of the characters under the QR, which are capitals and a
    /// third higher: what room is kept for, and what wide letters may need.
    static let usualCode = 1.5, smallestCode = 1.0

    /// The QR as large as fits in whole dots, with its characters under it.
    mutating func symbol(_ part: CodePart, width: Int, height: Int, edges: Edges) -> Arrangement? {
        guard let code else { return nil }
        // The label's margin is white already, so the quiet zone may lie in it.
        let white = QuietRoom(
            left: edges.contains(.left) ? margin.x : 0,
            right: edges.contains(.right) ? margin.x : 0,
            top: edges.contains(.top) ? margin.y : 0,
            bottom: edges.contains(.bottom) ? margin.y : 0)
        let line = resolution.fontSize(xHeight: Self.usualCode)
        let under = part.hasCharacters ? line : 0
        let smallest = resolution.dots(Self.smallestModule, rounded: .up)
        var best: QRBlock?
        let symbol = code.firstSymbol { symbol in
            let largest = part.isSmallest ? smallest : width / symbol.side
            best = stride(from: largest, through: smallest, by: -1).lazy
                .map {
                    QRBlock(
                        symbol: symbol, module: $0, white: white,
                        characters: part.hasCharacters ? line * 28 / 10 : nil)
                }
                .first { $0.width <= width && $0.height + under <= height }
            return best != nil
        }
        guard symbol != nil, let best else {
            codeDoesNotFit = true
            return nil
        }
        guard part.hasCharacters else { return best.arranged(above: nil) }
        return best.arranged(
            above: characters(code, part, under: best, height: height - best.height))
    }

    private func characters(
        _ code: LabelCode, _ part: CodePart, under block: QRBlock, height: Int
    ) -> Arrangement? {
        let smallest = resolution.fontSize(xHeight: Self.smallestCode)
        let largest = resolution.fontSize(xHeight: part.largest)
        let box = TextBox(
            width: block.charactersWidth, height: height, secondLine: .larger,
            smallest: smallest, largest: max(smallest, largest))
        return typesetter.paragraph()
            .fit(code.shown, TextStyle(field: "code", bold: true, centred: true), in: box)
            .map { Arrangement($0, width: box.width) }
    }
}

/// Dots around a QR's box that are white whatever stands in it.
struct QuietRoom {
    let left, right, top, bottom: Int
}

/// A QR symbol at one size with what its quiet zone needs beyond the white around its box.
struct QRBlock {
    let symbol: QRSymbol
    /// Dots on a side.
    let module: Int
    let white: QuietRoom
    /// Dots that four characters under it usually need; nil where there are to be none.
    let characters: Int?

    private var quiet: Int { QRSymbol.quietZone * module }
    private var side: Int { symbol.side * module }
    private var left: Int { max(0, quiet - white.left, ((characters ?? 0) - side + 1) / 2) }
    private var top: Int { max(0, quiet - white.top) }

    var width: Int { left + side + max(0, quiet - white.right) }
    /// Down to where characters may stand.
    var height: Int { top + side + (characters == nil ? max(0, quiet - white.bottom) : quiet) }
    /// As far to the right of the symbol as there is room to its left.
    var charactersWidth: Int { side + 2 * left }

    func arranged(above characters: Arrangement?) -> Arrangement {
        let placed = Arrangement.Placed(x: left, y: top, item: .symbol(symbol, module: module))
        return Arrangement(
            width: width, height: height + (characters?.height ?? 0),
            items: [placed] + (characters?.moved(x: 0, y: height) ?? []))
    }
}

import Printing

extension LayoutEngine {
    /// Modules are never smaller: 3 dots at 203 dpi.
    static let smallestModule = 0.375

    /// The QR as large as fits in whole dots, with its characters under it, or beside it on a label
    /// that is too low for that.
    mutating func symbol(_ node: CodeNode, width: Int, height: Int, edges: Edges) -> Arrangement? {
        guard let code else { return nil }
        // The label's margin is white already, so the quiet zone may lie in it.
        let white = QuietRoom(
            left: edges.contains(.left) ? margin.x : 0,
            right: edges.contains(.right) ? margin.x : 0,
            top: edges.contains(.top) ? margin.y : 0,
            bottom: edges.contains(.bottom) ? margin.y : 0)
        let smallest = resolution.dots(Self.smallestModule, rounded: .up)
        let rooms = node.hasCharacters ? CharacterRoom.inOrder(at: resolution) : [.none]
        let gap = gap
        var best: QRBlock?
        let symbol = code.firstSymbol { symbol in
            let largest = node.isSmallest ? smallest : width / symbol.side
            let modules = stride(from: largest, through: smallest, by: -1)
            best = rooms.lazy.flatMap { room in
                modules.lazy.map {
                    QRBlock(
                        symbol: symbol, module: $0, white: white, characters: room,
                        gap: edges.contains(.right) ? 0 : gap)
                }
            }.first { $0.width <= width && $0.height <= height }
            return best != nil
        }
        guard symbol != nil, let best else {
            codeDoesNotFit = true
            return nil
        }
        guard node.hasCharacters else { return best.arranged(with: nil) }
        return best.arranged(with: characters(code, node, of: best, height: height))
    }

    private func characters(
        _ code: QRContent, _ node: CodeNode, of block: QRBlock, height: Int
    ) -> Arrangement? {
        let smallest = block.characters.smallest
        let box = TextBox(
            width: block.charactersWidth, height: block.charactersHeight(within: height),
            secondLine: .larger, smallest: smallest,
            largest: max(smallest, resolution.fontSize(xHeight: node.largest)))
        return typesetter.paragraph()
            .fit(code.shown, TextStyle(field: "code", bold: true, centred: true), in: box)
            .map { Arrangement($0, width: box.width) }
    }
}

/// The room that is kept for a code's characters, in dots.
struct CharacterRoom {
    enum Side { case under, beside, nowhere }

    let side: Side
    let width, height: Int
    /// Size of the font at the least: the widest letters need to be a sixth smaller than usual.
    let smallest: Int

    static let none = CharacterRoom(side: .nowhere, width: 0, height: 0, smallest: 0)

    /// Room for two lines of four, which two codes in a hundred are wider than, in the order of
    /// preference.
    ///
    /// A small x would be 2 mm high, a capital a third higher. What comes after that is for papers that
    /// have no room for it, such as 17 × 54 mm; the last asks for one line only.
    static func inOrder(at resolution: Resolution) -> [CharacterRoom] {
        func room(_ side: Side, _ xHeight: Double, lines: Int) -> CharacterRoom {
            let size = resolution.fontSize(xHeight: xHeight)
            return CharacterRoom(
                side: side, width: size * 32 / 10, height: lines == 1 ? size : size * 19 / 10,
                smallest: lines == 1 ? size : size * 3 / 4)
        }
        return [
            room(.under, 2, lines: 2), room(.beside, 2, lines: 2), room(.under, 1.5, lines: 2),
            room(.under, 1, lines: 1),
        ]
    }
}

/// Dots around a QR's box that are white whatever stands in it.
struct QuietRoom {
    let left, right, top, bottom: Int
}

/// A QR symbol at one size with what its quiet zone and its characters need beyond the white around
/// its box.
struct QRBlock {
    let symbol: QRSymbol
    /// Dots on a side.
    let module: Int
    let white: QuietRoom
    let characters: CharacterRoom
    /// Kept free between the characters and what stands to the right of them.
    let gap: Int

    private var quiet: Int { QRSymbol.quietZone * module }
    private var side: Int { symbol.side * module }
    private var top: Int { max(0, quiet - white.top) }
    private var bottom: Int { max(0, quiet - white.bottom) }
    private var left: Int { max(0, quiet - white.left, overhang) }
    /// Dots that characters under it are wider to one side.
    private var overhang: Int {
        characters.side == .under ? max(0, (characters.width - side + 1) / 2) : 0
    }

    var width: Int {
        switch characters.side {
        case .under where overhang > 0:
            left + side + max(0, quiet - white.right, overhang + gap)
        case .under, .nowhere: left + side + max(0, quiet - white.right)
        case .beside: left + side + quiet + characters.width + gap
        }
    }

    var height: Int {
        switch characters.side {
        case .under: top + side + quiet + characters.height
        case .beside: max(top + side + bottom, characters.height)
        case .nowhere: top + side + bottom
        }
    }

    /// Under it, as far to the right of the symbol as there is room to its left.
    var charactersWidth: Int { characters.side == .beside ? characters.width : side + 2 * left }

    func charactersHeight(within height: Int) -> Int {
        characters.side == .beside ? height : height - (top + side + quiet)
    }

    func arranged(with shown: Arrangement?) -> Arrangement {
        let placed = Arrangement.Placement(x: left, y: top, item: .symbol(symbol, module: module))
        let shownHeight = shown?.height ?? 0
        let (x, y, height) =
            switch characters.side {
            case .under: (0, top + side + quiet, top + side + quiet + shownHeight)
            case .beside: (left + side + quiet, max(0, top + (side - shownHeight) / 2), self.height)
            case .nowhere: (0, 0, self.height)
            }
        return Arrangement(
            width: width, height: height, items: [placed] + (shown?.moved(x: x, y: y) ?? []))
    }
}

import Printing

extension LayoutEngine {
    /// Modules are never smaller: 3 dots at 203 dpi.
    static let smallestModule = 0.375
    /// Modules are no smaller where there is room: 4 dots at 203 dpi, of which a scanner reads those
    /// too that bled by a dot.
    static let safeModule = 0.5
    /// Labels on which a word stands below the characters, in millimetres.
    static let hintNeed = LabelNeed(long: 90, short: 90)

    /// The QR with its characters, and on a large label with room for it the word below these.
    mutating func symbol(_ node: CodeNode, width: Int, height: Int, edges: Edges) -> Arrangement? {
        guard let hint = hint(of: node, width: width) else {
            return block(node, width: width, height: height, edges: edges)
        }
        let didFit = !codeDoesNotFit
        let room = height - gap - hint.height
        let under = edges.subtracting(.bottom)
        guard let block = block(node, width: width, height: room, edges: under) else {
            codeDoesNotFit = !didFit
            return self.block(node, width: width, height: height, edges: edges)
        }
        let x = min(block.symbolLeft ?? 0, width - hint.width)
        return Arrangement(
            width: max(block.width, x + hint.width), height: block.height + gap + hint.height,
            items: block.items + hint.moved(x: x, y: block.height + gap))
    }

    /// Dots that a column with a QR of safe modules takes; 0 of any other, and of one that is to be as small as can be.
    func safeWidth(_ node: LayoutNode, edges: Edges) -> Int {
        guard let code, case .code(let node) = node, !node.isSmallest else { return 0 }
        let module = resolution.dots(Self.safeModule, rounded: .up)
        let zone = QRSymbol.quietZone * module
        func beyond(_ edge: Edges) -> Int {
            max(0, zone - (edges.contains(edge) ? quiet.x : 0))
        }
        return beyond(.left) + code.strongest.side * module + beyond(.right)
    }

    /// Whether the QR in a row has modules that may bleed into each other, though it is not to be as small as can be.
    func hasUnsafeCode(_ row: Arrangement?) -> Bool {
        guard economy < .smallCode, !isLeast, let module = row?.module else { return false }
        return module < resolution.dots(Self.safeModule, rounded: .up)
    }

    /// What a code's word says, no wider than most of its room.
    private func hint(of node: CodeNode, width: Int) -> Arrangement? {
        guard let word = node.hint, code != nil, !isLeast, economy < .lessText,
            Self.hintNeed.isMet(by: media)
        else { return nil }
        let width = width * 4 / 5
        let size = resolution.fontSize(xHeight: 2)
        let box = TextBox(
            width: width, height: size * 4, secondLine: .needed, smallest: size, largest: size)
        let style = TextStyle(field: word, bold: false, centred: false)
        let text = vocabulary.word(word, in: languages.first)
        guard let fitted = typesetter.paragraph().fit(text, style, in: box), !fitted.isCut else {
            return nil
        }
        return Arrangement(fitted, width: width)
    }

    /// The QR as large as fits in whole dots, with its characters under it, or beside it on a label
    /// that is too low for that.
    private mutating func block(
        _ node: CodeNode, width: Int, height: Int, edges: Edges
    ) -> Arrangement? {
        guard let code else { return nil }
        // The label's margin is white already, so the quiet zone may lie in it.
        let white = QuietRoom(
            left: edges.contains(.left) ? quiet.x : 0,
            right: edges.contains(.right) ? quiet.x : 0,
            top: edges.contains(.top) ? quiet.y : 0,
            bottom: edges.contains(.bottom) ? quiet.y : 0)
        let smallest = resolution.dots(Self.smallestModule, rounded: .up)
        let isSmall = node.isSmallest || isLeast || economy >= .smallCode
        let characters =
            node.hasCharacters && !code.shown.isEmpty
            ? CodeCharacters(code.shown, typesetter.paragraph()) : nil
        let rooms = characters.map { _ in CharacterRoom.inOrder(isSmall: isSmall) } ?? [.none]
        let (gap, resolution) = (gap, resolution)
        let safe = resolution.dots(Self.safeModule, rounded: .up)
        var best: QRBlock?
        let symbol = code.firstSymbol { symbol in
            let largest = isSmall ? smallest : width / symbol.side
            /// Rooms first, and modules within them, from the largest.
            func fitting(_ rooms: [CharacterRoom], from least: Int) -> QRBlock? {
                let modules = stride(from: largest, through: least, by: -1)
                return rooms.lazy.flatMap { room in
                    modules.lazy.compactMap { module in
                        QRBlock(
                            symbol: symbol, module: module, white: white, room: room,
                            characters: characters,
                            smallest: resolution.fontSize(xHeight: room.xHeight),
                            gap: edges.contains(.right) ? 0 : gap)
                    }
                }.first { $0.width <= width && $0.height <= height }
            }
            // Rather a smaller line of characters than modules that bleed into each other.
            best =
                fitting(rooms.filter { $0.side == .nowhere || $0.xHeight >= 1.5 }, from: safe)
                ?? fitting(rooms, from: smallest)
            return best != nil
        }
        guard symbol != nil, let best else {
            codeDoesNotFit = true
            return nil
        }
        guard let characters else { return best.arranged(with: nil) }
        let largest = isLeast ? 0 : resolution.fontSize(xHeight: node.largest)
        return best.arranged(with: characters.arranged(for: best, height: height, largest: largest))
    }
}

/// The characters of a code, which stand whole, on one line or in groups on several.
private struct CodeCharacters {
    /// Ways to part them, the fewest lines first.
    let ways: [Way]
    private let paragraph: Paragraph

    struct Way {
        let lines: [String]
        /// Of the widest line and of all, at the reference size.
        let width, height: Double
    }

    private static let style = TextStyle(field: "code", bold: true, centred: true)

    init(_ shown: String, _ paragraph: Paragraph) {
        self.paragraph = paragraph
        let groups = shown.split(separator: " ").map(String.init)
        let characters = Array(groups.joined())
        ways = (1...4).compactMap { count in
            // Eight characters are two groups of four, which nobody tears apart.
            guard count <= characters.count, groups.count == 1 || count <= groups.count else {
                return nil
            }
            let each = (characters.count + count - 1) / count
            let lines =
                count == 1
                ? [shown]
                : stride(from: 0, to: characters.count, by: each).map {
                    String(characters[$0..<min(characters.count, $0 + each)])
                }
            paragraph.set(lines.joined(separator: "\n"), Self.style)
            paragraph.set(size: Int(Paragraph.referenceSize), width: nil)
            let extents = paragraph.extents()
            return Way(
                lines: lines, width: max(extents.width, Double(extents.right - extents.left)),
                height: Double(extents.height))
        }
    }

    /// The fewest lines on which they have this size, no wider than that; nil where none are.
    func way(size: Int, width: Int) -> Way? {
        ways.first { $0.width * Double(size) / Paragraph.referenceSize <= Double(width) }
    }

    /// As large as their room in a block lets them be, beside what they have at the least.
    func arranged(for block: QRBlock, height: Int, largest: Int) -> Arrangement? {
        let room = (
            width: Double(block.charactersWidth),
            height: Double(block.charactersHeight(within: height))
        )
        let sizes = ways.map { way in
            Int(Paragraph.referenceSize * min(room.width / way.width, room.height / way.height))
        }
        guard let best = zip(ways, sizes).max(by: { $0.1 < $1.1 }) else { return nil }
        let size = max(block.smallest, min(best.1, max(largest, block.smallest)))
        // One line where it is as large.
        let way = zip(ways, sizes).first { $0.1 >= size }?.0 ?? best.0
        paragraph.set(way.lines.joined(separator: "\n"), Self.style)
        paragraph.set(size: size, width: room.width)
        let extents = paragraph.extents()
        let text = FittedText(
            paragraph: paragraph, style: Self.style, size: size, extents: extents,
            mayHaveColour: false, isCut: false, notes: [])
        return Arrangement(text, width: Int(room.width))
    }
}

/// Where a code's characters stand, and how large they are at the least.
struct CharacterRoom {
    enum Side { case under, beside, nowhere }

    let side: Side
    /// Height of a small x in millimetres; a capital is a third higher.
    let xHeight: Double

    static let none = CharacterRoom(side: .nowhere, xHeight: 0)

    /// In the order of preference: those under 2 mm are for papers that have no room for more, such
    /// as 17 × 54 mm, and for the widest letters.
    static func inOrder(isSmall: Bool) -> [CharacterRoom] {
        isSmall
            ? [(.under, 1.5), (.under, 1), (.beside, 1.5), (.beside, 1)].map(Self.init)
            : [(.under, 2), (.beside, 2), (.under, 1.5), (.beside, 1.5), (.under, 1), (.beside, 1)]
                .map(Self.init)
    }

    private init(_ room: (side: Side, xHeight: Double)) {
        self.init(side: room.side, xHeight: room.xHeight)
    }

    private init(side: Side, xHeight: Double) { (self.side, self.xHeight) = (side, xHeight) }
}

/// Dots around a QR's box that are white whatever stands in it.
struct QuietRoom {
    let left, right, top, bottom: Int
}

/// A QR symbol at one size with what its quiet zone and its characters need beyond the white around
/// its box.
private struct QRBlock {
    let symbol: QRSymbol
    /// Dots on a side.
    let module: Int
    let white: QuietRoom
    let side: CharacterRoom.Side
    /// Size of the characters' font at the least, and their box at that size.
    let smallest: Int
    let least: (width: Int, height: Int)
    /// Kept free between the characters and what stands to the right of them.
    let gap: Int

    /// Nil where the characters would be wider than the symbol they stand under.
    init?(
        symbol: QRSymbol, module: Int, white: QuietRoom, room: CharacterRoom,
        characters: CodeCharacters?, smallest: Int, gap: Int
    ) {
        (self.symbol, self.module, self.white, self.gap) = (symbol, module, white, gap)
        (side, self.smallest) = (room.side, smallest)
        guard let characters, room.side != .nowhere else {
            least = (0, 0)
            return
        }
        let limit = symbol.side * module
        // Beside it, they take as little from the texts as they can.
        let way =
            room.side == .beside
            ? characters.ways.last : characters.way(size: smallest, width: limit)
        guard let way else { return nil }
        let scale = Double(smallest) / Paragraph.referenceSize
        least = (Int((way.width * scale).rounded(.up)), Int((way.height * scale).rounded(.up)) + 1)
    }

    private var quiet: Int { QRSymbol.quietZone * module }
    private var symbolSide: Int { symbol.side * module }
    private var top: Int { max(0, quiet - white.top) }
    private var bottom: Int { max(0, quiet - white.bottom) }
    private var left: Int { max(0, quiet - white.left) }

    var width: Int {
        switch side {
        case .under, .nowhere: left + symbolSide + max(0, quiet - white.right)
        case .beside: left + symbolSide + quiet + least.width + gap
        }
    }

    var height: Int {
        switch side {
        case .under: top + symbolSide + quiet + least.height
        case .beside: max(top + symbolSide + bottom, least.height)
        case .nowhere: top + symbolSide + bottom
        }
    }

    /// Under it, no wider than the symbol.
    var charactersWidth: Int { side == .beside ? least.width : symbolSide }

    func charactersHeight(within height: Int) -> Int {
        side == .beside ? height : height - (top + symbolSide + quiet)
    }

    func arranged(with shown: Arrangement?) -> Arrangement {
        let placed = Arrangement.Placement(x: left, y: top, item: .symbol(symbol, module: module))
        let shownHeight = shown?.height ?? 0
        let below = top + symbolSide + quiet
        let (x, y, height) =
            switch side {
            case .under: (left, below, below + shownHeight)
            case .beside:
                (
                    left + symbolSide + quiet, max(0, top + (symbolSide - shownHeight) / 2),
                    self.height
                )
            case .nowhere: (0, 0, self.height)
            }
        return Arrangement(
            width: width, height: height, items: [placed] + (shown?.moved(x: x, y: y) ?? []))
    }
}

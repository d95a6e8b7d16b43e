import Printing

/// What stands where on one label, in dots from the top left.
struct Arrangement {
    enum Item {
        case text(FittedText)
        /// A QR symbol without its quiet zone; `module` is dots on a side.
        case symbol(QRSymbol, module: Int)
    }

    struct Placed {
        var x, y: Int
        let item: Item
    }

    var width, height: Int
    var items: [Placed]

    func moved(x: Int, y: Int) -> [Placed] {
        items.map { Placed(x: $0.x + x, y: $0.y + y, item: $0.item) }
    }
}

/// Edges of a part that lie on the label's margin.
struct Edges: OptionSet {
    let rawValue: Int
    static let left = Edges(rawValue: 1), right = Edges(rawValue: 2)
    static let top = Edges(rawValue: 4), bottom = Edges(rawValue: 8)
    static let all: Edges = [.left, .right, .top, .bottom]
    static let sides: Edges = [.left, .right], ends: Edges = [.top, .bottom]
}

/// Gives every part of a layout its place on a label of some size.
struct Arranger {
    let typesetter: Typesetter
    let resolution: Resolution
    let fields: [String: String]
    let code: LabelCode?
    let margin: Int
    let gap: Int
    /// Size in dots of the text set last, which the next may not exceed by its ratio.
    private var sizeBefore: Int?
    /// Set when the QR cannot be drawn with modules of 0.375 mm.
    private(set) var codeDoesNotFit = false

    init(
        _ layout: Layout, fields: [String: String], code: LabelCode?, resolution: Resolution,
        typesetter: Typesetter
    ) {
        self.typesetter = typesetter
        self.resolution = resolution
        self.fields = fields
        self.code = code
        margin = resolution.dots(layout.margin)
        gap = resolution.dots(layout.gap)
    }

    /// A part within a space; nil where it has nothing to show.
    mutating func arrange(_ part: Part, width: Int, height: Int, edges: Edges) -> Arrangement? {
        switch part {
        case .rows(let portions): rows(portions, width: width, height: height, edges: edges)
        case .columns(let portions): columns(portions, width: width, height: height, edges: edges)
        case .text(let text): self.text(text, width: width, height: height)
        case .code(let part): symbol(part, width: width, height: height, edges: edges)
        }
    }

    /// From the top; each takes what it needs of its share of what is left.
    private mutating func rows(_ portions: [Portion], width: Int, height: Int, edges: Edges)
        -> Arrangement?
    {
        let shown = portions.filter { hasContent($0.part) }
        var left = height - gap * (shown.count - 1)
        var shares = shown.reduce(0) { $0 + $1.share }
        var rows: [Arrangement] = []
        for (index, portion) in shown.enumerated() {
            let own = Int(Double(left) * portion.share / shares)
            shares -= portion.share
            var inner = edges
            if index > 0 { inner.remove(.top) }
            if index < shown.count - 1 { inner.remove(.bottom) }
            guard let row = arrange(portion.part, width: width, height: own, edges: inner) else {
                continue
            }
            left -= row.height
            rows.append(row)
        }
        guard !rows.isEmpty else { return nil }
        // What is left goes between the rows first, so that a sparse label is calm rather than crammed.
        let between = min(gap + max(left, 0) / (rows.count + 1), 3 * gap)
        var y = 0
        var items: [Arrangement.Placed] = []
        for row in rows {
            items += row.moved(x: 0, y: y)
            y += row.height + between
        }
        return Arrangement(width: width, height: y - between, items: items)
    }

    /// From the left; a QR takes what it needs of its share, and the others share the rest.
    private mutating func columns(_ portions: [Portion], width: Int, height: Int, edges: Edges)
        -> Arrangement?
    {
        let shown = portions.filter { hasContent($0.part) }
        let shares = shown.reduce(0) { $0 + $1.share }
        var left = width - gap * (shown.count - 1)
        var columns: [Int: Arrangement] = [:]
        for pass in [true, false] {
            let pending = shown.indices.filter { shown[$0].part.isCode == pass }
            var pendingShares = pending.reduce(0) { $0 + shown[$1].share }
            for index in pending {
                let portion = shown[index]
                var inner = edges
                if index > 0 { inner.remove(.left) }
                if index < shown.count - 1 { inner.remove(.right) }
                let others = shown.indices.filter { $0 != index }.reduce(0) {
                    $0 + resolution.dots(shown[$1].least)
                }
                let own =
                    pass
                    ? min(Int(Double(width) * portion.share / shares), left - others)
                    : Int(Double(left) * portion.share / pendingShares)
                pendingShares -= portion.share
                guard let column = arrange(portion.part, width: own, height: height, edges: inner)
                else { continue }
                left -= column.width
                columns[index] = column
            }
        }
        let tallest = columns.values.map(\.height).max()
        guard let tallest else { return nil }
        var x = 0
        var items: [Arrangement.Placed] = []
        for (_, column) in columns.sorted(by: { $0.key < $1.key }) {
            items += column.moved(x: x, y: (tallest - column.height) / 2)
            x += column.width + gap
        }
        return Arrangement(width: width, height: tallest, items: items)
    }

    private mutating func text(_ part: TextPart, width: Int, height: Int) -> Arrangement? {
        let smallest = Self.fontSize(xHeight: part.smallest, resolution)
        var largest = Self.fontSize(xHeight: part.largest, resolution)
        if let ratio = part.ratio, let sizeBefore {
            largest = min(largest, Int(Double(sizeBefore) * ratio))
        }
        let box = TextBox(
            width: width, height: height, lines: part.lines, smallest: smallest,
            largest: max(largest, smallest))
        guard
            let fitted = typesetter.paragraph().fit(
                fields[part.field] ?? "", field: part.field, bold: part.bold, centred: part.centred,
                in: box)
        else { return nil }
        sizeBefore = fitted.size
        return Self.block(fitted, width: width)
    }

    /// The text's ink at the top of a block of this width.
    private static func block(_ text: FittedText, width: Int) -> Arrangement {
        let extents = text.extents
        let x = max(0, -extents.left) - max(0, extents.right - width)
        return Arrangement(
            width: width, height: extents.height,
            items: [.init(x: x, y: -extents.top, item: .text(text))])
    }

    private mutating func symbol(_ part: CodePart, width: Int, height: Int, edges: Edges)
        -> Arrangement?
    {
        guard let code else { return nil }
        // The label's margin is white already, so the quiet zone may lie in it.
        let sides = (edges.contains(.left) ? margin : 0, edges.contains(.right) ? margin : 0)
        let above = edges.contains(.top) ? margin : 0
        let smallest = Int((0.375 / 25.4 * Double(resolution.dpi) - 0.01).rounded(.up))
        let letters = Self.fontSize(xHeight: 2, resolution)
        let lettersHeight = Int(Double(letters) * 0.78)
        var module = 0
        let symbol = code.firstSymbol { symbol in
            func fits(_ module: Int) -> Bool {
                let quiet = QRSymbol.quietZone * module
                let side = symbol.side * module
                let across = side + max(0, quiet - sides.0) + max(0, quiet - sides.1)
                let along = max(0, quiet - above) + side + quiet + lettersHeight
                return across <= width && along <= height
            }
            let largest = max(width, height) / symbol.side
            module = stride(from: largest, through: smallest, by: -1).first(where: fits) ?? 0
            return module > 0
        }
        if let symbol {
            return block(
                symbol, module: module, part: part, sides: sides, above: above, width: width,
                height: height)
        }
        codeDoesNotFit = true
        return nil
    }

    private func block(
        _ symbol: QRSymbol, module: Int, part: CodePart, sides: (Int, Int), above: Int, width: Int,
        height: Int
    ) -> Arrangement {
        let quiet = QRSymbol.quietZone * module
        let inset = max(0, quiet - sides.0)
        let side = symbol.side * module
        let blockWidth = inset + side + max(0, quiet - sides.1)
        let top = max(0, quiet - above)
        var items = [Arrangement.Placed(x: inset, y: top, item: .symbol(symbol, module: module))]
        var bottom = top + side + quiet
        let box = TextBox(
            width: side + 2 * min(inset, quiet), height: height - bottom, lines: 1,
            smallest: Self.fontSize(xHeight: 1.2, resolution),
            largest: Self.fontSize(xHeight: part.largest, resolution))
        let text = typesetter.paragraph().fit(
            code?.shown ?? "", field: "code", bold: true, centred: true, in: box)
        if let text {
            items += Self.block(text, width: box.width).moved(
                x: inset - min(inset, quiet), y: bottom)
            bottom += text.extents.height
        }
        return Arrangement(width: blockWidth, height: bottom, items: items)
    }

    private func hasContent(_ part: Part) -> Bool {
        switch part {
        case .rows(let portions), .columns(let portions): portions.contains { hasContent($0.part) }
        case .text(let text): !PrintableText(fields[text.field] ?? "").text.isEmpty
        case .code: code != nil
        }
    }

    private static func fontSize(xHeight: Double, _ resolution: Resolution) -> Int {
        Int((xHeight / Typesetter.xHeight / 25.4 * Double(resolution.dpi)).rounded(.up))
    }
}

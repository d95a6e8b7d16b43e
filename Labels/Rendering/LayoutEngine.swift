import Printing

/// Gives every node of a layout its place on a label of some size, all in dots.
struct LayoutEngine {
    let typesetter: Typesetter
    let resolution: Resolution
    let fields: [String: String]
    let code: QRContent?
    let media: Media
    let vocabulary: Vocabulary
    let languages: LabelLanguages
    /// White at the left and the right, at the top and the bottom of the label.
    let margin: (x: Int, y: Int)
    let gap: Int
    /// Size of the text set last, which bounds the next one that has a ratio.
    var sizeBefore: Int?
    /// Set when the QR's modules would be under 0.375 mm.
    var codeDoesNotFit = false

    init(_ request: RenderRequest, edge: (x: Double, y: Double), typesetter: Typesetter) {
        self.typesetter = typesetter
        resolution = request.resolution
        fields = request.fields.mapValues {
            String($0.unicodeScalars.prefix(PrintableText.limit + 1))
        }
        code = request.code
        media = request.media
        vocabulary = request.vocabulary
        languages = LabelLanguages(fields[LabelLanguages.field])
        let margin = request.layout.margin
        self.margin = (
            resolution.dots(max(margin, edge.x), rounded: .up),
            resolution.dots(max(margin, edge.y), rounded: .up)
        )
        gap = resolution.dots(request.layout.gap, rounded: .up)
    }

    /// A node within a space; nil where it has nothing to show.
    mutating func arrange(_ node: LayoutNode, width: Int, height: Int, edges: Edges) -> Arrangement?
    {
        switch node {
        case .rows(let portions): rows(portions, width: width, height: height, edges: edges)
        case .columns(let portions): columns(portions, width: width, height: height, edges: edges)
        case .text(let text): self.text(text, width: width, height: height)
        case .list(let list): self.list(list, width: width, height: height)
        case .code(let code): symbol(code, width: width, height: height, edges: edges)
        case .icons(let icons): self.icons(icons, width: width, height: height)
        case .line(let line): rule(line, width: width)
        case .box(let box): self.box(box, width: width, height: height, edges: edges)
        }
    }

    /// From the top; each takes what it needs of its share of what is left, and what was cut is set
    /// again with all that the others did not need.
    private mutating func rows(
        _ portions: [Portion], width: Int, height: Int, edges: Edges
    ) -> Arrangement? {
        let shown = Self.withoutOuterLines(
            portions.filter { isShown($0) && hasContent($0.node) })
        // On large paper they stand further apart.
        let gap = max(gap, height / 48)
        // A line takes what it takes; the others share the rest.
        let lines = shown.reduce(0) { $0 + ($1.node.line.map(height(of:)) ?? 0) }
        var left = height - gap * (shown.count - 1) - lines
        var shares = shown.reduce(0) { $0 + ($1.node.line == nil ? $1.share : 0) }
        var rows: [Arrangement?] = []
        var cut: [(index: Int, sizeBefore: Int?)] = []
        func inner(_ index: Int) -> Edges {
            var inner = edges
            if index > 0 { inner.remove(.top) }
            if index < shown.count - 1 { inner.remove(.bottom) }
            return inner
        }
        for (index, portion) in shown.enumerated() {
            if let line = portion.node.line {
                rows.append(rule(line, width: width))
                continue
            }
            let own = Int(Double(left) * portion.share / shares)
            shares -= portion.share
            let before = sizeBefore
            let row = centred(
                arrange(portion.node, width: width, height: own, edges: inner(index)),
                portion.node, width: width)
            if row?.isCut ?? true { cut.append((index, before)) }
            left -= row?.height ?? 0
            rows.append(row)
        }
        for (index, before) in cut where left > 0 {
            sizeBefore = before
            left += rows[index]?.height ?? 0
            rows[index] = centred(
                arrange(shown[index].node, width: width, height: left, edges: inner(index)),
                shown[index].node, width: width)
            left -= rows[index]?.height ?? 0
        }
        // Spare room goes between the rows first, so that a sparse label is calm rather than
        // crammed.
        let between = gap + min(max(left, 0) / (rows.count + 1), max(gap, height / 16))
        return Arrangement(rows: rows.compactMap(\.self), width: width, between: between)
    }

    /// A line parts what stands above it from what stands below; one to write on needs neither.
    private static func withoutOuterLines(_ rows: [Portion]) -> [Portion] {
        let isPlain = { (row: Portion) in row.node.line.map { $0.above == 0 } ?? false }
        guard let first = rows.firstIndex(where: { !isPlain($0) }),
            let last = rows.lastIndex(where: { !isPlain($0) })
        else { return rows }
        return Array(rows[first...last])
    }

    /// A QR among rows stands in the middle of its row.
    private func centred(_ row: Arrangement?, _ node: LayoutNode, width: Int) -> Arrangement? {
        guard let row, node.isCode else { return row }
        return Arrangement(
            width: width, height: row.height, items: row.moved(x: (width - row.width) / 2, y: 0),
            notes: row.notes)
    }

    /// From the left; a QR takes what it needs of its share, and the others share the rest.
    private mutating func columns(
        _ portions: [Portion], width: Int, height: Int, edges: Edges
    ) -> Arrangement? {
        // A QR has the same room whether there is text beside it or not.
        let portions = portions.filter { isShown($0) }
        let shown = portions.filter { hasContent($0.node) }
        let shares = portions.reduce(0) { $0 + ($1.node.line == nil ? $1.share : 0) }
        let least = portions.filter { !$0.node.isSquare }
            .reduce(0) { $0 + resolution.dots($1.least) }
        // The quiet zone of a QR is gap enough.
        let gaps = shown.map { $0.node.isCode ? 0 : gap }
        let lines = shown.reduce(0) { $0 + ($1.node.line.map(thickness(of:)) ?? 0) }
        var left = width - gaps.dropLast().reduce(0, +) - lines
        var columns: [Arrangement?] = Array(repeating: nil, count: shown.count)
        let squares = shown.indices.filter { shown[$0].node.isSquare }
        let others = shown.indices.filter {
            !shown[$0].node.isSquare && shown[$0].node.line == nil
        }
        func inner(_ index: Int) -> Edges {
            var inner = edges
            if index > 0 { inner.remove(.left) }
            if index < shown.count - 1 || shown.count < portions.count { inner.remove(.right) }
            return inner
        }
        for index in squares {
            let own = Int(Double(width) * shown[index].share / shares)
            let column = arrange(
                shown[index].node, width: min(own, left - least), height: height,
                edges: inner(index))
            left -= column?.width ?? 0
            columns[index] = column
        }
        let otherShares = others.reduce(0) { $0 + shown[$1].share }
        for index in others {
            let own = Int(Double(left) * shown[index].share / otherShares)
            columns[index] = arrange(
                shown[index].node, width: own, height: height, edges: inner(index)
            )
            .map {
                Arrangement(width: own, height: $0.height, items: $0.items, notes: $0.notes)
            }
        }
        // From edge to edge, a QR stands in the same place whatever the text beside it.
        let whole = edges.contains([.top, .bottom])
        let highest = whole ? height : columns.compactMap { $0?.height }.max() ?? 0
        for index in shown.indices {
            guard let line = shown[index].node.line else { continue }
            columns[index] = Arrangement(area: thickness(of: line), by: highest)
        }
        return Arrangement(
            columns: Array(zip(columns, gaps)), width: width, height: whole ? height : nil)
    }

    /// Whether a node is for labels of this size, and its conditions hold on this one.
    private func isShown(_ portion: Portion) -> Bool {
        portion.needs.isMet(by: media)
            && portion.conditions.allSatisfy { condition in
                let text =
                    condition.field == "code"
                    ? code?.content ?? "" : PrintableText(fields[condition.field] ?? "").text
                let holds =
                    condition.text.map { $0.lowercased() == text.lowercased() } ?? !text.isEmpty
                return holds != condition.isNegated
            }
    }

    private func hasContent(_ node: LayoutNode) -> Bool {
        switch node {
        case .rows(let portions), .columns(let portions):
            portions.contains { isShown($0) && $0.node.line == nil && hasContent($0.node) }
        case .text(let text):
            texts(of: text.source).contains { !PrintableText($0.text).text.isEmpty }
        case .list(let list): !PrintableText(fields[list.field] ?? "").text.isEmpty
        case .code: code != nil
        case .icons(let icons): !self.icons(of: icons.source).known.isEmpty
        case .line: true
        case .box(let box): hasContent(box.node)
        }
    }
}

extension Resolution {
    /// Size of a font whose small x is so many millimetres high.
    func fontSize(xHeight millimetres: Double) -> Int {
        dots(millimetres / Typesetter.xHeight, rounded: .up)
    }

    func dots(_ millimetres: Double, rounded rule: FloatingPointRoundingRule) -> Int {
        // The hundredth keeps 0.375 mm at 203 dpi, which is 2.997 dots, and 3.001 dots apart from
        // 4.
        Int((millimetres / 25.4 * Double(dpi) - 0.01).rounded(rule))
    }
}

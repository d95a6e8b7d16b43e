import Printing

/// What is done so that all that a label must say stands on it whole, each beside those before it.
enum Economy: Int, Comparable, CaseIterable {
    /// Every row has its share.
    case none
    /// Every row has what it needs at its smallest before the rest is shared out.
    case fairRows
    /// Texts of which the beginning would do are left out.
    case lessText
    /// The QR is as small as a scanner can read.
    case smallCode
    /// Lists that say how many more there are end with that.
    case shortLists
    /// The number of a lot, which is read in the hand, may be smaller than what is read on a shelf.
    case smallNumbers

    /// Those that are tried in each of a layout's arrangements, before the ones that come after them: what is whole in the
    /// other arrangement is better than a list that ends before its end.
    static let inOrder = [
        allCases.filter { $0 < .shortLists }, [.shortLists], [.smallNumbers],
    ]

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// Gives every node of a layout its place on a label of some size, all in dots.
struct LayoutEngine {
    let typesetter: Typesetter
    let resolution: Resolution
    let fields: [String: String]
    let said: FieldTexts
    let code: QRContent?
    let media: Media
    let vocabulary: Vocabulary
    let languages: LabelLanguages
    /// White at the left and the right, at the top and the bottom of the label.
    let margin: (x: Int, y: Int)
    /// How far beyond that a QR's quiet zone may reach: it is white there too.
    let quiet: (x: Int, y: Int)
    let gap: Int
    /// Size of the text set last, which bounds the next one that has a ratio.
    var sizeBefore: Int?
    /// Set when the QR's modules would be under 0.375 mm.
    var codeDoesNotFit = false
    /// How hard it tries to show all that there is.
    let economy: Economy
    /// Everything is as small as it may be, to find out how much room it needs.
    var isLeast = false
    /// Rows left out of lists that end with how many more there are, by their fields.
    var rowsLeftOut: [String: Int] = [:]

    init(
        _ request: RenderRequest, inset: (x: Double, y: Double), typesetter: Typesetter,
        economy: Economy
    ) {
        self.typesetter = typesetter
        self.economy = economy
        resolution = request.resolution
        fields = request.fields
        said = request.said
        code = request.code
        media = request.media
        vocabulary = request.vocabulary
        languages = LabelLanguages(fields[LabelLanguages.field])
        self.margin = (
            resolution.dots(inset.x, rounded: .up), resolution.dots(inset.y, rounded: .up)
        )
        quiet =
            media.isRound
            ? (
                resolution.dots(media.paperOfDisc(beyond: inset.x), rounded: .down),
                resolution.dots(media.paperOfDisc(beyond: inset.y), rounded: .down)
            ) : self.margin
        let isCrowded = economy >= .smallCode
        let gap = isCrowded ? min(request.layout.gap, Self.smallestGap) : request.layout.gap
        self.gap = resolution.dots(gap, rounded: .up)
    }

    /// Millimetres between neighbours where a label is full.
    private static let smallestGap = 0.8

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
        let gap = isLeast ? gap : max(gap, height / 48)
        // A line takes what it takes; the others share the rest.
        let lines = shown.reduce(0) { $0 + ($1.node.line.map(height(of:)) ?? 0) }
        let room = height - gap * (shown.count - 1) - lines
        func inner(_ index: Int) -> Edges {
            var inner = edges
            if index > 0 { inner.remove(.top) }
            if index < shown.count - 1 { inner.remove(.bottom) }
            return inner
        }
        let needs =
            economy == .none || isLeast
            ? [] : leastHeights(shown, width: width, height: room, edges: inner)
        var left = room - needs.reduce(0, +)
        // A list that would end early has all that the others do not need.
        let isListFirst =
            economy >= .shortLists && !isLeast && shown.contains { $0.node.list?.more != nil }
        var used = 0
        var shares = shown.reduce(0) { $0 + ($1.node.line == nil ? $1.share : 0) }
        var rows: [Arrangement?] = []
        var cut: [(index: Int, sizeBefore: Int?)] = []
        var befores: [Int?] = Array(repeating: nil, count: shown.count)
        for (index, portion) in shown.enumerated() {
            if let line = portion.node.line {
                rows.append(rule(line, width: width))
                continue
            }
            let need = needs.isEmpty ? 0 : needs[index]
            let share =
                isListFirst
                ? (portion.node.list?.more == nil ? 0 : 1) : portion.share / shares
            let own =
                isLeast ? left : min(room - used, need + Int(Double(max(0, left)) * share))
            shares -= portion.share
            let before = sizeBefore
            befores[index] = before
            let row = centred(
                arrange(portion.node, width: width, height: own, edges: inner(index)),
                portion.node, width: width)
            if row?.isCut ?? true || hasUnsafeCode(row) { cut.append((index, before)) }
            left -= (row?.height ?? 0) - need
            used += row?.height ?? 0
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
        if economy != .none, !isLeast {
            // What the others did not need goes to the texts, the first before the next.
            for (index, portion) in shown.enumerated() where left > 0 && portion.node.isText {
                guard let row = rows[index], !row.isCut else { continue }
                sizeBefore = befores[index]
                let larger = arrange(
                    portion.node, width: width, height: row.height + left, edges: inner(index))
                guard let larger, !larger.isCut, larger.height > row.height else { continue }
                left -= larger.height - row.height
                rows[index] = larger
            }
        }
        guard !isLeast else {
            return Arrangement(rows: rows.compactMap(\.self), width: width, between: gap)
        }
        // Spare room goes between the rows first, so that a sparse label is calm rather than
        // crammed.
        let between = gap + min(max(left, 0) / (rows.count + 1), max(gap, height / 16))
        return Arrangement(rows: rows.compactMap(\.self), width: width, between: between)
    }

    /// What each row needs where everything is as small as it may be: dots, 0 for a line.
    private mutating func leastHeights(
        _ rows: [Portion], width: Int, height: Int, edges: (Int) -> Edges
    ) -> [Int] {
        let kept = (sizeBefore, codeDoesNotFit, isLeast)
        defer { (sizeBefore, codeDoesNotFit, isLeast) = kept }
        isLeast = true
        return rows.indices.map { index in
            guard rows[index].node.line == nil else { return 0 }
            return arrange(rows[index].node, width: width, height: height, edges: edges(index))?
                .height ?? 0
        }
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
        // A QR has the same room whether there is text beside it or not, where there is enough.
        let portions = portions.filter {
            isShown($0) && (economy < .lessText || hasContent($0.node))
        }
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
            let share = Int(Double(width) * shown[index].share / shares)
            let safe = safeWidth(shown[index].node, edges: inner(index))
            let own = safe <= width / 2 ? max(share, safe) : share
            let column = arrange(
                shown[index].node,
                width: economy >= .smallCode ? left : min(own, left - least), height: height,
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
        let whole = !isLeast && edges.contains([.top, .bottom])
        let highest = whole ? height : columns.compactMap { $0?.height }.max() ?? 0
        for index in shown.indices {
            guard let line = shown[index].node.line else { continue }
            columns[index] = Arrangement(area: thickness(of: line), by: highest)
        }
        return Arrangement(
            columns: Array(zip(columns, gaps)), width: width, height: whole ? height : nil,
            top: shown.contains { $0.node.holdsCode })
    }

    /// The fields of this label that need not stand on it whole.
    func mayBeCut(in node: LayoutNode) -> [String] {
        switch node {
        case .rows(let portions), .columns(let portions):
            portions.filter { applies($0) }.flatMap { mayBeCut(in: $0.node) }
        case .text(let text)
        where text.mayBeCut && !texts(of: text.source).contains { said.isNeeded($0.name) }:
            [text.source.name]
        case .list(let list) where list.mayBeCut && !said.isNeeded(list: list.field): [list.field]
        case .box(let box): mayBeCut(in: box.node)
        case .text, .list, .code, .icons, .line: []
        }
    }

    /// Whether a node is for labels of this size, its conditions hold on this one, and there is room
    /// for what the label could do without.
    private func isShown(_ portion: Portion) -> Bool {
        applies(portion)
            && !(economy >= .lessText && portion.node.mayBeCut
                && !mayBeCut(in: portion.node).isEmpty)
    }

    private func applies(_ portion: Portion) -> Bool {
        portion.needs.isMet(by: media)
            && portion.conditions.allSatisfy { condition in
                let text =
                    condition.field == "code"
                    ? code?.content ?? "" : said.printable(condition.field)
                let holds =
                    condition.text.map { $0.lowercased() == text.lowercased() } ?? !text.isEmpty
                return holds != condition.isNegated
            }
    }

    private func hasContent(_ node: LayoutNode) -> Bool {
        switch node {
        case .rows(let portions), .columns(let portions):
            portions.contains { isShown($0) && $0.node.line == nil && hasContent($0.node) }
        case .text(let text): !texts(of: text.source).isEmpty
        case .list(let list): said.says(list.field)
        case .code: code != nil
        case .icons(let icons): !self.icons(of: icons.source).isEmpty
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

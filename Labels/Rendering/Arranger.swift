import Printing

/// Gives every part of a layout its place on a label of some size, all in dots.
struct Arranger {
    let typesetter: Typesetter
    let resolution: Resolution
    let fields: [String: String]
    let code: LabelCode?
    /// White at the left and the right, at the top and the bottom of the label.
    let margin: (x: Int, y: Int)
    let gap: Int
    /// Size of the text set last, which bounds the next one that has a ratio.
    private var sizeBefore: Int?
    /// Set when the QR's modules would be under 0.375 mm.
    var codeDoesNotFit = false

    init(
        _ layout: Layout, fields: [String: String], code: LabelCode?, resolution: Resolution,
        edge: (x: Double, y: Double), typesetter: Typesetter
    ) {
        self.typesetter = typesetter
        self.resolution = resolution
        self.fields = fields.mapValues { String($0.unicodeScalars.prefix(PrintableText.limit + 1)) }
        self.code = code
        margin = (
            resolution.dots(max(layout.margin, edge.x), rounded: .up),
            resolution.dots(max(layout.margin, edge.y), rounded: .up)
        )
        gap = resolution.dots(layout.gap, rounded: .up)
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

    /// From the top; each takes what it needs of its share of what is left, and what was cut is set
    /// again with all that the others did not need.
    private mutating func rows(
        _ portions: [Portion], width: Int, height: Int, edges: Edges
    ) -> Arrangement? {
        let shown = portions.filter { hasContent($0.part) }
        var left = height - gap * (shown.count - 1)
        var shares = shown.reduce(0) { $0 + $1.share }
        var rows: [Arrangement?] = []
        var cut: [(index: Int, sizeBefore: Int?)] = []
        func inner(_ index: Int) -> Edges {
            var inner = edges
            if index > 0 { inner.remove(.top) }
            if index < shown.count - 1 { inner.remove(.bottom) }
            return inner
        }
        for (index, portion) in shown.enumerated() {
            let own = Int(Double(left) * portion.share / shares)
            shares -= portion.share
            let before = sizeBefore
            let row = arrange(portion.part, width: width, height: own, edges: inner(index))
            if row?.isCut ?? true { cut.append((index, before)) }
            left -= row?.height ?? 0
            rows.append(row)
        }
        for (index, before) in cut where left > 0 {
            sizeBefore = before
            left += rows[index]?.height ?? 0
            rows[index] = arrange(
                shown[index].part, width: width, height: left, edges: inner(index))
            left -= rows[index]?.height ?? 0
        }
        // Spare room goes between the rows first, so that a sparse label is calm rather than
        // crammed.
        let between = gap + min(max(left, 0) / (rows.count + 1), max(gap, height / 16))
        return Arrangement(rows: rows.compactMap(\.self), width: width, between: between)
    }

    /// From the left; a QR takes what it needs of its share, and the others share the rest.
    private mutating func columns(
        _ portions: [Portion], width: Int, height: Int, edges: Edges
    ) -> Arrangement? {
        let shown = portions.filter { hasContent($0.part) }
        // A QR has the same room whether there is text beside it or not.
        let shares = portions.reduce(0) { $0 + $1.share }
        let least = portions.filter { !$0.part.isCode }.reduce(0) { $0 + resolution.dots($1.least) }
        // The quiet zone of a QR is gap enough.
        let gaps = shown.map { $0.part.isCode ? 0 : gap }
        var left = width - gaps.dropLast().reduce(0, +)
        var columns: [Arrangement?] = Array(repeating: nil, count: shown.count)
        let codes = shown.indices.filter { shown[$0].part.isCode }
        let others = shown.indices.filter { !shown[$0].part.isCode }
        func inner(_ index: Int) -> Edges {
            var inner = edges
            if index > 0 { inner.remove(.left) }
            if index < shown.count - 1 || shown.count < portions.count { inner.remove(.right) }
            return inner
        }
        for index in codes {
            let own = Int(Double(width) * shown[index].share / shares)
            let column = arrange(
                shown[index].part, width: min(own, left - least), height: height,
                edges: inner(index))
            left -= column?.width ?? 0
            columns[index] = column
        }
        let otherShares = others.reduce(0) { $0 + shown[$1].share }
        for index in others {
            let own = Int(Double(left) * shown[index].share / otherShares)
            columns[index] = arrange(
                shown[index].part, width: own, height: height, edges: inner(index)
            )
            .map { Arrangement(width: own, height: $0.height, items: $0.items) }
        }
        // From edge to edge, a QR stands in the same place whatever the text beside it.
        let whole = edges.contains([.top, .bottom])
        return Arrangement(
            columns: Array(zip(columns, gaps)), width: width, height: whole ? height : nil)
    }

    private mutating func text(_ part: TextPart, width: Int, height: Int) -> Arrangement? {
        let smallest = resolution.fontSize(xHeight: part.smallest)
        var largest = resolution.fontSize(xHeight: part.largest)
        if let ratio = part.ratio, let sizeBefore {
            largest = min(largest, Int(Double(sizeBefore) * ratio))
        }
        let box = TextBox(
            width: width, height: height, secondLine: part.secondLine,
            smallest: smallest, largest: max(largest, smallest))
        let style = TextStyle(field: part.field, bold: part.bold, centred: part.centred)
        let fitted = typesetter.paragraph().fit(fields[part.field] ?? "", style, in: box)
        guard let fitted else { return nil }
        sizeBefore = fitted.size
        return Arrangement(fitted, width: width)
    }

    private func hasContent(_ part: Part) -> Bool {
        switch part {
        case .rows(let portions), .columns(let portions): portions.contains { hasContent($0.part) }
        case .text(let text): !PrintableText(fields[text.field] ?? "").text.isEmpty
        case .code: code != nil
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

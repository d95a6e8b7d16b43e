extension Layout {
    /// The same layout in large type: what is not bold and may be cut is left out, the QR is as small as can be
    /// scanned, and texts have twice their share of the rows.
    var inLargeType: Layout {
        Layout(
            name: name + Self.largeEnding, margin: margin, gap: gap, needs: needs,
            wide: wide.inLargeType ?? wide, tall: tall.inLargeType ?? tall)
    }
}

extension LayoutNode {
    /// Nil where nothing of it stays.
    fileprivate var inLargeType: LayoutNode? {
        switch self {
        case .rows(let portions): Self.kept(portions, textTimes: 2).map { .rows($0) }
        case .columns(let portions): Self.kept(portions, textTimes: 1).map { .columns($0) }
        case .text(let text): text.staysLarge ? .text(text.onTwoLines) : nil
        case .list(let list): list.staysLarge ? self : nil
        case .code(let code):
            .code(
                CodeNode(
                    largest: code.largest, hasCharacters: code.hasCharacters, isSmallest: true,
                    hint: nil))
        case .box(let box):
            box.node.inLargeType.map {
                .box(
                    BoxNode(
                        node: $0, frame: box.frame, padding: box.padding, isFilled: box.isFilled))
            }
        case .icons, .line: self
        }
    }

    private static func kept(_ portions: [Portion], textTimes: Double) -> [Portion]? {
        let kept = portions.compactMap { portion in
            portion.node.inLargeType.map {
                Portion(
                    node: $0, share: portion.share * ($0.isText ? textTimes : 1),
                    least: portion.least,
                    conditions: portion.conditions, needs: portion.needs)
            }
        }
        return kept.isEmpty ? nil : kept
    }
}

extension TextNode {
    /// The same, on two lines wherever these let it be larger.
    fileprivate var onTwoLines: TextNode {
        TextNode(
            source: source, secondLine: secondLine == .never ? .never : .larger, bold: bold,
            centred: centred, smallest: smallest, largest: largest, ratio: ratio,
            staysLarge: staysLarge, mayBeCut: mayBeCut)
    }
}

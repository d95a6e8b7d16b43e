extension Layout {
    /// The same layout, to be drawn in large type.
    var inLargeType: Layout {
        Layout(
            name: name + Self.largeEnding, margin: margin, gap: gap, needs: needs, wide: wide,
            tall: tall, isLarge: true)
    }

    /// The layout as it is drawn where its fields say this.
    ///
    /// In large type, what is not bold and may be cut is left out, unless it says what must stand whole; the QR is as small as
    /// can be scanned, and texts have twice their share of the rows.
    func drawn(saying said: FieldTexts) -> Layout {
        guard isLarge else { return self }
        return Layout(
            name: name, margin: margin, gap: gap, needs: needs,
            wide: wide.inLargeType(said) ?? wide, tall: tall.inLargeType(said) ?? tall,
            isLarge: true)
    }
}

extension LayoutNode {
    /// Nil where nothing of it stays.
    fileprivate func inLargeType(_ said: FieldTexts) -> LayoutNode? {
        switch self {
        case .rows(let portions): Self.kept(portions, said, textTimes: 2).map { .rows($0) }
        case .columns(let portions): Self.kept(portions, said, textTimes: 1).map { .columns($0) }
        case .text(let text):
            text.staysLarge || text.source.isNeeded(said) ? .text(text.onTwoLines) : nil
        case .list(let list): list.staysLarge || said.isNeeded(list: list.field) ? self : nil
        case .code(let code):
            .code(
                CodeNode(
                    largest: code.largest, hasCharacters: code.hasCharacters, isSmallest: true,
                    hint: nil))
        case .box(let box):
            box.node.inLargeType(said).map {
                .box(
                    BoxNode(
                        node: $0, frame: box.frame, padding: box.padding, isFilled: box.isFilled))
            }
        case .icons, .line: self
        }
    }

    private static func kept(
        _ portions: [Portion], _ said: FieldTexts, textTimes: Double
    ) -> [Portion]? {
        let kept = portions.compactMap { portion in
            portion.node.inLargeType(said).map {
                Portion(
                    node: $0, share: portion.share * ($0.isText ? textTimes : 1),
                    least: portion.least,
                    conditions: portion.conditions, needs: portion.needs)
            }
        }
        return kept.isEmpty ? nil : kept
    }
}

extension TextSource {
    /// Whether what it says, in either language, must stand whole.
    fileprivate func isNeeded(_ said: FieldTexts) -> Bool {
        guard case .field(let field) = self else { return false }
        return said.isNeeded(field) || said.isNeeded(field + "2")
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

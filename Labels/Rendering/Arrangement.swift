/// What stands where in a box, in dots from its top left.
struct Arrangement {
    enum Element {
        /// Placed by the origin of its paragraph.
        case text(FittedText)
        /// A QR symbol without its quiet zone; `module` is dots on a side.
        case symbol(QRSymbol, module: Int)
        /// `side` is dots.
        case icon(Icon, side: Int)
        /// All black.
        case area(width: Int, height: Int)
        /// All black, with all that lies in it white.
        case ground(width: Int, height: Int)
    }

    struct Placement {
        var x, y: Int
        let item: Element
        /// Drawn in white, on a ground of black.
        var isWhite = false
    }

    let width, height: Int
    let items: [Placement]
    /// What it leaves out, beside what its texts do.
    let notes: [Note]

    init(width: Int, height: Int, items: [Placement], notes: [Note] = []) {
        self.width = width
        self.height = height
        self.items = items
        self.notes = notes
    }

    /// A text with the top of its ink at the top of a box of this width.
    init(_ text: FittedText, width: Int) {
        let extents = text.extents
        let x = max(0, -extents.left) - max(0, extents.right - width)
        let placed = Placement(x: x, y: -extents.top, item: .text(text))
        self.init(width: width, height: extents.height, items: [placed])
    }

    /// Nothing of a text that finds no room at all.
    init(withoutRoomFor field: String) {
        self.init(width: 0, height: 0, items: [], notes: [.textCut(field: field)])
    }

    /// One below the other; nil of none.
    init?(rows: [Arrangement], width: Int, between: Int) {
        guard !rows.isEmpty else { return nil }
        var y = 0
        var items: [Placement] = []
        for row in rows {
            items += row.moved(x: 0, y: y)
            y += row.height + between
        }
        self.init(
            width: width, height: y - between, items: items, notes: rows.flatMap(\.notes))
    }

    /// Side by side with a gap after each; nil of none.
    ///
    /// Their middles are on one line, or where `top` says so, the top of their ink. The box is `height` high, or where that is nil, as high as the highest of them.
    init?(columns: [(column: Arrangement?, gap: Int)], width: Int, height: Int?, top: Bool) {
        guard let highest = columns.compactMap(\.column?.height).max() else { return nil }
        let height = max(height ?? 0, highest)
        var x = 0
        var items: [Placement] = []
        for (column, gap) in columns {
            guard let column else { continue }
            guard top else {
                items += column.moved(x: x, y: (height - column.height) / 2)
                x += column.width + gap
                continue
            }
            // A capital's top beside the QR's, where there is room for it.
            let start = (height - highest) / 2
            let lower =
                column.symbolTop == nil ? columns.compactMap { $0.column?.symbolTop }.max() ?? 0 : 0
            items += column.moved(x: x, y: start + min(lower, highest - column.height))
            x += column.width + gap
        }
        self.init(
            width: width, height: height, items: items,
            notes: columns.flatMap { $0.column?.notes ?? [] })
    }

    /// Whether a text in it is not shown to its end, or an icon not at all.
    var isCut: Bool {
        items.contains { placed in
            if case .text(let text) = placed.item { text.isCut } else { false }
        }
            || notes.contains { note in
                switch note {
                case .iconsLeftOut, .textCut: true
                case .charactersMissing, .fieldNotOnLayout: false
                }
            }
    }

    /// Dots down to the QR in it.
    private var symbolTop: Int? { symbolPlace?.y }

    /// Dots from its left to the QR in it.
    var symbolLeft: Int? { symbolPlace?.x }

    /// Dots on a side of a module of the QR in it.
    var module: Int? {
        if case .symbol(_, let module) = symbolPlace?.item { module } else { nil }
    }

    private var symbolPlace: Placement? {
        items.first { if case .symbol = $0.item { true } else { false } }
    }

    func moved(x: Int, y: Int) -> [Placement] {
        items.map { Placement(x: $0.x + x, y: $0.y + y, item: $0.item, isWhite: $0.isWhite) }
    }
}

/// Edges of a node that lie on the label's margin.
struct Edges: OptionSet {
    let rawValue: Int
    static let left = Edges(rawValue: 1)
    static let right = Edges(rawValue: 2)
    static let top = Edges(rawValue: 4)
    static let bottom = Edges(rawValue: 8)
    static let all: Edges = [.left, .right, .top, .bottom]
}

/// What is drawn where on one kind of label, whatever its size: a tree of rows and columns whose
/// leaves are texts and the QR code.
///
/// Lengths are millimetres; shares are parts of what is there, so one layout serves many media.
struct Layout: Sendable, Hashable {
    /// The file's name without its ending, such as `lot`.
    let name: String
    /// White on every edge, 1.5 or more.
    let margin: Double
    /// White between two neighbours, and more where there is room.
    let gap: Double
    /// For labels clearly wider than long, and, turned by a quarter, for long narrow ones.
    let wide: Part
    /// For all others.
    let tall: Part

    /// The part for a label of this shape, and whether the label is drawn lying on its side.
    func arrangement(width: Double, feed: Double) -> (part: Part, turned: Bool) {
        if width >= 1.2 * feed { return (wide, false) }
        if feed >= 2.2 * width { return (wide, true) }
        return (tall, false)
    }

    /// The fields that one of its arrangements draws.
    var fields: Set<String> { wide.fields.union(tall.fields) }
}

/// A node of a layout's tree.
indirect enum Part: Sendable, Hashable {
    case rows([Portion])
    case columns([Portion])
    case text(TextPart)
    case code(CodePart)

    var isCode: Bool {
        if case .code = self { true } else { false }
    }

    var fields: Set<String> {
        switch self {
        case .rows(let portions), .columns(let portions):
            portions.reduce(into: []) { $0.formUnion($1.part.fields) }
        case .text(let text): [text.field]
        case .code: []
        }
    }
}

/// A part with its claim on the space of its parent.
struct Portion: Sendable, Hashable {
    let part: Part
    /// Beside its neighbours' shares: 1 and 3 are a quarter and three quarters.
    let share: Double
    /// Millimetres that a QR code beside it must leave.
    let least: Double
}

/// One field, as large as fits.
struct TextPart: Sendable, Hashable {
    let field: String
    let secondLine: SecondLine
    let bold: Bool
    /// Centred rather than at the start of its line.
    let centred: Bool
    /// Height of a small x in millimetres, 2 or more: below this the text is cut.
    let smallest: Double
    /// Height of a small x in millimetres that is never exceeded.
    let largest: Double
    /// At most this part of the size of the text before it.
    let ratio: Double?
}

/// When a text may go on to a second line.
enum SecondLine: Sendable, Hashable {
    case never
    /// Only where it would have to be cut otherwise.
    case needed
    /// Wherever two lines let it be larger than one.
    case larger
}

/// The QR code with its characters under it, as large as its share allows.
struct CodePart: Sendable, Hashable {
    /// Height of a small x in millimetres that the characters under the QR never exceed.
    let largest: Double
}

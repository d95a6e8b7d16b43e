import Printing

/// What is drawn where on one kind of label, whatever its size: a tree of rows and columns whose
/// leaves are texts, icons, lines and the QR code.
///
/// Lengths are millimetres; shares are parts of what is there, so one layout serves many media.
struct Layout: Sendable, Hashable {
    /// Ends the name that asks for a layout in large type: `lot-large`.
    static let largeEnding = "-large"

    /// The file's name without its ending, such as `lot`.
    let name: String
    /// White on every edge, 1.5 or more.
    let margin: Double
    /// White between two neighbours, and more where there is room.
    let gap: Double
    /// What a label has to measure at the least.
    let needs: LabelNeed
    /// For labels clearly wider than long, and, turned by a quarter, for long narrow ones.
    let wide: LayoutNode
    /// For all others.
    let tall: LayoutNode
    /// Whether it is drawn in large type.
    var isLarge = false

    /// The nodes for a label of this shape, and whether the label is drawn lying on its side: the one
    /// that suits it, and those to be tried where that has no room for what the label must say.
    func arrangements(width: Double, feed: Double) -> [(node: LayoutNode, turned: Bool)] {
        if width >= 1.2 * feed { return [(wide, false), (tall, false)] }
        if feed >= 2.2 * width { return [(wide, true), (tall, false)] }
        return [(tall, false), (wide, feed > width)]
    }

    /// The fields that one of its arrangements draws or asks about.
    var fields: Set<String> { wide.fields(on: nil).union(tall.fields(on: nil)) }

    /// The fields that list icons.
    var iconFields: Set<String> { wide.iconFields.union(tall.iconFields) }
}

/// Millimetres that the longer and the shorter side of a label have at the least.
struct LabelNeed: Sendable, Hashable {
    let long, short: Double

    static let none = LabelNeed(long: 0, short: 0)

    func isMet(by media: Media) -> Bool {
        max(media.width, media.feed) >= long && min(media.width, media.feed) >= short
    }
}

/// A node with its claim on the space of its parent.
struct Portion: Sendable, Hashable {
    let node: LayoutNode
    /// Beside its neighbours' shares: 1 and 3 are a quarter and three quarters.
    let share: Double
    /// Millimetres that a QR code or icon beside it must leave.
    let least: Double
    /// It is shown where all of these hold.
    let conditions: [LayoutCondition]
    /// It is shown on labels that measure as much.
    let needs: LabelNeed
}

/// Asks about a field; `code` asks whether the label has one.
struct LayoutCondition: Sendable, Hashable {
    let field: String
    /// What it has to say, whatever its case; nil is any text at all.
    let text: String?
    /// Whether it holds where the field does not say so.
    let isNegated: Bool
}

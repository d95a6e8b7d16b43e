import Printing

/// A node of a layout's tree.
indirect enum LayoutNode: Sendable, Hashable {
    case rows([Portion])
    case columns([Portion])
    case text(TextNode)
    case list(ListNode)
    case code(CodeNode)
    case icons(IconNode)
    case line(LineNode)
    case box(BoxNode)

    /// Whether it takes what it needs before its neighbours in a row share the rest.
    var isSquare: Bool {
        switch self {
        case .code: true
        case .icons(let icons): icons.source.field == nil
        case .rows, .columns, .text, .list, .line, .box: false
        }
    }

    var isCode: Bool {
        if case .code = self { true } else { false }
    }

    var isText: Bool {
        switch self {
        case .text, .list: true
        case .rows, .columns, .code, .icons, .line, .box: false
        }
    }

    /// Whether a label is as good without its end.
    var mayBeCut: Bool {
        switch self {
        case .text(let text): text.mayBeCut
        case .list(let list): list.mayBeCut
        case .box(let box): box.node.mayBeCut
        case .rows, .columns, .code, .icons, .line: false
        }
    }

    var list: ListNode? {
        if case .list(let list) = self { list } else { nil }
    }

    var line: LineNode? {
        if case .line(let line) = self { line } else { nil }
    }

    /// Whether the QR stands somewhere in it.
    var holdsCode: Bool {
        switch self {
        case .rows(let portions), .columns(let portions): portions.contains { $0.node.holdsCode }
        case .box(let box): box.node.holdsCode
        case .code: true
        case .text, .list, .icons, .line: false
        }
    }

    /// The fields that it draws on labels of some size, and that no part of it may cut.
    var neededFields: Set<String> {
        switch self {
        case .rows(let portions), .columns(let portions):
            portions.reduce(into: []) { $0.formUnion($1.node.neededFields) }
        case .box(let box): box.node.neededFields
        case .text, .list, .icons: mayBeCut ? [] : fields(on: nil)
        case .code, .line: []
        }
    }

    /// The fields that list icons.
    var iconFields: Set<String> {
        switch self {
        case .rows(let portions), .columns(let portions):
            portions.reduce(into: []) { $0.formUnion($1.node.iconFields) }
        case .box(let box): box.node.iconFields
        case .icons(let icons): icons.source.field.map { [$0] } ?? []
        case .text(let text): if case .iconNames(let field) = text.source { [field] } else { [] }
        case .list, .code, .line: []
        }
    }

    /// The fields that it draws, or asks about, on a label of this size; nil is any size.
    func fields(on media: Media?) -> Set<String> {
        switch self {
        case .rows(let portions), .columns(let portions):
            portions.reduce(into: []) { fields, portion in
                if let media, !portion.needs.isMet(by: media) { return }
                fields.formUnion(portion.node.fields(on: media))
                fields.formUnion(portion.conditions.map(\.field))
                fields.remove("code")
            }
        case .text(let text): text.source.field.map { [$0] } ?? []
        case .list(let list): [list.field]
        case .icons(let icons): icons.source.field.map { [$0] } ?? []
        case .box(let box): box.node.fields(on: media)
        case .code, .line: []
        }
    }
}

/// What a text says.
enum TextSource: Sendable, Hashable {
    case field(String)
    /// A word of `words.yaml`, in the label's language.
    case words(String)
    /// The names of the icons in a field, in the label's language.
    case iconNames(String)
    /// The characters of the code.
    case code

    var field: String? {
        switch self {
        case .field(let name), .iconNames(let name): name
        case .words, .code: nil
        }
    }

    /// What a note or a fault calls it.
    var name: String {
        switch self {
        case .field(let name), .iconNames(let name), .words(let name): name
        case .code: "code"
        }
    }
}

/// One text, as large as fits.
struct TextNode: Sendable, Hashable {
    let source: TextSource
    let secondLine: SecondLine
    let bold: Bool
    /// Centred rather than at the start of its line.
    let centred: Bool
    /// Height of a small x in millimetres, 2 or more: below this the text does not fit.
    let smallest: Double
    /// Height of a small x in millimetres that is never exceeded.
    let largest: Double
    /// At most this part of the size of the text before it.
    let ratio: Double?
    /// Whether it stays in large type.
    let staysLarge: Bool
    /// Whether its beginning says enough; any other stands whole, or there is no label.
    let mayBeCut: Bool
}

/// When a text may go on to a second line.
enum SecondLine: Sendable, Hashable {
    case never
    /// Only where it would not fit otherwise; on more lines, if need be.
    case needed
    /// Wherever two lines let it be larger than one; on more of them where it would not fit otherwise.
    case larger
}

/// One field whose texts, parted by semicolons or line ends, stand one below the other.
struct ListNode: Sendable, Hashable {
    let field: String
    let bold: Bool
    /// Heights of a small x in millimetres.
    let smallest, largest: Double
    let staysLarge: Bool
    /// Whether its first texts say enough; any other stands whole, or there is no label.
    let mayBeCut: Bool
    /// The word that says how many more there are, where not all fit on a label whose code says which;
    /// nil leaves none out.
    let more: String?
}

/// The QR code with its characters under it, as large as its share allows.
struct CodeNode: Sendable, Hashable {
    /// Height of a small x in millimetres that the characters under the QR never exceed.
    let largest: Double
    /// Whether there are any under it.
    let hasCharacters: Bool
    /// Whether it is as small as can be scanned.
    let isSmallest: Bool
    /// The word below its characters on large labels.
    let hint: String?
}

/// One icon or several, all of one size.
struct IconNode: Sendable, Hashable {
    enum Origin: Sendable, Hashable {
        case drawing(String)
        /// A field with names of icons, parted by commas.
        case field(String)

        var field: String? {
            if case .field(let name) = self { name } else { nil }
        }
    }

    let source: Origin
    /// Millimetres on a side.
    let smallest, largest: Double
    /// Whether each has its name under it, where there is room.
    let hasNames: Bool
}

/// A black line as long as there is room: across among rows, down among columns.
struct LineNode: Sendable, Hashable {
    /// Millimetres.
    let thickness: Double
    /// Millimetres of white above it, to write on; among rows only.
    let above: Double
}

/// A frame around a node, or a black ground for it.
struct BoxNode: Sendable, Hashable {
    let node: LayoutNode
    /// Millimetres; 0 draws none.
    let frame: Double
    /// Millimetres of white, or of black where it is filled, around the node.
    let padding: Double
    /// White on black.
    let isFilled: Bool
}

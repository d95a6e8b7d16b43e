import Yams

/// Reads the nodes of a layout file, each a mapping whose first key says what it is.
struct LayoutNodeFile {
    private let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    private static let textKeys = [
        "second_line", "bold", "align", "smallest", "largest", "ratio", "large", "cut",
    ]
    /// What a node may be, and the keys that go with it.
    private static let kinds: KeyValuePairs<String, [String]> = [
        "rows": [], "columns": [], "text": textKeys, "words": textKeys, "icon_names": textKeys,
        "list": ["bold", "smallest", "largest", "large", "cut", "more"],
        "code": ["largest", "characters", "hint"] + textKeys,
        "icon": ["smallest", "largest"], "icons": ["smallest", "largest", "names"],
        "line": ["above"], "box": ["frame", "padding", "filled"],
    ]

    /// A node that has no neighbours, so neither share nor conditions.
    func layoutNode(_ node: Node, file: String) throws(LayoutFault) -> LayoutNode {
        try layoutNode(try entry(node, file: file, beside: []))
    }

    private func portions(_ entry: YAMLEntry, _ key: String) throws(LayoutFault) -> [Portion] {
        var portions: [Portion] = []
        for node in try entry.list(key) { portions.append(try portion(node, file: entry.file)) }
        return portions
    }

    private func portion(_ node: Node, file: String) throws(LayoutFault) -> Portion {
        let entry = try entry(
            node, file: file, beside: ["share", "least", "when", "unless", "needs"])
        return Portion(
            node: try layoutNode(entry),
            share: try entry.number("share", in: 1...100, otherwise: 1),
            least: try entry.number("least", in: 0...200, otherwise: 0),
            conditions: try conditions(entry), needs: try entry.need())
    }

    private func entry(
        _ node: Node, file: String, beside: [String]
    ) throws(LayoutFault) -> YAMLEntry {
        let keys = node.mapping?.keys.compactMap(\.string) ?? []
        let kind = Self.kinds.first { keys.contains($0.key) }
        return try YAMLEntry(
            node, file: file, key: kind?.key ?? "rows",
            keys: (kind.map { [$0.key] + $0.value } ?? Self.kinds.map(\.key)) + beside)
    }

    private func layoutNode(_ entry: YAMLEntry) throws(LayoutFault) -> LayoutNode {
        guard let kind = Self.kinds.first(where: { entry.has($0.key) })?.key else {
            let all = Self.kinds.map(\.key)
            throw .keyMissing(
                entry.position, key: all.dropLast().joined(separator: ", ") + " or box")
        }
        switch kind {
        case "rows": return .rows(try portions(entry, "rows"))
        case "columns": return .columns(try portions(entry, "columns"))
        case "words": return .text(try text(entry, .words(try word(entry))))
        case "icon_names": return .text(try text(entry, .iconNames(try entry.text(kind))))
        case "list": return .list(try list(entry))
        case "code": return try code(entry)
        case "icon": return .icons(try icons(entry, .drawing(try icon(entry))))
        case "icons": return .icons(try icons(entry, .field(try entry.text(kind))))
        case "line":
            return .line(
                LineNode(
                    thickness: try entry.number("line", in: 0.25...5),
                    above: try entry.number("above", in: 0...50, otherwise: 0)))
        case "box": return try box(entry)
        default: return .text(try text(entry, .field(try entry.text("text"))))
        }
    }

    private func conditions(_ entry: YAMLEntry) throws(LayoutFault) -> [LayoutCondition] {
        var conditions: [LayoutCondition] = []
        for (key, isNegated) in [("when", false), ("unless", true)] where entry.has(key) {
            for (field, text) in try entry.wordOrPairs(key) {
                conditions.append(LayoutCondition(field: field, text: text, isNegated: isNegated))
            }
        }
        return conditions
    }

    private func code(_ entry: YAMLEntry) throws(LayoutFault) -> LayoutNode {
        guard try entry.choice("code", of: ["qr": true, "characters": false]) else {
            return .text(try text(entry, .code))
        }
        return .code(
            CodeNode(
                largest: try entry.number("largest", in: 2...50, otherwise: 50),
                hasCharacters: try entry.flag("characters", otherwise: true), isSmallest: false,
                hint: entry.has("hint") ? try word(entry, "hint") : nil))
    }

    private func box(_ entry: YAMLEntry) throws(LayoutFault) -> LayoutNode {
        let content = try layoutNode(try entry.node("box"), file: entry.file)
        let isFilled = try entry.flag("filled", otherwise: false)
        guard !isFilled || !content.holdsCode else {
            throw try entry.wrong("filled", wanted: "no around a QR, which scanners want on white")
        }
        return .box(
            BoxNode(
                node: content,
                frame: try entry.number("frame", in: 0...5, otherwise: isFilled ? 0 : 0.5),
                padding: try entry.number("padding", in: 0...20, otherwise: 1),
                isFilled: isFilled))
    }

    private func icons(
        _ entry: YAMLEntry, _ source: IconNode.Origin
    ) throws(LayoutFault) -> IconNode {
        let smallest = try entry.number("smallest", in: 5...100, otherwise: 8)
        return IconNode(
            source: source, smallest: smallest,
            largest: try entry.number("largest", in: smallest...100, otherwise: 100),
            hasNames: try entry.flag("names", otherwise: source.field != nil))
    }

    private func icon(_ entry: YAMLEntry) throws(LayoutFault) -> String {
        let name = try entry.text("icon")
        guard vocabulary.icons[name] == nil else { return name }
        throw try entry.unknown("icon", known: vocabulary.iconNames)
    }

    private func word(
        _ entry: YAMLEntry, _ key: String = "words"
    ) throws(LayoutFault) -> String {
        let word = try entry.text(key)
        guard vocabulary.words[word] == nil else { return word }
        throw try entry.unknown(key, known: vocabulary.words.keys.sorted())
    }

    private func list(_ entry: YAMLEntry) throws(LayoutFault) -> ListNode {
        let smallest = try entry.number("smallest", in: 2...50, otherwise: 2)
        let bold = try entry.flag("bold", otherwise: false)
        let mayBeCut = try entry.flag("cut", otherwise: false)
        return ListNode(
            field: try entry.text("list"), bold: bold, smallest: smallest,
            largest: try entry.number("largest", in: smallest...200, otherwise: 200),
            staysLarge: try entry.flag("large", otherwise: bold || !mayBeCut),
            mayBeCut: mayBeCut,
            more: entry.has("more") ? try word(entry, "more") : nil)
    }

    private func text(_ entry: YAMLEntry, _ source: TextSource) throws(LayoutFault) -> TextNode {
        let smallest = try entry.number("smallest", in: 2...50, otherwise: 2)
        let bold = try entry.flag("bold", otherwise: false)
        let mayBeCut = try entry.flag("cut", otherwise: false)
        return TextNode(
            source: source,
            secondLine: try entry.choice(
                "second_line", of: ["never": .never, "needed": .needed, "larger": .larger],
                otherwise: .never),
            bold: bold,
            centred: try entry.choice(
                "align", of: ["start": false, "middle": true], otherwise: false),
            smallest: smallest,
            largest: try entry.number("largest", in: smallest...200, otherwise: 200),
            ratio: entry.has("ratio") ? try entry.number("ratio", in: 0.1...1) : nil,
            staysLarge: try entry.flag("large", otherwise: bold || !mayBeCut),
            mayBeCut: mayBeCut)
    }
}

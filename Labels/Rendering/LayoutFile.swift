import Yams

/// Reads a layout file; README.md shows the format.
enum LayoutFile {
    /// - Throws: ``LayoutFault`` with file and line.
    static func read(_ yaml: String, name: String) throws(LayoutFault) -> Layout {
        let file = name + ".yaml"
        let top = try YAMLEntry(
            document(yaml, file: file), file: file, key: name,
            keys: ["margin", "gap", "wide", "tall"])
        return Layout(
            name: name,
            margin: try top.number("margin", in: 1.5...20, otherwise: 1.5),
            gap: try top.number("gap", in: 0.5...20, otherwise: 1.5),
            wide: try portion(top.node("wide"), file: file).part,
            tall: try portion(top.node("tall"), file: file).part)
    }

    /// The root of a YAML document.
    static func document(_ yaml: String, file: String) throws(LayoutFault) -> Node {
        do {
            if let node = try Yams.compose(yaml: yaml), node.scalar?.string != "" { return node }
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(
            _, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            throw .notYAML(Spot(file: file, line: mark.line), problem: problem)
        } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
            throw .notYAML(
                Spot(file: file, line: context.mark.line),
                problem:
                    "a key is there twice: \(duplicates.map { "\($0)" }.joined(separator: ", "))")
        } catch {
            throw .notYAML(Spot(file: file, line: 1), problem: "it has unreadable characters")
        }
        throw .notYAML(Spot(file: file, line: 1), problem: "it is empty")
    }

    private static func portion(_ node: Node, file: String) throws(LayoutFault) -> Portion {
        let kinds = ["rows", "columns", "text", "code"]
        let keys = node.mapping?.keys.compactMap(\.string) ?? []
        let kind = kinds.first(where: keys.contains)
        let own: [String] =
            switch kind {
            case "text": ["second_line", "bold", "align", "smallest", "largest", "ratio"]
            case "code": ["largest"]
            default: []
            }
        let entry = try YAMLEntry(
            node, file: file, key: kind ?? "rows",
            keys: (kind.map { [$0] } ?? kinds) + ["share", "least"] + own)
        return Portion(
            part: try part(entry, kind: kind),
            share: try entry.number("share", in: 1...100, otherwise: 1),
            least: try entry.number("least", in: 0...200, otherwise: 0))
    }

    private static func part(_ entry: YAMLEntry, kind: String?) throws(LayoutFault) -> Part {
        switch kind {
        case "rows": return .rows(try portions(entry, "rows"))
        case "columns": return .columns(try portions(entry, "columns"))
        case "text": return .text(try text(entry))
        case "code":
            _ = try entry.choice("code", of: ["qr": true])
            return .code(CodePart(largest: try entry.number("largest", in: 2...50, otherwise: 50)))
        default: throw .keyMissing(entry.spot, key: "rows, columns, text or code")
        }
    }

    private static func portions(_ entry: YAMLEntry, _ key: String) throws(LayoutFault) -> [Portion]
    {
        var portions: [Portion] = []
        for node in try entry.list(key) { portions.append(try portion(node, file: entry.file)) }
        return portions
    }

    private static func text(_ entry: YAMLEntry) throws(LayoutFault) -> TextPart {
        let smallest = try entry.number("smallest", in: 2...50, otherwise: 2)
        return TextPart(
            field: try entry.text("text"),
            secondLine: try entry.choice(
                "second_line", of: ["never": .never, "needed": .needed, "larger": .larger],
                otherwise: .never),
            bold: try entry.choice(
                "bold", of: ["yes": true, "no": false, "true": true, "false": false],
                otherwise: false),
            centred: try entry.choice(
                "align", of: ["start": false, "middle": true], otherwise: false),
            smallest: smallest,
            largest: try entry.number("largest", in: smallest...200, otherwise: 200),
            ratio: entry.has("ratio") ? try entry.number("ratio", in: 0.1...1) : nil)
    }
}

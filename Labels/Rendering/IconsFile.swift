import Yams

/// Reads `icons.yaml`: for every name, the strokes and areas it is drawn with, or the name of
/// another icon that looks the same.
enum IconsFile {
    static let name = "icons.yaml"

    /// A name may stand for an icon in `known`, which was read before.
    ///
    /// - Returns: The icons in the file's order.
    /// - Throws: ``LayoutFault`` with file and line.
    static func read(
        _ yaml: String, known: [String: Icon]
    ) throws(LayoutFault) -> [(name: String, icon: Icon)] {
        let root = try LayoutFile.document(yaml, file: name)
        var icons = known
        var read: [(String, Icon)] = []
        for (key, node) in try YAMLEntry.pairs(root, file: name, key: "icons") {
            let position = FilePosition(file: name, line: node.line)
            guard IconNames.split(key) == [key] else {
                throw .valueWrong(
                    position, key: "icons", found: key,
                    wanted: "names that a field can list: lower case, no blanks or commas")
            }
            let icon: Icon
            if let same = node.scalar?.string {
                guard let drawn = icons[same] else {
                    throw .nameUnknown(
                        position, key: key, name: same,
                        meant: nearest(to: same, of: Array(icons.keys)))
                }
                icon = drawn
            } else {
                icon = try drawing(node, key: key)
            }
            icons[key] = icon
            read.append((key, icon))
        }
        return read
    }

    private static func drawing(_ node: Node, key: String) throws(LayoutFault) -> Icon {
        guard let nodes = node.sequence, !nodes.isEmpty else {
            throw .valueWrong(
                FilePosition(file: name, line: node.line), key: key, found: "a group of keys",
                wanted: "a list of strokes and areas, or the name of another icon")
        }
        var steps: [Icon.Step] = []
        for node in nodes {
            for (word, path) in try YAMLEntry.pairs(node, file: name, key: key) {
                let position = FilePosition(file: name, line: path.line)
                guard let tool = Icon.Tool(rawValue: word) else {
                    let known = Icon.Tool.allCases.map(\.rawValue)
                    throw .keyUnknown(position, key: word, meant: nearest(to: word, of: known))
                }
                guard let text = path.scalar?.string, let path = PathStep.path(text) else {
                    throw .valueWrong(
                        position, key: word, found: path.scalar?.string ?? "a group",
                        wanted: "a path of M, L, C, O and Z on a grid of 0 to 32")
                }
                steps.append(Icon.Step(tool: tool, path: path))
            }
        }
        return Icon(steps: steps)
    }
}

import Yams

/// Reads a layout file; README.md shows the format.
enum LayoutFile {
    /// - Throws: ``LayoutFault`` with file and line.
    static func read(
        _ yaml: String, name: String, vocabulary: Vocabulary
    ) throws(LayoutFault) -> Layout {
        let file = name + ".yaml"
        let top = try YAMLEntry(
            document(yaml, file: file), file: file, key: name,
            keys: ["margin", "gap", "needs", "wide", "tall"])
        return Layout(
            name: name,
            margin: try top.number("margin", in: 1.5...20, otherwise: 1.5),
            gap: try top.number("gap", in: 0.5...20, otherwise: 1.5),
            needs: try top.need(),
            wide: try LayoutNodeFile(vocabulary).layoutNode(try top.node("wide"), file: file),
            tall: try LayoutNodeFile(vocabulary).layoutNode(try top.node("tall"), file: file))
    }

    /// More than a text without aliases makes; with them, a short one could mean millions.
    private static let nodesPerByte = 4

    /// The root of a YAML document.
    static func document(_ yaml: String, file: String) throws(LayoutFault) -> Node {
        do {
            if let node = try Yams.compose(yaml: yaml), node.scalar?.string != "" {
                var nodesLeft = yaml.utf8.count * nodesPerByte
                guard node.fits(in: &nodesLeft) else {
                    throw LayoutFault.notYAML(
                        FilePosition(file: file, line: node.line),
                        problem: "its aliases repeat too much")
                }
                return node
            }
        } catch let fault as LayoutFault {
            throw fault
        } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(
            _, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _)
        {
            throw .notYAML(FilePosition(file: file, line: mark.line), problem: problem)
        } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
            throw .notYAML(
                FilePosition(file: file, line: context.mark.line),
                problem:
                    "a key is there twice: \(duplicates.map { "\($0)" }.joined(separator: ", "))")
        } catch {
            throw .notYAML(
                FilePosition(file: file, line: 1), problem: "it has unreadable characters")
        }
        throw .notYAML(FilePosition(file: file, line: 1), problem: "it is empty")
    }
}

extension Node {
    /// Takes the number of its nodes, counted wherever an alias repeats them, from `nodesLeft`;
    /// false, and no further, where there are more.
    fileprivate func fits(in nodesLeft: inout Int) -> Bool {
        nodesLeft -= 1
        guard nodesLeft >= 0 else { return false }
        switch self {
        case .scalar, .alias: return true
        case .sequence(let items): return items.allSatisfy { $0.fits(in: &nodesLeft) }
        case .mapping(let pairs):
            return pairs.allSatisfy { $0.key.fits(in: &nodesLeft) && $0.value.fits(in: &nodesLeft) }
        }
    }
}

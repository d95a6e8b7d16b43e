import Yams

/// Reads `words.yaml`: for every key, its text in each language by tag.
enum WordsFile {
    static let name = "words.yaml"

    /// - Throws: ``LayoutFault`` with file and line.
    static func read(_ yaml: String) throws(LayoutFault) -> [String: [String: String]] {
        let root = try LayoutFile.document(yaml, file: name)
        var words: [String: [String: String]] = [:]
        for (key, node) in try YAMLEntry.pairs(root, file: name, key: "words") {
            var texts: [String: String] = [:]
            for (tag, text) in try YAMLEntry.pairs(node, file: name, key: key) {
                guard let text = text.scalar?.string, !text.isEmpty else {
                    throw .valueWrong(
                        FilePosition(file: name, line: text.line), key: tag, found: "a group",
                        wanted: "a text")
                }
                texts[tag] = text
            }
            guard texts["en"] != nil else {
                throw .keyMissing(FilePosition(file: name, line: node.line), key: "en")
            }
            words[key] = texts
        }
        return words
    }
}

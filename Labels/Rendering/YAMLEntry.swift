import Yams

/// A YAML mapping that is read key by key, and knows file and line for whatever is wrong with it.
struct YAMLEntry {
    let file: String
    private let node: Node
    private let values: [String: Node]

    /// - Throws: ``LayoutFault`` where the node is no mapping or holds a key beyond `keys`.
    init(_ node: Node, file: String, key: String, keys: [String]) throws(LayoutFault) {
        self.file = file
        self.node = node
        guard let mapping = node.mapping else {
            throw .valueWrong(
                FilePosition(file: file, line: node.line), key: key, found: node.text,
                wanted: "\"key: value\" lines")
        }
        var values: [String: Node] = [:]
        for (name, value) in mapping {
            guard keys.contains(name.text) else {
                throw .keyUnknown(
                    FilePosition(file: file, line: name.line), key: name.text,
                    meant: nearest(to: name.text, of: keys))
            }
            values[name.text] = value
        }
        self.values = values
    }

    var position: FilePosition { FilePosition(file: file, line: node.line) }

    func has(_ key: String) -> Bool { values[key] != nil }

    func node(_ key: String) throws(LayoutFault) -> Node {
        guard let value = values[key] else { throw .keyMissing(position, key: key) }
        return value
    }

    func list(_ key: String) throws(LayoutFault) -> [Node] {
        let value = try node(key)
        guard let items = value.sequence, !items.isEmpty else {
            throw wrong(key, value, wanted: "a list of one or more")
        }
        return Array(items)
    }

    func text(_ key: String) throws(LayoutFault) -> String {
        let value = try node(key)
        guard let text = value.scalar?.string, !text.isEmpty else {
            throw wrong(key, value, wanted: "a word")
        }
        return text
    }

    func number(
        _ key: String, in range: ClosedRange<Double>, otherwise: Double? = nil
    ) throws(LayoutFault) -> Double {
        if let otherwise, !has(key) { return otherwise }
        let value = try node(key)
        guard let number = value.scalar.flatMap({ Double($0.string) }), range.contains(number)
        else {
            throw wrong(
                key, value, wanted: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func choice<Value>(
        _ key: String, of choices: KeyValuePairs<String, Value>, otherwise: Value? = nil
    ) throws(LayoutFault) -> Value {
        if let otherwise, !has(key) { return otherwise }
        let value = try node(key)
        guard let choice = choices.first(where: { $0.key == value.scalar?.string }) else {
            throw wrong(key, value, wanted: choices.map(\.key).joined(separator: " or "))
        }
        return choice.value
    }

    func flag(_ key: String, otherwise: Bool) throws(LayoutFault) -> Bool {
        try choice(
            key, of: ["yes": true, "no": false, "true": true, "false": false],
            otherwise: otherwise)
    }

    /// Two sides in millimetres under `needs`, such as `50x28`, the longer one first.
    func need() throws(LayoutFault) -> LabelNeed {
        guard has("needs") else { return .none }
        let sides = try text("needs").split(separator: "x").compactMap { Double($0) }
        guard sides.count == 2, sides.allSatisfy((10...500).contains), sides[0] >= sides[1] else {
            throw try wrong("needs", wanted: "two sides in mm, the longer first, such as 50x28")
        }
        return LabelNeed(long: sides[0], short: sides[1])
    }

    /// Words with nothing (`when: date`) or with a text each (`when: {keep: frozen}`).
    func wordOrPairs(_ key: String) throws(LayoutFault) -> [(word: String, text: String?)] {
        let value = try node(key)
        guard value.mapping != nil else { return [(try text(key), nil)] }
        var pairs: [(String, String?)] = []
        for (word, node) in try Self.pairs(value, file: file, key: key) {
            guard let text = node.scalar?.string, !text.isEmpty else {
                throw wrong(word, node, wanted: "a word")
            }
            pairs.append((word, text))
        }
        return pairs
    }

    /// What to throw where the value of a key is not what it takes.
    func wrong(_ key: String, wanted: String) throws(LayoutFault) -> LayoutFault {
        wrong(key, try node(key), wanted: wanted)
    }

    /// What to throw where a key names what is not there.
    func unknown(_ key: String, known: [String]) throws(LayoutFault) -> LayoutFault {
        let value = try node(key)
        return .nameUnknown(
            FilePosition(file: file, line: value.line), key: key, name: value.text,
            meant: nearest(to: value.text, of: known))
    }

    /// The entries of a document that is one list, each as `read` makes it.
    static func list<Entry>(
        _ yaml: String, file: String, key: String, wanted: String,
        _ read: (Node) throws(LayoutFault) -> Entry
    ) throws(LayoutFault) -> [Entry] {
        let root = try LayoutFile.document(yaml, file: file)
        guard let nodes = root.sequence else {
            throw .valueWrong(
                FilePosition(file: file, line: root.line), key: key, found: "a group of keys",
                wanted: wanted)
        }
        var entries: [Entry] = []
        for node in nodes { entries.append(try read(node)) }
        return entries
    }

    /// The keys and values of a mapping whose keys a coordinator makes up, in their order.
    static func pairs(
        _ node: Node, file: String, key: String
    ) throws(LayoutFault) -> [(key: String, value: Node)] {
        guard let mapping = node.mapping, !mapping.isEmpty else {
            throw .valueWrong(
                FilePosition(file: file, line: node.line), key: key, found: node.text,
                wanted: "\"key: value\" lines")
        }
        return mapping.map { ($0.key.text, $0.value) }
    }

    private func wrong(_ key: String, _ value: Node, wanted: String) -> LayoutFault {
        .valueWrong(
            FilePosition(file: file, line: value.line), key: key, found: value.text, wanted: wanted)
    }
}

extension Node {
    /// From 1; 1 where the parser did not say.
    var line: Int { mark?.line ?? 1 }

    /// What a message calls this node.
    fileprivate var text: String {
        switch self {
        case .scalar(let scalar): scalar.string
        case .mapping: "a group of keys"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

/// The word of `words` that differs from `word` in the fewest letters, if it is at most two.
func nearest(to word: String, of words: [String]) -> String? {
    let best = words.map { (distance: lettersBetween(word, $0), word: $0) }.min {
        $0.distance < $1.distance
    }
    return best.flatMap { $0.distance <= 2 ? $0.word : nil }
}

/// Letters to put in, take out or change until `a` reads `b` (Levenshtein's distance).
private func lettersBetween(_ a: String, _ b: String) -> Int {
    let b = Array(b.lowercased())
    var row = Array(0...b.count)
    for (i, letter) in a.lowercased().prefix(64).enumerated() {
        var corner = row[0]
        row[0] = i + 1
        for j in b.indices {
            let changed = corner + (letter == b[j] ? 0 : 1)
            corner = row[j + 1]
            row[j + 1] = min(changed, corner + 1, row[j] + 1)
        }
    }
    return row[b.count]
}

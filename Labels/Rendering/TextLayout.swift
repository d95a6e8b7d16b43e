import Printing

extension LayoutEngine {
    /// What a text says, and below it what it says in the second language, each with the name that
    /// a note calls it by; only those that say something.
    func texts(of source: TextSource) -> [(name: String, text: String)] {
        func inBoth(_ text: (String) -> String) -> [(String, String)] {
            let first = text(languages.first)
            guard let second = languages.second.map(text), second != first else {
                return [(source.name, first)].filter { !$0.1.isEmpty }
            }
            return [(source.name, first), (source.name, second)].filter { !$0.1.isEmpty }
        }
        switch source {
        case .field(let name):
            return [name, name + "2"].compactMap { name in
                said.bound(name, economy).map { (name, $0) }
            }
        case .words(let key): return inBoth { vocabulary.word(key, in: $0) }
        case .iconNames(let field):
            let names = icons(of: .field(field)).map(\.name)
            return inBoth { language in
                names.map { vocabulary.word($0, in: language) }.joined(separator: ", ")
            }
        case .code: return code.map { [("code", $0.shown)] } ?? []
        }
    }

    /// Height of a small x in millimetres.
    private static let smallestNumber = 1.5

    /// A text as large as its room lets it be, and below it the one in the second language.
    mutating func text(_ node: TextNode, width: Int, height: Int) -> Arrangement? {
        let texts = texts(of: node.source)
        guard let first = texts.first else { return nil }
        guard let second = texts.dropFirst().first else {
            return text(first.text, first.name, node, width: width, height: height)
        }
        let room = height - gap / 2
        let upper = text(first.text, first.name, node, width: width, height: room * 55 / 100)
        let size = sizeBefore
        let lower = text(
            second.text, second.name, node, width: width,
            height: upper.map { room - $0.height } ?? height, noLargerThan: size)
        // What comes next keeps its size beside the first language, not the second.
        sizeBefore = size ?? sizeBefore
        return Arrangement(
            rows: [upper, lower].compactMap(\.self), width: width, between: gap / 2)
    }

    private mutating func text(
        _ text: String, _ name: String, _ node: TextNode, width: Int, height: Int,
        noLargerThan limit: Int? = nil
    ) -> Arrangement? {
        let isSmall = economy >= .smallNumbers && FieldTexts.lotNumbers.contains(name)
        let smallest = resolution.fontSize(
            xHeight: isSmall ? min(Self.smallestNumber, node.smallest) : node.smallest)
        var largest = resolution.fontSize(xHeight: node.largest)
        if let ratio = node.ratio, let sizeBefore {
            largest = min(largest, Int(Double(sizeBefore) * ratio))
        }
        if let limit { largest = min(largest, limit) }
        let box = TextBox(
            width: width, height: height, secondLine: node.secondLine,
            smallest: smallest, largest: isLeast ? smallest : max(largest, smallest))
        let style = TextStyle(
            field: name, bold: node.bold, centred: node.centred)
        guard let fitted = typesetter.paragraph().fit(text, style, in: box) else {
            return Arrangement(withoutRoomFor: name)
        }
        sizeBefore = fitted.size
        return Arrangement(fitted, width: width)
    }
}

extension StringProtocol {
    /// The same with a place after every fourth character where a line may end.
    var breakable: String {
        enumerated().reduce(into: "") { text, character in
            if character.offset > 0, character.offset % 4 == 0 { text += "\u{200B}" }
            text.append(character.element)
        }
    }
}

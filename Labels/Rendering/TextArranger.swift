import Printing

extension Arranger {
    /// What a text says, and below it what it says in the second language, each with the name that
    /// a note calls it by; both may be empty.
    func said(_ says: TextSource) -> [(name: String, text: String)] {
        func inBoth(_ text: (String) -> String) -> [(String, String)] {
            let first = text(languages.first)
            guard let second = languages.second.map(text), second != first else {
                return [(says.name, first)]
            }
            return [(says.name, first), (says.name, second)]
        }
        switch says {
        case .field(let name):
            let texts = [(name, fields[name] ?? ""), (name + "2", fields[name + "2"] ?? "")]
            return texts.filter { !PrintableText($0.1).text.isEmpty }
        case .words(let key): return inBoth { vocabulary.word(key, in: $0) }
        case .iconNames(let field):
            let names = icons(of: .field(field)).known.map(\.name)
            return inBoth { language in
                names.map { vocabulary.word($0, in: language) }.joined(separator: ", ")
            }
        case .code: return [("code", code?.shown ?? "")]
        }
    }

    /// A text as large as its room lets it be, and below it the one in the second language.
    mutating func text(_ part: TextPart, width: Int, height: Int) -> Arrangement? {
        let said = said(part.says)
        guard let first = said.first else { return nil }
        guard let second = said.dropFirst().first else {
            return text(first.text, first.name, part, width: width, height: height)
        }
        let room = height - gap / 2
        let upper = text(first.text, first.name, part, width: width, height: room * 55 / 100)
        let size = sizeBefore
        let lower = text(
            second.text, second.name, part, width: width,
            height: upper.map { room - $0.height } ?? height, noLargerThan: size)
        // What comes next keeps its size beside the first language, not the second.
        sizeBefore = size ?? sizeBefore
        return Arrangement(
            rows: [upper, lower].compactMap(\.self), width: width, between: gap / 2)
    }

    private mutating func text(
        _ text: String, _ name: String, _ part: TextPart, width: Int, height: Int,
        noLargerThan limit: Int? = nil
    ) -> Arrangement? {
        let smallest = resolution.fontSize(xHeight: part.smallest)
        var largest = resolution.fontSize(xHeight: part.largest)
        if let ratio = part.ratio, let sizeBefore {
            largest = min(largest, Int(Double(sizeBefore) * ratio))
        }
        if let limit { largest = min(largest, limit) }
        let box = TextBox(
            width: width, height: height, secondLine: part.secondLine,
            smallest: smallest, largest: max(largest, smallest))
        let style = TextStyle(field: name, bold: part.bold, centred: part.centred)
        guard let fitted = typesetter.paragraph().fit(text, style, in: box) else { return nil }
        sizeBefore = fitted.size
        return Arrangement(fitted, width: width)
    }

    /// Texts one below the other, all of one size.
    mutating func list(_ part: ListPart, width: Int, height: Int) -> Arrangement? {
        let smallest = resolution.fontSize(xHeight: part.smallest)
        let largest = resolution.fontSize(xHeight: part.largest)
        let box = TextBox(
            width: width, height: height, secondLine: .never,
            smallest: smallest, largest: max(largest, smallest))
        let style = TextStyle(field: part.field, bold: part.bold, centred: false)
        let fitted = typesetter.paragraph().fit(
            list: fields[part.field] ?? "", style, in: box)
        guard let fitted else { return nil }
        sizeBefore = fitted.size
        return Arrangement(fitted, width: width)
    }
}

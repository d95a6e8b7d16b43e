/// A sheet of styles as pages load it: without comments, and without blanks and line ends that mean nothing.
///
/// A comment begins a line, and what ends it ends one. No text goes over a line's end.
struct StyleText {
    let text: String

    init(_ whole: String) {
        var isComment = false
        var kept: [Substring] = []
        for line in whole.split(separator: "\n") {
            let words = line.drop { $0 == " " }
            if words.hasPrefix("/*") { isComment = true }
            if !isComment { kept.append(words) }
            if words.hasSuffix("*/") { isComment = false }
        }
        text = Self.squeezed(kept.joined(separator: " ")) + "\n"
    }

    /// A style without the blanks around signs, and without the last sign of a block, but for its texts.
    private static func squeezed(_ style: String) -> String {
        let (blank, quote, end, close) = (
            UInt8(ascii: " "), UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "}")
        )
        // A blank before a colon may stand for "anywhere in it".
        let (around, behind) = (Set("{};,>".utf8), Set("{};,>:".utf8))
        var (kept, isText): ([UInt8], Bool) = ([], false)
        for byte in style.utf8 {
            if byte == quote { isText.toggle() }
            if !isText {
                if byte == blank, kept.last.map(behind.contains) == true { continue }
                if around.contains(byte), kept.last == blank { kept.removeLast() }
                if byte == close, kept.last == end { kept.removeLast() }
            }
            kept.append(byte)
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

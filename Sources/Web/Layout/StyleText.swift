/// A sheet of styles as pages load it: without comments, empty lines and what lines are set in by.
///
/// A comment begins a line, and what ends it ends one.
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
        text = kept.joined(separator: "\n") + "\n"
    }
}

/// One thing of a list: what it is, and how many of it there are.
struct ListRow {
    /// As it was typed, such as `24 × Black beans`.
    let whole: PrintableText
    /// `Black beans` and `× 24`, or `Rice` and `1.5 kg`; nil where no amount comes first.
    let parts: (name: String, amount: String)?
    /// What it is, whose lines may end inside very long words too.
    ///
    /// A row of a long list is laid out some hundred times, and what holds its dates together is found out once.
    let breakable: String

    /// The rows of a field, which semicolons or line ends part.
    static func rows(of typed: String) -> [ListRow] {
        typed.split { $0.isNewline || $0 == ";" }.map { ListRow(String($0)) }
            .filter { !$0.whole.text.isEmpty }
    }

    private init(_ typed: String) {
        whole = PrintableText(typed)
        parts = Self.parts(of: whole.text)
        breakable = Self.breakable(parts?.name ?? whole.text)
    }

    private static func parts(of text: String) -> (name: String, amount: String)? {
        guard text.first?.isNumber == true else { return nil }
        let start = text.prefix { $0.isNumber || ".,\u{A0}\u{202F}".contains($0) }
        let figures = start.prefix(through: start.lastIndex(where: \.isNumber) ?? start.startIndex)
        let rest = text[figures.endIndex...].drop(while: \.isWhitespace)
        guard
            let unit = rest.split(whereSeparator: \.isWhitespace).first,
            units.contains(unit.lowercased())
        else { return nil }
        let name = rest[unit.endIndex...].drop(while: \.isWhitespace)
        let isCount = ["×", "x"].contains(unit.lowercased())
        return name.isEmpty
            ? nil : (String(name), isCount ? "×\u{A0}\(figures)" : "\(figures)\u{A0}\(unit)")
    }

    private static let units: Set<String> = ["×", "x", "g", "kg", "lb", "oz"]

    /// What it is, or all of it where no amount comes first.
    var name: String { parts?.name ?? whole.text }

    private static func breakable(_ name: String) -> String {
        DateText.boundWithin(name).split(
            separator: " ", omittingEmptySubsequences: false
        )
        .map { word in
            word.count > longWord ? word.breakable : String(word)
        }.joined(separator: " ")
    }

    /// Letters of a word that stays whole.
    private static let longWord = 24

    /// The row on one line, whose amount ends where the column does.
    var flush: String { parts.map { "\($0.name)\t\($0.amount)" } ?? whole.text }

    /// What is as wide as that line is at the least.
    var measured: String { parts.map { "\($0.name)\u{2002}\($0.amount)" } ?? whole.text }
}

/// A list's own name for a thing, as a cell of a spreadsheet holds it.
package enum SpreadsheetKey: Hashable, Sendable {
    /// It tells one thing from others; what a spreadsheet did to it, ``SpreadsheetCode`` undoes.
    case named
    /// It says nothing, so that rows with it are not of one thing: `TBD`, `n/a`, `x`, `0`, dashes.
    case nothing
    /// What many names may have become: `#N/A`, `4.13E+10`, `Jan-26`, `12:00:00 AM`.
    case damaged

    /// Reads a cell without outer blanks; it is total.
    package init(_ cell: String) {
        switch (SpreadsheetText(cell), SpreadsheetCode(cell)) {
        case (.text(let text), _) where Self.isNothing(text): self = .nothing
        case (.damaged, .restored): self = .named
        // In `="Jan-26"` nothing was taken for a date; `3/12` may be a shelf.
        case (.text(cell), .lost(_, .date)) where !Self.isFraction(cell): self = .damaged
        case (.text, _): self = .named
        case (.damaged, _): self = .damaged
        }
    }

    private static func isNothing(_ text: String) -> Bool {
        let folded = SpreadsheetCode.folded(text)
        guard folded.contains(where: { $0.isLetter || $0.isNumber }) else { return true }
        return SpreadsheetCode.isWord(text) || SpreadsheetCode.plainNumber(folded) == "0"
            || folded.allSatisfy { "xX".contains($0) } || words.contains(folded.uppercased())
    }

    /// Those that say that there is something, or that it is as another; as a code they may be somebody's own.
    private static let words: Set = [
        "YES", "NO", "S\u{CD}", "SI", "JA", "NEIN", "OUI", "NON", "SAME", "DITTO", "IDEM",
        "OTHER", "OTHERS", "OTRO", "OTROS", "MISC", "VARIOUS", "VARIOS", "NEW", "NUEVO",
    ]

    private static func isFraction(_ cell: String) -> Bool {
        cell.wholeMatch(of: #/[0-9]{1,2}\/[0-9]{1,2}/#) != nil
    }
}

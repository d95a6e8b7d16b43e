/// A text as a cell of a spreadsheet holds it, which is not always what someone wrote.
package enum SpreadsheetText: Hashable, Sendable {
    /// What was written; empty where the cell says that there is nothing: `=""`, `NULL`, `n/a`, dashes.
    case text(String)
    /// What a spreadsheet made of it: `#REF!`, `4.13E+10`.
    case damaged

    /// Reads a cell without outer blanks; it is total.
    package init(_ cell: String) {
        if let text = Self.quoted(cell) {
            self = Self(Self.trimmed(text[...]))
            return
        }
        if SpreadsheetCode.isError(cell) || Self.isShortened(cell) {
            self = .damaged
        } else {
            self = .text(Self.isNothing(cell) ? "" : cell)
        }
    }

    /// The text of `="Rice"`; nil for what is not one text in quotes, such as any other formula: that stands as it was written.
    private static func quoted(_ cell: String) -> String? {
        guard cell.hasPrefix("=\""), cell.hasSuffix("\""), cell.count > 2 else { return nil }
        let inner = cell.dropFirst(2).dropLast()
        let text = String(inner.replacing("\"\"", with: "\""))
        let isOne = !inner.replacing("\"\"", with: "").contains("\"")
        return isOne && text.first != "=" ? text : nil
    }

    private static func isNothing(_ cell: String) -> Bool {
        cell.allSatisfy { SpreadsheetCode.marks.contains($0) }
            || ["NULL", "N/A", "N.A.", "(NULL)"].contains(cell.uppercased())
    }

    /// A number with a power of ten, as none is written by hand.
    private static func isShortened(_ cell: String) -> Bool {
        guard cell.first?.isASCIIDigit == true || cell.first == "-" else { return false }
        return cell.wholeMatch(of: #/-?[0-9]+(?:[.,][0-9]+[eE][+\-]?|[eE][+\-])[0-9]{1,3}/#) != nil
    }

    private static func trimmed(_ text: Substring) -> String {
        let text = text.drop(while: \.isWhitespace)
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[...last])
    }
}

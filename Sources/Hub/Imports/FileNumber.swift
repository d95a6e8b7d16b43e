import API
import Barcodes

/// Whole numbers as spreadsheets write them.
enum FileNumber {
    /// `12`, or `12.0`; three zeros could be thousands, and are refused.
    ///
    /// - Throws: `number_unreadable`, which says what was probably meant where that can be told.
    static func whole(_ text: String, _ column: String) throws -> Int64 {
        if let number = plain(text) { return number }
        let folded = SpreadsheetCode.folded(text)
        if SpreadsheetCode(text) == .lost(likely: nil, .date)
            || SpreadsheetCode.isDate(inDigits: folded)
        {
            throw Problem.numberIsDate(text, in: column)
        }
        let meant = likely(folded, isWeight: column.hasSuffix("_g"))
        throw Problem.numberUnreadable(text, in: column, meant: meant)
    }

    /// What stands between thousands.
    private static let groupMarks: Set<Character> = [
        ",", ".", " ", "'", "\u{2019}", "_", "\u{B7}",
    ]

    private static func plain(_ text: String) -> Int64? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        let isWhole =
            parts.count == 1
            || parts.count == 2 && [1, 2].contains(parts[1].count)
                && parts[1].allSatisfy { $0 == "0" }
        return isWhole ? Int64(parts[0]) : nil
    }

    /// The number in a text that holds marks or a unit beside it: `425 g`, `1,000`, `’12`, `case of 12`.
    private static func likely(_ text: String, isWeight: Bool) -> Int64? {
        let runs = text.split { !$0.isASCII || !$0.isWholeNumber }
        guard let first = runs.first, let last = runs.last else { return nil }
        // `.5` is a half, and `2½` is not two.
        if let mark = text[..<first.startIndex].last, ".,·".contains(mark) { return nil }
        guard !text.contains(where: { $0.isNumber && !$0.isWholeNumber }) else { return nil }
        let number = text[first.startIndex..<last.endIndex]
        let unit = text[last.endIndex...].trimmingPrefix { !$0.isLetter }.lowercased()
        // A weight in another unit is not reckoned here.
        let isAmount = text.contains { $0 == "%" || $0.isCurrencySymbol }
        guard !isAmount, !isWeight || ["", "g", "gr", "gram", "grams", "gramos"].contains(unit)
        else { return nil }
        let marks = Set(number.filter { !$0.isASCII || !$0.isWholeNumber })
        guard runs.count > 1 else { return Int64(first) }
        guard marks.count == 1, marks.allSatisfy({ Self.groupMarks.contains($0) }),
            runs.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        return Int64(runs.joined())
    }
}

/// Cells in which a spreadsheet wrote a date or a time.
extension SpreadsheetCode {
    /// A day and a month's name, or a month and a year, as a spreadsheet makes of `3-12` or `DEC3`.
    ///
    /// A code in capital letters is none.
    static func isDate(_ cell: String) -> Bool {
        guard cell.utf8.count <= 30, cell != cell.uppercased() else { return false }
        let parts = cell.split { "-/ .,".contains($0) }.map { $0.lowercased() }
            .filter { $0 != "de" }
        let words = parts.filter { !$0.isDigits }
        guard (2...3).contains(parts.count), words.count == 1, let word = words.first,
            parts.allSatisfy({ !$0.isDigits || [1, 2, 4].contains($0.count) })
        else { return false }
        return months.contains(word)
            || monthsInFull.contains(word) && parts.contains { $0.isDigits && $0.count == 4 }
    }

    /// As spreadsheets shorten them in English, Spanish, German, French, Portuguese and Italian, where that is no word of a
    /// list in English.
    private static let months: Set = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "ene", "abr", "ago", "dic", "mrz", "m\u{E4}r", "mai", "okt", "dez", "janv", "f\u{E9}vr",
        "avr", "juin", "juil", "ao\u{FB}t", "d\u{E9}c", "fev", "gen", "giu", "lug", "ott",
    ]

    private static let monthsInFull: Set = [
        "january", "february", "march", "april", "june", "july", "august", "september", "october",
        "november", "december", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
        "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ]

    /// A time of day or a length of time, as a spreadsheet writes it: `12:30`, `4:11:00 PM`, `0:00`.
    static func isTime(_ cell: String) -> Bool {
        guard cell.first?.isASCIIDigit == true, cell.contains(":") else { return false }
        return folded(cell).wholeMatch(
            of:
                #/[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,3})?)?(?: ?[AaPp]\.? ?[Mm]\.?)?/#
        ) != nil
    }

    /// Whether a text is a date in figures, with or without a time: `1/2/2026`, `2026-02-01`, `1.2.2026 00:00`, `3/12`.
    package static func isDate(inDigits text: String) -> Bool {
        let halves = text.split(maxSplits: 1) { $0 == " " || $0 == "T" }
        guard let date = halves.first,
            halves.dropFirst().allSatisfy({
                $0.allSatisfy { $0.isNumber || ":. AMPampZ+-".contains($0) }
            })
        else { return false }
        let marks = Set(date.filter { !$0.isASCIIDigit })
        guard marks.count == 1, let mark = marks.first, "/.-".contains(mark) else { return false }
        let digits = date.split(separator: mark, omittingEmptySubsequences: false)
        let numbers = digits.compactMap { Int($0) }
        guard numbers.count == digits.count else { return false }
        func isDay(_ one: Int, _ two: Int) -> Bool {
            (1...12).contains(min(one, two)) && (1...31).contains(max(one, two))
        }
        let years = 1900...2100
        let isShort = digits.map { $0.count < 3 }
        switch isShort {
        case [false, true, true]: return years.contains(numbers[0]) && isDay(numbers[1], numbers[2])
        case [true, true, false]: return years.contains(numbers[2]) && isDay(numbers[0], numbers[1])
        case [true, true, true], [true, true]: return mark == "/" && isDay(numbers[0], numbers[1])
        case [true, false]:
            return mark == "/" && years.contains(numbers[1]) && (1...12).contains(numbers[0])
        default: return false
        }
    }
}

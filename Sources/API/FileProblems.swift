// What is wrong with a file, or with a row of it.

extension Problem {
    package static func columnsMissing(_ columns: [String]) -> Problem {
        Problem(
            .columnsMissing,
            "The first line has to name the columns; \(columns.joined(separator: ", ")) is missing. Nothing was read."
        )
    }

    /// `kind` is what the file is instead, such as `a PDF`.
    package static func fileNoText(_ kind: String) -> Problem {
        Problem(
            .textEncodingUnknown,
            "The file is \(kind), not text. Save it as “CSV UTF-8” and send it again; nothing was read."
        )
    }

    package static func linesTooMany(limit: Int) -> Problem {
        Problem(
            .bodyTooLarge,
            "The hub reads at most \(grouped(limit)) lines at once. Send the file in parts; nothing of it was read."
        )
    }

    package static func previewTooLong(lines: Int, limit: Int) -> Problem {
        Problem(
            .bodyTooLarge,
            "A preview shows at most \(grouped(limit)) lines at once, and these are \(lines). Preview a part of the file."
        )
    }

    /// The hub was told to stop: `lines` are recorded, of `all` where these were counted.
    package static func stopping(lines: Int, of all: Int?) -> Problem {
        let count = all.map { " of \($0)" } ?? ""
        return Problem(
            .stopping,
            "The hub is stopping: \(lines)\(count) lines are recorded. Send the same again; what is recorded stays as it is."
        )
    }
}

/// What keeps a row from being read.
package enum RowFault: Sendable, Hashable, CustomStringConvertible {
    case nulCharacter
    case notUTF8
    case quoteInside
    case quoteUnclosed
    case textBehindQuote
    case fieldsTooMany(limit: Int)
    /// It has more fields than the first line names.
    case fieldsBeyondHeader
    /// Columns of one name say two things.
    case columnsDiffer(name: String, String, String)
    /// Several items have its name, and nothing in it says which is meant.
    case nameOfSeveral(String)
    /// A column's text is what a spreadsheet made of it.
    case madeBySpreadsheet(String, String)
    /// It changes an item's measure, as an earlier row does that was refused for it.
    case measureRefused(line: Int)

    /// For the end of a sentence.
    package var description: String {
        switch self {
        case .nulCharacter: "a character that is none (NUL)"
        case .notUTF8: "bytes that are no UTF-8"
        case .quoteInside: "a quote inside a field that is not in quotes"
        case .quoteUnclosed: "a quote that is never closed"
        case .textBehindQuote: "text after a closing quote"
        case .fieldsTooMany(let limit): "more than \(grouped(limit)) fields"
        case .fieldsBeyondHeader:
            "more fields than the first line names; is a text with a comma in it without quotes?"
        case .columnsDiffer(let name, let one, let other):
            "more than one column is named \(name), and they say “\(one.prefix(40))” and “\(other.prefix(40))”; leave one, or give each code a row of its own"
        case .madeBySpreadsheet(let column, let text):
            "\(column) says “\(text.prefix(40))”, which a spreadsheet made of it; write the text that was meant"
        case .measureRefused(let line):
            "it changes the measure of its item, for which line \(line) was refused; mend that line first"
        case .nameOfSeveral(let name):
            "more than one item is called “\(name)”; write the id of the one that is meant into the column item, as larder export items does"
        }
    }
}

/// What a time is that was not written as RFC 3339 says.
package enum TimeFault: Sendable {
    case zoneMissing
    /// As a spreadsheet writes it, with less in it than the scanner wrote.
    case shortened
    /// As a spreadsheet counts it.
    case days
    case noTime

    fileprivate var words: String {
        switch self {
        case .zoneMissing: "says no zone"
        case .shortened: "is a time as a spreadsheet writes it, without its seconds or its zone"
        case .days: "is a time as a spreadsheet counts it, in days"
        case .noTime: "is no time"
        }
    }
}

// Rows.
extension Problem {
    package static func rowUnreadable(_ fault: RowFault) -> Problem {
        Problem(.rowUnreadable, "The row could not be read: \(fault).")
    }

    /// `meant` is what it probably says; nil where nobody can tell.
    package static func numberUnreadable(
        _ text: String, in column: String, meant: Int64?
    ) -> Problem {
        let likely = meant.map { " Probably \($0) was meant: write it so." } ?? ""
        return Problem(.numberUnreadable, "\(notWhole(text, column)).\(likely)")
    }

    package static func numberIsDate(_ text: String, in column: String) -> Problem {
        Problem(
            .numberUnreadable,
            "\(notWhole(text, column)), which a spreadsheet took for a date. Format the column as text, and enter the number anew."
        )
    }

    private static func notWhole(_ text: String, _ column: String) -> String {
        "\(column) is a whole number, not “\(text.prefix(40))”"
    }

    package static func nameCleared(_ lengths: ClosedRange<Int>) -> Problem {
        Problem(
            .textOutOfRange,
            "A name cannot be cleared; it has \(lengths.lowerBound) to \(lengths.upperBound) characters."
        )
    }

    /// A row's code stands for an item of another name than the row's.
    package static func codeOfAnother(
        _ code: String, of known: String, not name: String
    ) -> Problem {
        Problem(
            .codeBelongsToAnotherItem,
            "The code \(code) stands for “\(known)” here, and the row says “\(name)”. If they are one, write the one name in both; if not, take the code from “\(known)” on its page first."
        )
    }

    package static func measureUnknown(_ text: String) -> Problem {
        Problem(.measureUnknown, "measure is each or gram, not “\(text)”.")
    }

    /// A code that no scanner sends; `words` say what was done to it, for the end of a sentence.
    package static func codeDamaged(_ damaged: DamagedCode, _ words: String) -> Problem {
        let meant = damaged.likely.map { " Probably \($0) was meant." } ?? ""
        return Problem(
            damaged,
            "No scanner sends the code \(damaged.code): \(words).\(meant) Format the column as text, enter the code as it is printed, and read the file again."
        )
    }

    package static let lookUpInFile = Problem(.modeUnknown, "A look-up is no hand-out.")

    package static func timeUnreadable(_ text: String, _ fault: TimeFault) -> Problem {
        Problem(
            .timeUnreadable,
            "“\(text.prefix(40))” \(fault.words). Read the scanner's own file, or write it like 2026-11-21T10:02:03-05:00."
        )
    }

    package static let timeMissing = Problem(
        .timeMissing,
        "The line says no time, so it could not be told from another. Add the time, or read the file with a name for the batch (--batch NAME), which then stands for it."
    )
}

/// A whole number with a comma before each three digits.
private func grouped(_ number: Int) -> String {
    let digits = String(number)
    return String(
        digits.enumerated().flatMap { index, digit -> [Character] in
            let left = digits.count - index
            return index > 0 && left.isMultiple(of: 3) ? [",", digit] : [digit]
        })
}

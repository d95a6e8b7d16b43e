import API
import Barcodes
import Foundation
import Journal
package import Stock
package import Storage

/// A file of scanned hand-outs: `at,code,quantity,place,station`, or one scan in JSON a line.
package struct ScanFile: Sendable {
    package struct Line: Sendable {
        /// The line of the file, from 1.
        package let number: Int
        /// As it was sent; nil where it could not be read.
        let request: ScanRequest?
        /// What was scanned, for the report; empty where it could not be read.
        package var code: String { request?.code ?? "" }
        /// Under the id that its sender made; a line without one has another before it is recorded.
        package internal(set) var scan: Result<Scan, any Error>
        /// What its id is derived from; nil where its sender made one.
        let origin: ScanLineOrigin?
    }

    private enum Content {
        case table(CSVTable)
        case json([(number: Int, bytes: ArraySlice<UInt8>)])
    }

    /// How many lines say something.
    package let count: Int
    /// Columns of the header that a scan file does not have.
    package let ignoredColumns: [String]
    private let content: Content
    private let day: CivilDate?
    private let batch: String?

    /// - Parameters:
    ///   - file: The text.
    ///   - isJSON: Whether each line is a scan in JSON; nil where the file shows it.
    ///   - day: The day the scans belong to, where that is not the day of each line.
    ///   - batch: What stands for the time of lines that have none.
    /// - Throws: `file_empty`, `columns_missing`, `text_encoding_unknown`, `body_too_large`, `text_out_of_range`
    ///   for `batch`. A line that cannot be read is a refused line.
    package init(_ file: TextFile, isJSON: Bool?, day: CivilDate?, batch: String?) throws {
        self.day = day
        self.batch = try batch.map { try InputParsing.text($0, "batch", 1...60) }
        if isJSON ?? file.looksLikeJSON {
            let lines = try file.lines()
            (count, content, ignoredColumns) = (lines.count, .json(lines), [])
        } else {
            let others = ["quantity", "place", "station"] + Self.keptColumns
            let table =
                batch == nil
                ? try CSVTable(file, required: ["at", "code"], optional: others)
                : try CSVTable(file, required: ["code"], optional: ["at"] + others)
            // All are counted before the first is recorded: a file of too many is refused whole.
            (count, content) = (try table.rowCount(), .table(table))
            ignoredColumns = table.unknownColumns
        }
    }

    /// The lines in their order, each read when it is asked for.
    package var lines: AnySequence<Line> {
        switch content {
        case .json(let lines):
            AnySequence(
                lines.lazy.map { number, bytes in
                    let read = Result {
                        try RequestJSON.read(ScanRequest.self, from: Data(bytes))
                    }
                    return line(number, read.map { ($0, ScanLineTexts($0)) })
                })
        case .table(let table):
            AnySequence(
                table.rowsOneByOne.lazy.map { row in
                    line(row.line, Result { try Self.scan(row) })
                })
        }
    }

    private func line(
        _ number: Int, _ read: Result<(ScanRequest, ScanLineTexts), any Error>
    ) -> Line {
        var origin: ScanLineOrigin?
        let scan = Result { () -> Scan in
            let (json, texts) = try read.get()
            let mode = json.mode.map(\.known) ?? .distribute
            guard let mode else { throw Problem.modeUnknown }
            let id: EntryID = try json.id.map { try InputParsing.id($0) } ?? texts.earlierID(1)
            var scan = try json.request(id: id, mode: mode)
            scan.day = day
            if json.id == nil { origin = try ScanLineOrigin(scan, texts, batch: batch) }
            return scan
        }
        return Line(
            number: number, request: try? read.get().0, scan: scan, origin: origin)
    }

    /// What a device says besides of the scans that it kept.
    private static let keptColumns = [
        "mode", "id", "weightgrams", "item", "to", "reason", "count", "source", "donation",
        "distribution", "lotnumber", "programme", "datekind", "date",
    ]

    /// What else a device says of a scan that it kept, under the id that it made; only where the line says what was done,
    /// for other files may have columns of these names.
    private static func tell(_ json: inout ScanRequest, _ row: CSVTable.Row) throws {
        func said(_ column: String) -> String? { row[column].isEmpty ? nil : row[column] }
        if let grams = said("weightgrams") {
            json.weightGrams = try FileNumber.whole(grams, "weightGrams")
        }
        guard let mode = said("mode") else { return }
        (json.mode, json.id, json.item) = (Word(rawValue: mode), said("id"), said("item"))
        (json.to, json.reason, json.count) = (said("to"), said("reason"), said("count"))
        (json.source, json.donation) = (said("source"), said("donation"))
        (json.distribution, json.programme) = (said("distribution"), said("programme"))
        json.lotNumber = said("lotnumber")
        if let kind = said("datekind"), let date = said("date") {
            json.dateLabel = DateLabelText(kind: Word(rawValue: kind), date: date)
        }
    }

    private static func scan(_ row: CSVTable.Row) throws -> (ScanRequest, ScanLineTexts) {
        try row.requireReadable()
        var json = ScanRequest(code: try code(row["code"]))
        json.at = row["at"].isEmpty ? nil : row["at"]
        json.place = row["place"].isEmpty ? nil : SpreadsheetCode.label(row["place"])
        json.station = row["station"].isEmpty ? nil : row["station"]
        if let at = json.at, Moment(at) == nil { throw SpreadsheetTime.problem(at) }
        if !row["quantity"].isEmpty {
            json.quantity = try FileNumber.whole(row["quantity"], "quantity")
        }
        try tell(&json, row)
        return (
            json,
            ScanLineTexts(
                station: row["station"], at: row["at"], code: row["code"], quantity: row["quantity"]
            )
        )
    }

    /// A cell's code as the scanner sent it.
    ///
    /// What was handed out under a wrong check digit was handed out: it is kept as it stands.
    ///
    /// - Throws: `code_damaged` where a spreadsheet took digits of it away.
    private static func code(_ cell: String) throws -> String {
        guard !PersonalPaper.isLine(cell) else { throw Problem.paperOfAPerson }
        return switch SpreadsheetCode(cell) {
        case .plain(let code), .restored(let code, _), .doubtful(let code, _, _): code
        case .lost(_, .checkDigit), .lost(_, .apostrophe), .lost(_, .formula): cell
        case .lost(let likely, let damage):
            throw damage.refusal(of: cell, likely: likely)
        }
    }
}

extension TextFile {
    /// Whether the first thing in it opens an object of JSON.
    fileprivate var looksLikeJSON: Bool {
        bytes.first { $0 != 0x20 && !(0x09...0x0D ~= $0) } == UInt8(ascii: "{")
    }
}

/// Times as spreadsheets write them, with less in them than the scanner wrote.
enum SpreadsheetTime {
    /// What is wrong with a time that is none of RFC 3339, and what to do.
    static func problem(_ text: String) -> Problem {
        let fault: TimeFault =
            if text.wholeMatch(of: #/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?/#) != nil {
                .zoneMissing
            } else if text.wholeMatch(
                of:
                    #/\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?([T ]+\d{1,2}[:.]\d\d([:.]\d\d)?( ?[AaPp]\.?[Mm]\.?)?)?/#
            )
                != nil
            {
                .shortened
            } else if text.wholeMatch(of: #/\d{4,6}([.,]\d+)?/#) != nil {
                .days
            } else {
                .noTime
            }
        return .timeUnreadable(text, fault)
    }
}

package import API
import Journal
import Stock
import Storage

/// Lines of comma-separated values (RFC 4180), which a spreadsheet takes for no formulas.
struct CSVWriter {
    private(set) var text = ""

    /// Adds a record; what is nil is an empty field.
    mutating func append(_ fields: [String?]) {
        text += fields.map { Self.quoted(Self.guarded($0 ?? "")) }.joined(separator: ",")
        text += "\r\n"
    }

    private static func quoted(_ field: String) -> String {
        // A spreadsheet may part fields at semicolons and tabs, and take what follows for a formula.
        let parts = ",;\t\"\r\n".unicodeScalars
        let needsQuotes = field.unicodeScalars.contains { parts.contains($0) }
        return needsQuotes ? "\"\(field.replacing("\"", with: "\"\""))\"" : field
    }

    /// A field with an apostrophe before it where a spreadsheet would take it for a formula; a plain
    /// number stays one.
    static func guarded(_ field: String) -> String {
        guard isTakenForFormula(field), field.wholeMatch(of: #/-?[0-9]+(\.[0-9]+)?/#) == nil else {
            return field
        }
        return "'" + field
    }

    /// What ``guarded(_:)`` was given.
    static func unguarded(_ field: String) -> String {
        field.unicodeScalars.first == "'" && isTakenForFormula(field)
            ? String(field.unicodeScalars.dropFirst()) : field
    }

    /// What a formula begins with, in full width too, and what spreadsheets pass over before it (OWASP, CSV Injection).
    private static let starts = Set("=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)

    /// Apostrophes before it count for nothing, so that each field has one guarded form.
    private static func isTakenForFormula(_ field: String) -> Bool {
        field.unicodeScalars.first { $0 != "'" }.map { starts.contains($0) } ?? false
    }
}

/// The pieces of a file, each made when it is asked for.
package struct ExportPieces: Sendable {
    fileprivate struct Step: Sendable {
        let run: @Sendable () async throws -> (text: String, next: Step?)
    }

    fileprivate var step: Step?

    /// Whole lines, the first with the header; nil after the last.
    package mutating func next() async throws -> String? {
        guard let step else { return nil }
        let (text, next) = try await step.run()
        self.step = next
        return text
    }
}

extension Hub {
    /// A file of everything of one kind, as of the moment that its first piece is asked for, read page by page.
    ///
    /// - Parameter name: What it is of; its columns are ``ExportName/columns``.
    /// - Returns: Its pieces.
    package func export(_ name: ExportName) -> ExportPieces {
        ExportPieces(
            step: ExportPieces.Step {
                var header = CSVWriter()
                header.append(name.columns)
                return (header.text, rows(of: name, in: try store.snapshot()))
            })
    }

    private func rows(of name: ExportName, in snapshot: StoreSnapshot) -> ExportPieces.Step {
        switch name {
        case .items: pages(snapshot, from: ItemID?.none) { try $0.addItems(after: $1) }
        case .stock: pages(snapshot, from: BalanceKey?.none) { try $0.addStock(after: $1) }
        case .movements: pages(snapshot, from: Int64(0)) { try $0.addMovements(after: $1) }
        case .entries: pages(snapshot, from: Int64(0)) { try $0.addEntries(after: $1) }
        case .donations:
            pages(snapshot, from: SourceDonationPosition?.none) {
                try $0.addDonations(after: $1)
            }
        case .low: pages(snapshot, from: NamePosition<Item>?.none) { try $0.addLow(after: $1) }
        case .useFirst:
            pages(snapshot, from: UseFirstPosition?.none) { try $0.addUseFirst(after: $1) }
        case .weeks: pages(snapshot, from: CivilDate?.none) { try $0.addWeeks(from: $1) }
        case .days: pages(snapshot, from: DaysSoFar()) { try $0.addDays(after: $1) }
        }
    }

    private func pages<Cursor: Sendable>(
        _ snapshot: StoreSnapshot, from cursor: Cursor,
        _ add: @escaping @Sendable (inout ExportPage, Cursor) throws -> Cursor?
    ) -> ExportPieces.Step {
        ExportPieces.Step {
            let (text, following) = try await snapshot.read { queries in
                var page = ExportPage(queries: queries)
                let following = try add(&page, cursor)
                return (page.lines.text, following)
            }
            return (text, following.map { pages(snapshot, from: $0, add) })
        }
    }
}

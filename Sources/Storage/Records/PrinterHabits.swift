import GRDB

/// What jobs have shown of a printer, kept for as long as it is the same device and is spoken to in
/// the same language.
public struct PrinterHabits: Sendable, Hashable {
    /// Whether it answered any question when it was last asked; nil while that is not known.
    public var answers: Bool?
    /// Jobs since it was last asked and kept silent.
    public var unaskedJobs: Int
    /// Whether it took a whole job and never spoke of its labels, though its language has a word.
    public var keepsLabelsToItself: Bool

    /// Nothing is known of a printer, unless told otherwise.
    public init(answers: Bool? = nil, unaskedJobs: Int = 0, keepsLabelsToItself: Bool = false) {
        self.answers = answers
        self.unaskedJobs = unaskedJobs
        self.keepsLabelsToItself = keepsLabelsToItself
    }
}

extension Ledger {
    /// Keeps what was learnt of a printer, unless its device or its language is another by now.
    public func keepHabits(_ habits: PrinterHabits, of printer: PrinterRecord) throws {
        let keep = try db.cachedStatement(
            sql: """
                INSERT INTO printer_habits (printer, answers, unasked_jobs, keeps_labels_to_itself)
                SELECT name, ?, ?, ? FROM printer WHERE name = ? AND device = ? AND language = ?
                ON CONFLICT (printer) DO UPDATE SET answers = excluded.answers,
                    unasked_jobs = excluded.unasked_jobs,
                    keeps_labels_to_itself = excluded.keeps_labels_to_itself
                """)
        try keep.execute(arguments: [
            habits.answers, habits.unaskedJobs, habits.keepsLabelsToItself, printer.name,
            printer.device, printer.language,
        ])
    }
}

extension Queries {
    /// What was learnt of a printer; of one that nothing was learnt of, just that.
    public func habits(of printer: String) throws -> PrinterHabits {
        let sql = "SELECT * FROM printer_habits WHERE printer = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [printer]).map { row in
            PrinterHabits(
                answers: row["answers"], unaskedJobs: row["unasked_jobs"],
                keepsLabelsToItself: row["keeps_labels_to_itself"])
        } ?? PrinterHabits()
    }
}

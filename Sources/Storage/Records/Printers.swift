import GRDB
import Printing
import Stock

/// One configured device.
public struct PrinterRecord: Sendable, Hashable {
    /// 1 to 60 characters; unique in the hub.
    public var name: String
    /// `usb:`, `usb:SERIAL`, `tcp:HOST:PORT`, `file:PATH` or `picture:`.
    public var device: String
    /// A printer language's name, or `png` for a printer that prints to pictures.
    public var language: String
    /// A media name such as `50x30`.
    public var media: String
    /// Dots in an inch of its head.
    public var dpi: Int
    /// How else it is set: a JSON object, whose members are the spool's.
    public var settings: String

    /// A printer as a person describes it.
    public init(
        name: String, device: String, language: String, media: String, dpi: Int,
        settings: String = "{}"
    ) {
        self.name = name
        self.device = device
        self.language = language
        self.media = media
        self.dpi = dpi
        self.settings = settings
    }
}

extension Ledger {
    /// All printers, by name.
    public func printers() throws -> [PrinterRecord] { try Queries(db).printers() }

    /// Adds a printer; the same printer again changes nothing, however it was set since.
    ///
    /// - Throws: ``StorageFault/printerExists(_:)`` where another printer has the name.
    public func addPrinter(_ printer: PrinterRecord) throws {
        if let known = try Queries(db).printer(printer.name) {
            var asAdded = known
            asAdded.settings = printer.settings
            guard asAdded == printer else { throw StorageFault.printerExists(printer.name) }
            return
        }
        try db.execute(
            sql: """
                INSERT INTO printer (name, device, language, media, dpi, settings)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                printer.name, printer.device, printer.language, printer.media, printer.dpi,
                printer.settings,
            ])
    }

    /// Sets a printer anew; its name stays.
    ///
    /// - Throws: ``StorageFault/printerNotFound(_:)``.
    public func changePrinter(_ printer: PrinterRecord) throws {
        try db.execute(
            sql: """
                UPDATE printer SET device = ?, language = ?, media = ?, dpi = ?, settings = ?
                WHERE name = ?
                """,
            arguments: [
                printer.device, printer.language, printer.media, printer.dpi, printer.settings,
                printer.name,
            ])
        if db.changesCount == 0 { throw StorageFault.printerNotFound(printer.name) }
    }

    /// Forgets a printer: its jobs that wait are cancelled, the one being printed ends as unknown.
    ///
    /// - Returns: The jobs that this ended, at most the first 1,000.
    /// - Throws: ``StorageFault/printerNotFound(_:)``.
    @discardableResult
    public func removePrinter(_ name: String) throws -> [PrintJobRecord] {
        guard try Queries(db).printer(name) != nil else { throw StorageFault.printerNotFound(name) }
        let open = try Queries(db).jobs(
            PrintJobFilter(states: PrintJobFilter.open, printer: name), limit: 1_000)
        try changeAll(
            by: .removePrinter, where: "printer = \(name) AND \(sql: JobState.isOpenInSQL)")
        try db.execute(sql: "DELETE FROM printer WHERE name = ?", arguments: [name])
        return try open.compactMap { try Queries(db).job($0.id) }
    }
}

extension Queries {
    /// The printer of that name, where there is one.
    public func printer(_ name: String) throws -> PrinterRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM printer WHERE name = ?", arguments: [name])
            .map { PrinterRecord(row: $0) }
    }

    /// All printers, by name.
    public func printers() throws -> [PrinterRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM printer ORDER BY name")
            .map { PrinterRecord(row: $0) }
    }
}

extension PrinterRecord {
    init(row: Row) {
        self.init(
            name: row["name"], device: row["device"], language: row["language"],
            media: row["media"], dpi: row["dpi"], settings: row["settings"])
    }
}

/// What jobs have shown of a printer, kept for as long as it is the same device and is spoken to in
/// the same language.
public struct PrinterBehaviour: Sendable, Hashable {
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
    public func keepBehaviour(_ behaviour: PrinterBehaviour, of printer: PrinterRecord) throws {
        let keep = try db.cachedStatement(
            sql: """
                INSERT INTO printer_habits (printer, answers, unasked_jobs, keeps_labels_to_itself)
                SELECT name, ?, ?, ? FROM printer WHERE name = ? AND device = ? AND language = ?
                ON CONFLICT (printer) DO UPDATE SET answers = excluded.answers,
                    unasked_jobs = excluded.unasked_jobs,
                    keeps_labels_to_itself = excluded.keeps_labels_to_itself
                """)
        try keep.execute(arguments: [
            behaviour.answers, behaviour.unaskedJobs, behaviour.keepsLabelsToItself, printer.name,
            printer.device, printer.language,
        ])
    }
}

extension Queries {
    /// What was learnt of a printer; of one that nothing was learnt of, just that.
    public func behaviour(of printer: String) throws -> PrinterBehaviour {
        let sql = "SELECT * FROM printer_habits WHERE printer = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [printer]).map { row in
            PrinterBehaviour(
                answers: row["answers"], unaskedJobs: row["unasked_jobs"],
                keepsLabelsToItself: row["keeps_labels_to_itself"])
        } ?? PrinterBehaviour()
    }
}

import Foundation
import GRDB
package import Printing
import Stock

/// One configured device.
package struct PrinterRecord: Sendable, Hashable {
    /// 1 to 60 characters; unique in the hub.
    package var name: String
    /// `usb:`, `usb:SERIAL`, `tcp:HOST:PORT`, `file:PATH` or `picture:`.
    package var device: String
    /// A printer language's name, or `png` for a printer that prints to pictures.
    package var language: String
    /// A media name such as `50x30`.
    package var media: String
    /// Dots in an inch of its head.
    package var dpi: Int
    /// How else it is set.
    package var setup: PrinterSetup

    /// A printer as a person describes it.
    package init(
        name: String, device: String, language: String, media: String, dpi: Int,
        setup: PrinterSetup = PrinterSetup()
    ) {
        self.name = name
        self.device = device
        self.language = language
        self.media = media
        self.dpi = dpi
        self.setup = setup
    }
}

/// How a printer is set beside its device and its paper; a JSON object in the column `settings`.
package struct PrinterSetup: Sendable, Hashable, Codable {
    /// How it is set.
    package var options: PrinterOptions
    /// The widest label it prints, in dots; nil where that is not known.
    package var head: Int?
    /// Whether it says when a label is out, if it is asked; nil where that is not known, and then it
    /// is not asked.
    package var confirms: Bool?
    /// How its language was decided; nil where nobody noted it.
    package var decidedBy: Recognition.Basis?

    /// A printer as it comes, unless told otherwise.
    package init(
        options: PrinterOptions = PrinterOptions(), head: Int? = nil, confirms: Bool? = nil,
        decidedBy: Recognition.Basis? = nil
    ) {
        self.options = options
        self.head = head
        self.confirms = confirms
        self.decidedBy = decidedBy
    }

    /// Reads the object; a member that is missing is as the printer comes.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        options = try members.decodeIfPresent(PrinterOptions.self, forKey: .options) ?? .init()
        head = try members.decodeIfPresent(Int.self, forKey: .head)
        confirms = try members.decodeIfPresent(Bool.self, forKey: .confirms)
        decidedBy = try members.decodeIfPresent(Recognition.Basis.self, forKey: .decidedBy)
    }
}

extension PrinterSetup {
    /// As a row has it; what cannot be read, such as what a newer Larder wrote, is as the printer
    /// comes.
    init(json: String) {
        self = (try? JSONDecoder().decode(Self.self, from: Data(json.utf8))) ?? PrinterSetup()
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? String(decoding: encoder.encode(self), as: UTF8.self)) ?? "{}"
    }
}

extension PrinterRecord {
    /// The device of a printer that prints to pictures.
    package static let pictureDevice = "picture:"

    /// What a hub without a printer prints with: pictures of 50 × 30 mm labels at 203 dpi.
    package static let pictures = PrinterRecord(
        name: "pictures", device: pictureDevice, language: "png", media: Media.usual,
        dpi: Resolution.dpi203.dpi)

    /// Characters of a name.
    package static let nameLengths = 1...60

    /// Whether it prints to pictures in the data directory.
    package var printsToPictures: Bool { device == Self.pictureDevice }
}

extension Ledger {
    /// All printers, by name.
    package func printers() throws -> [PrinterRecord] { try Queries(db).printers() }

    /// The printer of that name, where there is one.
    package func printer(_ name: String) throws -> PrinterRecord? { try Queries(db).printer(name) }

    /// The printer of that name, and what waits for it.
    ///
    /// - Throws: ``StorageFault/printerNotFound(_:)``.
    package func queue(of name: String) throws -> PrinterQueue {
        guard let queue = try Queries(db).printerQueue(name) else {
            throw StorageFault.printerNotFound(name)
        }
        return queue
    }

    /// Adds a printer; the same printer again changes nothing, however it was set since.
    ///
    /// - Returns: Whether it was added just now.
    /// - Throws: ``StorageFault/printerExists(_:)`` where another printer has the name.
    @discardableResult
    package func addPrinter(_ printer: PrinterRecord) throws -> Bool {
        if let known = try Queries(db).printer(printer.name) {
            var asAdded = known
            asAdded.setup = printer.setup
            guard asAdded == printer else { throw StorageFault.printerExists(printer.name) }
            return false
        }
        try db.execute(
            sql: """
                INSERT INTO printer (name, device, language, media, dpi, settings)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                printer.name, printer.device, printer.language, printer.media, printer.dpi,
                printer.setup.json,
            ])
        return true
    }

    /// Sets a printer anew, if it is still as it was when it was read; its name stays.
    ///
    /// - Returns: Whether it was; where it was not, nothing is written.
    /// - Throws: ``StorageFault/printerNotFound(_:)``.
    package func changePrinter(_ before: PrinterRecord, to after: PrinterRecord) throws -> Bool {
        guard let now = try Queries(db).printer(before.name) else {
            throw StorageFault.printerNotFound(before.name)
        }
        guard now == before else { return false }
        try db.execute(
            sql: "UPDATE printer SET device = ?, language = ?, media = ?, dpi = ? WHERE name = ?",
            arguments: [after.device, after.language, after.media, after.dpi, before.name])
        // What a newer Larder wrote there stays for as long as nobody sets it anew.
        if after.setup != before.setup {
            try db.execute(
                sql: "UPDATE printer SET settings = ? WHERE name = ?",
                arguments: [after.setup.json, before.name])
        }
        return true
    }

    /// Forgets a printer: its jobs that wait are cancelled, the one being printed ends as unknown.
    ///
    /// - Returns: The jobs that this ended, at most the first 1,000.
    /// - Throws: ``StorageFault/printerNotFound(_:)``.
    @discardableResult
    package func removePrinter(_ name: String) throws -> [PrintJobRecord] {
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
    package func printer(_ name: String) throws -> PrinterRecord? {
        try Row.fetchOne(db, sql: "SELECT * FROM printer WHERE name = ?", arguments: [name])
            .map { PrinterRecord(row: $0) }
    }

    /// All printers, by name.
    package func printers() throws -> [PrinterRecord] {
        try Row.fetchAll(db, sql: "SELECT * FROM printer ORDER BY name")
            .map { PrinterRecord(row: $0) }
    }
}

extension PrinterRecord {
    init(row: Row) {
        self.init(
            name: row["name"], device: row["device"], language: row["language"],
            media: row["media"], dpi: row["dpi"], setup: PrinterSetup(json: row["settings"]))
    }
}

/// What jobs have shown of a printer, kept for as long as it is the same device and is spoken to in
/// the same language.
package struct PrinterBehaviour: Sendable, Hashable {
    /// Whether it answers questions: true once it has answered any, false once several jobs heard
    /// nothing of it; nil while that is not known.
    package var answers: Bool?
    /// Jobs in a row that heard nothing: that asked, while it is not known whether it answers, and
    /// that did not ask, once it counts as mute.
    package var silentJobs: Int
    /// Whether it took a whole job and never spoke of its labels, though its language has a word.
    package var keepsLabelsToItself: Bool

    /// Nothing is known of a printer, unless told otherwise.
    package init(answers: Bool? = nil, silentJobs: Int = 0, keepsLabelsToItself: Bool = false) {
        self.answers = answers
        self.silentJobs = silentJobs
        self.keepsLabelsToItself = keepsLabelsToItself
    }
}

extension Ledger {
    /// Keeps what was learnt of a printer, unless its device or its language is another by now.
    package func keepBehaviour(_ behaviour: PrinterBehaviour, of printer: PrinterRecord) throws {
        let keep = try db.cachedStatement(
            sql: """
                INSERT INTO printer_habits (printer, answers, unasked_jobs, keeps_labels_to_itself)
                SELECT name, ?, ?, ? FROM printer WHERE name = ? AND device = ? AND language = ?
                ON CONFLICT (printer) DO UPDATE SET answers = excluded.answers,
                    unasked_jobs = excluded.unasked_jobs,
                    keeps_labels_to_itself = excluded.keeps_labels_to_itself
                """)
        try keep.execute(arguments: [
            behaviour.answers, behaviour.silentJobs, behaviour.keepsLabelsToItself, printer.name,
            printer.device, printer.language,
        ])
    }
}

extension Queries {
    /// What was learnt of a printer; of one that nothing was learnt of, just that.
    package func behaviour(of printer: String) throws -> PrinterBehaviour {
        let sql = "SELECT * FROM printer_habits WHERE printer = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [printer]).map { row in
            PrinterBehaviour(
                answers: row["answers"], silentJobs: row["unasked_jobs"],
                keepsLabelsToItself: row["keeps_labels_to_itself"])
        } ?? PrinterBehaviour()
    }
}

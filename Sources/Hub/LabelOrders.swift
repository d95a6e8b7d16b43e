package import API
package import Printing
package import Rendering
import Spool
package import Stock
package import Storage

/// A label as someone asks for it; what is left out, the hub knows or chooses.
package struct LabelOrder: Sendable, Encodable {
    /// Nil for the one that suits what the code stands for.
    package var layout: String?
    /// Any code that a label may carry; nil for a label without one.
    package var code: String?
    /// What a person writes, in place of what the hub knows.
    package var fields: [String: String]
    package var copies: Int

    package init(
        layout: String? = nil, code: String? = nil, fields: [String: String] = [:], copies: Int = 1
    ) {
        (self.layout, self.code, self.fields, self.copies) = (layout, code, fields, copies)
    }
}

/// A label that is about to be printed, with all that was read for it in one snapshot.
package struct LabelSubmission: Sendable {
    fileprivate let id: PrintJobID
    fileprivate let destination: PrintDestination
    fileprivate let order: OrderDigest
    fileprivate let label: PrintRequest
}

/// A form in which a label is drawn without printing it.
package enum LabelPictureForm: String, Sendable {
    /// Its exact dots.
    case png
    /// A page of its size.
    case pdf
}

// What is printed. What labels say is read from one snapshot, together with what the spool has to know
// of the printer; a label of each layout is drawn from that; and one transaction of the writer queues
// them, and issues the codes that are missing. Nothing is drawn on the writer's thread, where scans wait.
extension Hub {
    /// What is printed of an order: what a code's label says is read now, and stays so for that job.
    ///
    /// - Throws: `label_code_unknown`, `code_empty`, `code_too_long`.
    package func label(_ order: LabelOrder) async throws -> PrintRequest {
        try await labels([order])[0]
    }

    /// What is printed of many orders, all as of one moment.
    ///
    /// - Throws: What ``label(_:)`` throws, for the first that cannot be printed.
    package func labels(_ orders: [LabelOrder]) async throws -> [PrintRequest] {
        try await read { [self] in try printed(orders, $0) }
    }

    /// What the label of an order would look like.
    ///
    /// - Parameters:
    ///   - order: Its copies do not matter.
    ///   - media: A paper of the catalogue.
    ///   - dpi: Dots in an inch.
    ///   - form: In which it is drawn.
    /// - Returns: The bytes of the file.
    /// - Throws: What ``label(_:)`` throws, `media_unknown`, `dpi_out_of_range`, `label_too_large` for more than
    ///   ``pictureDots``, `drawing_busy`, and what the renderer throws.
    package func draw(
        _ order: LabelOrder, on media: String, dpi: Int, as form: LabelPictureForm
    ) async throws -> [UInt8] {
        let label = try await label(order)
        let media = try catalogue.media(named: media)
        guard let resolution = Resolution(dpi: dpi) else {
            throw SpoolFault.resolutionOutOfRange(dpi: dpi)
        }
        switch form {
        case .png: return try await picture(of: label, on: media, at: resolution)
        case .pdf:
            return try await drawing.run { [renderer] in
                try renderer.pdf(
                    label.layout, on: media, at: resolution, fields: label.fields,
                    code: label.code)
            }
        }
    }

    /// Dots of a picture at the most: one of 4 × 6 inch at 1,200 dots in an inch has 34,560,000.
    static let pictureDots = 40_000_000

    /// A label dot for dot, as a PNG.
    ///
    /// - Throws: `label_too_large` for more than ``pictureDots``, `drawing_busy`, and what the renderer throws.
    package func picture(
        of label: PrintRequest, on media: Media, at resolution: Resolution
    ) async throws -> [UInt8] {
        let dots = resolution.dots(media.width) * resolution.dots(media.feed)
        guard dots <= Self.pictureDots else {
            throw Problem.pictureTooLarge(dots: dots, limit: Self.pictureDots)
        }
        return try await drawing.run { [renderer] in
            try renderer.draw(
                label.layout, on: media, at: resolution, fields: label.fields, code: label.code
            ).bitmap.png()
        }
    }

    /// What a label shows less of than it was asked to.
    ///
    /// - Throws: `drawing_busy`, and what drawing it throws.
    package func notes(
        of label: PrintRequest, on media: Media, at resolution: Resolution
    ) async throws -> [Note] {
        try await drawing.run { [renderer] in
            try renderer.check(
                label.layout, on: media, at: resolution, fields: label.fields, code: label.code)
        }
    }

    /// What a person should know before a label is printed, such as a text that a printer would cut.
    ///
    /// - Throws: What the spool refuses such a label for, and `drawing_busy`.
    package func check(_ label: PrintRequest, for printer: PrinterRecord) async throws -> [Note] {
        try await drawing.run { [spool] in try spool.check(label, for: printer) }
    }

    /// Puts a label in a printer's queue; the same order again changes nothing.
    ///
    /// - Throws: What ``label(_:)`` and `Spool.submit` throw.
    @discardableResult
    package func print(
        _ id: PrintJobID, _ order: LabelOrder, to printer: String
    ) async throws -> (job: PrintJobRecord, notes: [Note], isReplay: Bool) {
        let digest = try OrderDigest(order)
        let wanted = try await read { [self] queries in
            try submission(of: id, to: printer, orderedAs: digest, queries) {
                try printed([order], queries)[0]
            }
        }
        return try await print(wanted)
    }

    /// What is to be printed, read with where it is to go; the label is asked for only where the order is new: the same
    /// order again is the same job, whatever its label would say by now.
    ///
    /// - Throws: What `label` throws, or a fault of the database.
    package func submission(
        of id: PrintJobID, to printer: String, orderedAs order: OrderDigest, _ queries: Queries,
        _ label: () throws -> PrintRequest
    ) throws -> LabelSubmission {
        LabelSubmission(
            id: id, destination: try queries.destination(of: id, at: printer), order: order,
            label: try queries.request(of: id, orderedAs: order) ?? label())
    }

    /// Puts a label in a printer's queue as it was read.
    ///
    /// - Throws: What `Spool.submit` throws.
    @discardableResult
    package func print(
        _ wanted: LabelSubmission
    ) async throws -> (job: PrintJobRecord, notes: [Note], isReplay: Bool) {
        try await spool.submit(
            wanted.id, to: wanted.destination, wanted.label, orderedAs: wanted.order)
    }

    /// Puts a batch of 1 to 5,000 different labels in a printer's queue, all or none.
    ///
    /// - Returns: The batch, what its labels show less of than they were asked to, and whether it was asked for before.
    /// - Throws: `batch_size_out_of_range`, and what ``labels(_:)`` and `Spool.submit` throw.
    package func print(
        _ id: PrintBatchID, _ orders: [LabelOrder], to printer: String
    ) async throws -> (status: PrintBatchStatus, notes: NoteTally, isReplay: Bool) {
        guard (1...Ledger.batchLimit).contains(orders.count) else {
            throw SpoolFault.batchSizeOutOfRange(labels: orders.count, limit: Ledger.batchLimit)
        }
        let digest = try OrderDigest(orders)
        let (known, labels, destination) = try await read {
            [self] queries -> (BatchState?, [PrintRequest], PrintDestination) in
            let destination = try queries.destination(of: id, at: printer)
            guard try queries.batch(id, at: printer, orderedAs: digest) == nil else {
                let jobs = try queries.jobs(
                    PrintJobFilter(batch: id), before: .max, limit: Ledger.batchLimit)
                return (
                    try queries.standing(of: id), jobs.reversed().map(\.request), destination
                )
            }
            return (nil, try printed(orders, queries), destination)
        }
        if let known {
            return (await status(of: known), await spool.notes(of: labels, at: destination), true)
        }
        let (standing, notes, isReplay) = try await spool.submit(
            id, to: destination, labels, orderedAs: digest)
        return (await status(of: standing), notes, isReplay)
    }

    /// Puts a batch with a label of each thing in a printer's queue, in one transaction with the
    /// label codes of those that had none: where it cannot be printed, none gets a code.
    ///
    /// A batch that is known stays as it is, whatever its labels would say by now.
    ///
    /// - Parameters:
    ///   - id: Names the batch.
    ///   - things: What the labels are of, 1 to 5,000.
    ///   - layout: Nil for the one that suits each.
    ///   - copies: Of each.
    ///   - printer: Where to.
    /// - Returns: How many labels were asked for, and what they show less of than the hub has to say.
    /// - Throws: What ``issueLabel(for:)``, ``labels(_:)`` and `Spool.submit` throw.
    @discardableResult
    package func print(
        _ id: PrintBatchID, labelsOf things: [LabelReference], layout: String? = nil,
        copies: Int = 1, to printer: String
    ) async throws -> (labels: Int, notes: NoteTally) {
        let (known, destination, labels) = try await read {
            [self] queries -> (PrintBatch?, PrintDestination, [PrintRequest]) in
            let destination = try queries.destination(of: id, at: printer)
            if let known = try queries.batch(id) { return (known, destination, []) }
            let words = try LabelLocalizer(queries, of: self)
            let all = try LabelBearers(things, queries)
            let labels = try things.enumerated().map { index, thing in
                try Problem.naming(index, of: things.count) {
                    try Problem.worded {
                        try words.label(of: thing, layout: layout, copies: copies, all)
                    }
                }
            }
            return (nil, destination, labels)
        }
        if let known { return (known.labels, try await notes(of: id).tally) }
        let samples = labels.map { $0.withCode() }
        let added = try await spool.submit(id, to: destination, like: samples) { ledger in
            try zip(things, labels).map { thing, label in
                var label = label
                label.code = try ledger.labelCode(of: thing, known: label.code)
                return label
            }
        }
        return (added.standing.batch.labels, added.notes)
    }

    /// Issues a roll of blank labels and prints it, in the order of its numbers, in one transaction;
    /// sent again, once.
    ///
    /// - Throws: What ``issueRoll(_:count:)`` and `Spool.submit` throw; no roll is issued that could
    ///   not be printed.
    package func printRoll(_ id: EntryID, count: Int, to printer: String) async throws {
        guard (1...Self.rollLimit).contains(count) else {
            throw StorageFault.rollLengthOutOfRange(count)
        }
        let batch = id.named(PrintBatch.Mark.self)
        let destination = try await read { try $0.destination(of: batch, at: printer) }
        guard !destination.isKnown else {
            _ = try await issueRoll(id, count: count)
            return
        }
        let blank = PrintRequest(layout: "roll", code: nil, fields: [:], copies: 1).withCode()
        let blanks = Array(repeating: blank, count: count)
        _ = try await spool.submit(batch, to: destination, like: blanks) { ledger in
            // A roll that was issued before may have labels that were put on something since.
            _ = try ledger.issueRoll(id, count: count)
            let codes = try ledger.blankCodes(onRoll: id)
            guard !codes.isEmpty else {
                throw SpoolFault.batchSizeOutOfRange(labels: 0, limit: Ledger.batchLimit)
            }
            return codes.map { PrintRequest(layout: "roll", code: $0, fields: [:], copies: 1) }
        }
    }

    /// Prints the rulers that a printer's picture is moved by.
    ///
    /// - Throws: What `Spool.submit` throws.
    package func printRulers(_ id: PrintJobID, on printer: String) async throws {
        let rulers = PrintRequest(layout: CalibrationLabel.name, code: nil, fields: [:], copies: 1)
        try await spool.submit(id, to: printer, rulers)
    }

    /// Labels that sheets are made for at once, at the most.
    static let sheetLabelLimit = 1_000

    /// Labels on sheets for an office printer, as a PDF; they say what the hub knows of their codes now.
    ///
    /// - Parameters:
    ///   - orders: 1 to 1,000 labels; their copies do not matter.
    ///   - sheet: A sheet of the catalogue.
    ///   - place: The label of the first page to begin with, row by row from 1.
    ///   - across: Tenths of a millimetre, -50 to 50, that all is moved to the right; kept for the
    ///     sheets after these, for it is the printer that is off. Nil for what was kept.
    ///   - along: The same, down.
    /// - Returns: The file, with notes for every label.
    /// - Throws: `option_out_of_range`, `label_code_unknown`, `drawing_busy`, and what the renderer throws.
    package func sheets(
        of orders: [LabelOrder], on sheet: String, from place: Int,
        offsetAcross across: Int? = nil, offsetAlong along: Int? = nil
    ) async throws -> SheetDrawing {
        let sheet = try catalogue.sheet(named: sheet)
        guard (1...Self.sheetLabelLimit).contains(orders.count) else {
            throw LabelFault.labelCountOutOfRange(
                count: orders.count, limit: Self.sheetLabelLimit)
        }
        let (requests, kept, isFirst) = try await read { [self] queries in
            (
                try printed(orders, queries), try HubSettings.sheetOffset(queries),
                try !HubSettings(queries).hasMadeSheets
            )
        }
        let labels = requests.map {
            SheetLabel(layout: $0.layout, fields: $0.fields, code: $0.code)
        }
        let offset = try SheetOffset(across: across ?? kept.across, along: along ?? kept.along)
        let sheets = try await drawing.run { [renderer] in
            try renderer.sheets(of: labels, on: sheet, from: place, movedBy: offset)
        }
        if isFirst || offset != kept { try await set(sheetOffset: offset) }
        return sheets
    }
}

extension PrintRequest {
    /// As it will look once its code is issued: with one as long as any other, which no label has.
    fileprivate func withCode() -> PrintRequest {
        var label = self
        label.code = code ?? "00000000"
        return label
    }
}

extension Hub {
    private func printed(_ orders: [LabelOrder], _ queries: Queries) throws -> [PrintRequest] {
        try LabelLocalizer(queries, of: self).labels(orders, queries)
    }
}

extension LabelCatalogueResponse {
    /// What a catalogue has, by name.
    package init(_ catalogue: LayoutCatalogue) {
        let fields = catalogue.layoutNames.map { ($0, (try? catalogue.fields(ofLayout: $0)) ?? []) }
        self.init(
            layouts: Dictionary(uniqueKeysWithValues: fields),
            media: catalogue.media.map(\.name), sheets: catalogue.sheets.map(\.name),
            icons: catalogue.iconNames)
    }
}

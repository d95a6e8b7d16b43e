package import API
import Printing
package import Rendering
import Spool
package import Stock
package import Storage

/// A label as someone asks for it; what is left out, the hub knows or chooses.
package struct LabelOrder: Sendable {
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

extension Hub {
    /// What is printed of an order: what a code's label says is read now, and stays so for that job.
    ///
    /// - Throws: `label_code_unknown`, `code_empty`, `code_too_long`.
    package func label(_ order: LabelOrder) async throws -> PrintRequest {
        let (version, timeZone) = (version, timeZone)
        return try await read { queries in
            try LabelLocalizer(queries, timeZone: timeZone).label(order, version, queries)
        }
    }

    /// What is printed of many orders, all as of one moment.
    ///
    /// - Throws: What ``label(_:)`` throws, for the first that cannot be printed.
    package func labels(_ orders: [LabelOrder]) async throws -> [PrintRequest] {
        let (version, timeZone) = (version, timeZone)
        return try await read { queries in
            let words = try LabelLocalizer(queries, timeZone: timeZone)
            return try orders.map { try words.label($0, version, queries) }
        }
    }

    /// Puts a label in a printer's queue; the same order again changes nothing.
    ///
    /// - Throws: What ``label(_:)`` and `Spool.submit` throw.
    @discardableResult
    package func print(
        _ id: PrintJobID, _ order: LabelOrder, to printer: String
    ) async throws -> (job: PrintJobRecord, notes: [Note], isReplay: Bool) {
        try await spool.submit(id, to: printer, try await label(order))
    }

    /// Puts a batch of 1 to 5,000 different labels in a printer's queue, all or none.
    ///
    /// - Throws: What ``labels(_:)`` and `Spool.submit` throw.
    package func print(
        _ id: PrintBatchID, _ orders: [LabelOrder], to printer: String
    ) async throws -> (batch: PrintBatch, isReplay: Bool) {
        guard (1...Ledger.batchLimit).contains(orders.count) else {
            throw SpoolFault.batchSizeOutOfRange(labels: orders.count, limit: Ledger.batchLimit)
        }
        return try await spool.submit(id, to: printer, try await labels(orders))
    }

    /// Puts a batch with a label of each thing in a printer's queue; what has no label code gets one.
    ///
    /// A batch that is known stays as it is, whatever its labels would say by now.
    ///
    /// `layout` is nil for the one that suits each.
    ///
    /// - Returns: How many labels were asked for.
    /// - Throws: What ``issueLabel(for:)``, ``labels(_:)`` and `Spool.submit` throw.
    @discardableResult
    package func print(
        _ id: PrintBatchID, labelsOf things: [LabelReference], layout: String? = nil,
        copies: Int = 1, to printer: String
    ) async throws -> Int {
        let (known, codes) = try await store.write { ledger -> (PrintBatch?, [String]) in
            do { return (try ledger.batch(id), []) } catch StorageFault.batchNotFound {
                return (nil, try things.map { try ledger.labelCode(of: $0) })
            }
        }
        if let known { return known.labels }
        let orders = codes.map { LabelOrder(layout: layout, code: $0, copies: copies) }
        return try await spool.submit(id, to: printer, try await labels(orders)).batch.labels
    }

    /// Issues a roll of blank labels and prints it, in the order of its numbers; sent again, once.
    ///
    /// - Throws: What ``issueRoll(_:count:)`` and `Spool.submit` throw; no roll is issued for a
    ///   printer that could not print it.
    package func printRoll(_ id: EntryID, count: Int, to printer: String) async throws {
        let blank = PrintRequest(layout: "roll", code: nil, fields: [:], copies: 1)
        _ = try await spool.check(blank, for: printer)
        _ = try await issueRoll(id, count: count)
        let batch = id.named(PrintBatch.Mark.self)
        let codes = try await read { queries -> [String]? in
            guard try queries.batch(batch) == nil else { return nil }
            return try queries.labels(onRoll: id, blank: true, limit: Ledger.rollLimit).map(\.code)
        }
        guard let codes else { return }
        let labels = codes.map { PrintRequest(layout: "roll", code: $0, fields: [:], copies: 1) }
        try await spool.submit(batch, to: printer, labels)
    }

    /// Prints the rulers that a printer's picture is moved by.
    ///
    /// - Throws: What `Spool.submit` throws.
    package func printRulers(_ id: PrintJobID, on printer: String) async throws {
        let rulers = PrintRequest(layout: CalibrationLabel.name, code: nil, fields: [:], copies: 1)
        try await spool.submit(id, to: printer, rulers)
    }

    /// Labels on sheets for an office printer, as a PDF; they say what the hub knows of their codes now.
    ///
    /// - Parameters:
    ///   - wanted: 1 to 1,000 labels.
    ///   - sheet: A sheet of the catalogue.
    ///   - place: The label of the first page to begin with, row by row from 1.
    /// - Returns: The bytes of the file.
    /// - Throws: `label_code_unknown`, and what the renderer throws.
    package func sheets(
        of wanted: [SheetLabelRequest], on sheet: String, from place: Int
    ) async throws -> [UInt8] {
        let sheet = try catalogue.sheet(named: sheet)
        guard (1...1_000).contains(wanted.count) else {
            throw LabelFault.labelCountOutOfRange(count: wanted.count, limit: 1_000)
        }
        let orders = wanted.map {
            LabelOrder(layout: $0.layout, code: $0.code, fields: $0.fields ?? [:])
        }
        let labels = try await labels(orders).map {
            SheetLabel(layout: $0.layout, fields: $0.fields, code: $0.code)
        }
        return try renderer.sheets(of: labels, on: sheet, from: place).pdf
    }
}

extension LabelLocalizer {
    fileprivate func label(
        _ order: LabelOrder, _ version: String, _ queries: Queries
    ) throws -> PrintRequest {
        guard let code = order.code, !code.isEmpty else {
            let standard =
                order.layout == "badge" ? ["hub": hub] : ["name": "Larder", "detail": version]
            return PrintRequest(
                layout: order.layout ?? "test", code: nil,
                fields: standard.merging(order.fields) { $1 }, copies: order.copies)
        }
        let (key, content) = try content(of: code, queries)
        let layout = order.layout ?? content.layout
        return PrintRequest(
            layout: layout, code: key,
            fields: spoken(content.fields(for: layout).merging(order.fields) { $1 }),
            copies: order.copies)
    }
}

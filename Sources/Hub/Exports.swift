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
        let needsQuotes = field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
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
    /// A file of everything of one kind, read page by page, each page as of one moment.
    ///
    /// - Parameter name: What it is of; its columns are ``ExportName/columns``.
    /// - Returns: Its pieces; nothing is read before they are asked for.
    package func export(_ name: ExportName) -> ExportPieces {
        let rows =
            switch name {
            case .items: pages(from: ItemID?.none) { try $0.addItems(after: $1) }
            case .stock: pages(from: BalanceKey?.none) { try $0.addStock(after: $1) }
            case .movements: pages(from: Int64(0)) { try $0.addMovements(after: $1) }
            case .entries: pages(from: Int64(0)) { try $0.addEntries(after: $1) }
            case .days: pages(from: DaysSoFar()) { try $0.addDays(after: $1) }
            }
        return ExportPieces(
            step: ExportPieces.Step {
                var header = CSVWriter()
                header.append(name.columns)
                return (header.text, rows)
            })
    }

    private func pages<Cursor: Sendable>(
        from cursor: Cursor,
        _ add: @escaping @Sendable (inout ExportPage, Cursor) throws -> Cursor?
    ) -> ExportPieces.Step {
        ExportPieces.Step {
            let (text, following) = try await read { queries in
                var page = ExportPage(queries: queries)
                let following = try add(&page, cursor)
                return (page.lines.text, following)
            }
            return (text, following.map { pages(from: $0, add) })
        }
    }
}

/// The last row written, and what each item's last row closed with.
private struct DaysSoFar: Sendable {
    var last: DayRow?
    var closings: [ItemID: DayTotals] = [:]
}

/// Up to 1,000 rows and the lines they make; what several rows name is read once.
private struct ExportPage {
    let queries: Queries
    private(set) var lines = CSVWriter()
    private var items: [ItemID: Item] = [:]
    private var lots: [LotID: Lot] = [:]
    private var places: [PlaceID: Place] = [:]
    private let limit = 1_000

    init(queries: Queries) { self.queries = queries }

    mutating func addItems(after id: ItemID?) throws -> ItemID?? {
        let page = try queries.itemsByID(after: id, limit: limit)
        for known in page {
            let item = known.item
            let codes: [PackCode?] = known.codes.isEmpty ? [nil] : known.codes
            for code in codes {
                lines.append([
                    item.id.description, item.name, item.category, item.measure.rawValue,
                    text(item.unitWeightGrams), code?.code, text(code?.pack),
                    text(item.shelfLifeDays), item.programme.rawValue,
                ])
            }
        }
        return page.count < limit ? nil : .some(page.last?.item.id)
    }

    mutating func addStock(after key: BalanceKey?) throws -> BalanceKey?? {
        let page = try queries.balances(after: key, limit: limit)
        for (key, quantity) in page {
            let item = try item(key.item)
            let lot = try lot(key.lot)
            lines.append([
                item.id.description, item.name, item.category, item.measure.rawValue,
                lot.id.description, lot.key.dateLabel?.kind.rawValue,
                lot.key.dateLabel?.date.description, lot.key.number, lot.key.programme.rawValue,
                key.place.description, try place(key.place).name, text(quantity),
                text(item.grams(of: quantity)),
            ])
        }
        return page.count < limit ? nil : .some(page.last?.0)
    }

    mutating func addMovements(after seq: Int64) throws -> Int64? {
        let page = try queries.journal(after: seq, limit: limit)
        for entry in page {
            guard let said = try entry.content() else { continue }
            let (day, mode): (CivilDate?, String?) =
                if let count = said as? CountCompleted {
                    (count.day, ScanMode.count.rawValue)
                } else if let back = said as? Reversal {
                    (back.movement.day, Reversal.kind)
                } else {
                    (said.reversible?.day, said.facts?.mode.rawValue)
                }
            for line in said.lines {
                let item = try queries.item(try item(line.item), at: entry.seq, on: day)
                let lot = try lot(line.lot)
                lines.append([
                    text(entry.seq), entry.recordedAt.description, day?.description, mode,
                    item.id.description, item.name, lot.id.description,
                    lot.key.dateLabel?.kind.rawValue, lot.key.dateLabel?.date.description,
                    line.from.description, try place(line.from).name, line.to.description,
                    try place(line.to).name, text(line.quantity.value),
                    text(item.grams(of: line.quantity.value)), said.facts?.reason,
                    said.facts?.station,
                ])
            }
        }
        return page.count < limit ? nil : page.last?.seq
    }

    mutating func addEntries(after seq: Int64) throws -> Int64? {
        let page = try queries.journal(after: seq, limit: limit)
        for entry in page {
            lines.append([
                text(entry.seq), text(entry.epoch), entry.id.description, entry.kind,
                entry.recordedAt.description, entry.previous.hexadecimal, entry.hash.hexadecimal,
                String(decoding: entry.body, as: UTF8.self),
            ])
        }
        return page.count < limit ? nil : page.last?.seq
    }

    mutating func addDays(after days: DaysSoFar) throws -> DaysSoFar? {
        var days = days
        let page = try queries.dayRows(after: days.last, limit: limit)
        for row in page {
            let line = try DayAccountLine(
                item(row.item), row.totals.following(days.closings[row.item]),
                units: queries.itemUnits(of: row.item, on: row.day), on: row.day)
            days.closings[row.item] = try line.booked.carriedOver()
            lines.append(
                [
                    row.day.description, line.item.id.description, line.item.name,
                    line.item.measure.rawValue,
                ] + line.figures.all.map { text($0) })
        }
        days.last = page.last
        return page.count < limit ? nil : days
    }

    private func text(_ number: (some BinaryInteger)?) -> String? { number.map { "\($0)" } }

    private mutating func item(_ id: ItemID) throws -> Item {
        let queries = queries
        return try Self.known(id, in: &items) { try queries.item($0)?.item }
    }

    private mutating func lot(_ id: LotID) throws -> Lot {
        let queries = queries
        return try Self.known(id, in: &lots) { try queries.lot($0) }
    }

    private mutating func place(_ id: PlaceID) throws -> Place {
        let queries = queries
        return try Self.known(id, in: &places) { try queries.place($0) }
    }

    private static func known<Subject, Value>(
        _ id: ID<Subject>, in values: inout [ID<Subject>: Value],
        _ look: (ID<Subject>) throws -> Value?
    ) throws -> Value {
        if let value = values[id] { return value }
        guard let value = try look(id) else { throw StorageFault.entryNotFound(id.description) }
        values[id] = value
        return value
    }
}

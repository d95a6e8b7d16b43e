package import API
import Journal
import Stock
import Storage

/// An item file: `item,name,category,measure,unit_weight_g,code,pack,shelf_life_days,programme`.
///
/// Rows with the same non-empty `item` are codes of one item; an `item` that is a known item's id is that
/// item. What a row leaves out stays as it is. Of two rows that contradict each other the first counts, so that reading a
/// file twice changes nothing, whatever is in it.
struct ItemImport: Sendable {
    /// A row that could be read, or why it could not.
    typealias Row = (line: Int, row: Result<ItemRow, any Error>)

    private(set) var report = ItemImportResponse()
    /// The item of each key of the file.
    private var owners: [String: Owner] = [:]
    /// The items of ``owners``.
    private var owned: Set<ItemID> = []
    /// What rows have said of an item, by column.
    private var said: [ItemID: [String: LineValue<ItemFact>]] = [:]
    private var packs = FilePacks()
    /// Keys of rows that found their item by its name, and are read after those that made one.
    private var putOff: Set<String> = []

    private var items: Set<ItemID> = []
    /// When each row is read.
    fileprivate var turns: [RowTurn]

    private struct Owner {
        let id: ItemID
        /// Whether it was found by its name or code, and keeps the spelling it is known by.
        var isFound = false
    }

    /// What a line of the file says of one fact.
    private struct LineValue<Value: Sendable>: Sendable {
        let value: Value
        let line: Int
    }

    fileprivate init(_ table: CSVTable, turns: [RowTurn], isPreview: Bool) {
        self.turns = turns
        report.rows = turns.count
        report.ignoredColumns = table.unknownColumns
        if isPreview { report.plan = [] }
    }

    static func table(_ file: TextFile) throws -> CSVTable {
        let others = [
            "category", "measure", "unit_weight_g", "code", "pack", "shelf_life_days", "programme",
        ]
        let table = try CSVTable(file, required: [], optional: ["name", "item"] + others)
        // An item that is known is named by its id as well.
        if table.names("item") || table.names("name") { return table }
        return try CSVTable(file, required: ["name"], optional: others)
    }

    /// Reads rows whose turn it is into the ledger; where that refuses one after a part of it was written, that one alone
    /// is taken back and refused.
    ///
    /// - Returns: The import after them, in which rows that look for their item by its name after all have a later turn.
    fileprivate func read(
        _ rows: [(index: Int, row: Row)], in turn: RowTurn, into ledger: Ledger
    ) throws -> ItemImport {
        let outcome = try ledger.isolated {
            var next = self
            for (index, row) in rows {
                if let later = try next.laterTurn(of: row, than: turn, in: ledger) {
                    next.turns[index] = later
                } else {
                    try next.read(row, into: ledger)
                }
            }
            return next
        }
        switch outcome {
        case .success(let next): return next
        case .failure(let fault as StorageFault) where fault.isOfWholeStore: throw fault
        case .failure(let fault):
            guard rows.count > 1 else {
                var next = self
                for (_, row) in rows { next.refuse(row, fault) }
                return next
            }
            let middle = rows.count / 2
            return try read(Array(rows[..<middle]), in: turn, into: ledger)
                .read(Array(rows[middle...]), in: turn, into: ledger)
        }
    }

    /// The turn that a row is put off to once the ledger says how it comes by its item; nil where it is read now.
    private mutating func laterTurn(
        of row: Row, than turn: RowTurn, in ledger: Ledger
    ) throws -> RowTurn? {
        guard case .success(let content) = row.row, !content.hasKeyOfItsOwn,
            turn == .certain || turn == .named, try !ledger.hasItem(content.derived)
        else { return nil }
        guard turn == .named else { return .named }
        // Its code as it will be meant is not known yet, and need not be: the name alone makes an item, or finds it.
        let isFound = try putOff.contains(content.key) || ledger.item(named: content.name) != nil
        guard isFound else { return nil }
        putOff.insert(content.key)
        return .found
    }

    /// Reads a row into the ledger; what is wrong with it goes into the report.
    ///
    /// - Throws: A fault of the database.
    mutating func read(_ row: Row, into ledger: Ledger) throws {
        switch try ledger.attempt({ try step(try row.row.get(), into: ledger) }) {
        case .success(let step): take(step, line: row.line)
        case .failure(let fault): refuse(row, fault)
        }
    }

    private mutating func refuse(_ row: Row, _ fault: any Error) {
        let problem = Problem(fault)
        report.refused.append(
            LineProblem(
                line: row.line, code: problem.code.rawValue, text: problem.detail,
                damaged: problem.damaged))
        report.plan?.append(LineOutcome(line: row.line, outcome: .refused, text: problem.detail))
    }

    private func step(_ row: ItemRow, into ledger: Ledger) throws -> ItemStep {
        let meant = try row.code?.meant(in: ledger) { item in
            row.name.isEmpty && !row.hasKeyOfItsOwn || item.id == row.derived
                || item.id == row.named || row.alike.contains(item.id)
                || Item.key(ofName: item.name) == Item.key(ofName: row.name)
        }
        let owner = try owner(of: row, coded: meant?.code, in: ledger)
        let known = try ledger.hasItem(owner.id) ? try ledger.current(owner.id) : nil
        guard known != nil || !row.name.isEmpty else {
            throw Problem.textOutOfRange("name", InputParsing.itemNameLengths)
        }
        var step = ItemStep(
            row: row, note: meant?.note, known: known,
            item: known ?? Item(id: owner.id, name: row.name, category: "", measure: .each))
        // The item that it was joined with gets its codes, and keeps its own facts.
        step.isJoined = known.map { $0.id != owner.id } ?? false
        for fact in row.facts where !step.isJoined {
            if let earlier = said[owner.id]?[fact.column] {
                if !earlier.value.agrees(with: fact) {
                    step.contradict(fact.column, fact.words, earlier.value.words, earlier.line)
                }
                continue
            }
            step.facts.append(fact)
            if case .name = fact, owner.isFound { continue }
            fact.apply(to: &step.item)
        }
        if let code = meant?.code {
            step.packBefore = try ledger.item(coded: code.key).flatMap {
                $0.id == step.item.id ? $0.pack : nil
            }
            var pack = row.saysPack ? code.pack : step.packBefore ?? 1
            if let earlier = packs[code.key] {
                if row.saysPack, earlier.pack != pack {
                    step.contradict("pack", "\(pack)", "\(earlier.pack)", earlier.line)
                }
                pack = earlier.pack
            }
            step.code = PackCode(code: code.code, key: code.key, pack: pack)
        }
        if known == nil, let other = try ledger.item(named: row.name) {
            // Two items of one spelling in one file are told apart by whoever wrote it.
            let name = try ledger.item(other).name
            if name != row.name || !items.contains(other) { step.isLike(name) }
        }
        try ledger.refuseNumber(step.item.name, of: step.item.id)
        try ledger.refuseLabels(among: step.code.map { [$0] } ?? [], of: step.item.id)
        try step.record(in: ledger, beside: packs)
        return step
    }

    /// The item that a row speaks of, which it may be the first to.
    private func owner(
        of row: ItemRow, coded code: PackCode?, in ledger: Ledger
    ) throws -> Owner {
        if let owner = owners[row.key] { return owner }
        if let named = row.named, try ledger.hasItem(named) { return Owner(id: named) }
        if try ledger.hasItem(row.derived) { return Owner(id: row.derived) }
        if let padded = try row.padded.first(where: { try ledger.hasItem($0) }) {
            return Owner(id: padded)
        }
        if row.hasKeyOfItsOwn {
            let alike = try row.alike.first { try isOwner($0, of: row, coded: code, in: ledger) }
            return Owner(id: alike ?? row.restored ?? row.derived)
        }
        if let code, let known = try ledger.item(coded: code.key)?.id,
            try row.name.isEmpty
                || Item.key(ofName: row.name) == Item.key(ofName: ledger.item(known).name)
        {
            return Owner(id: known, isFound: true)
        }
        if !row.name.isEmpty, let known = try ledger.item(named: row.name) {
            return Owner(id: known, isFound: true)
        }
        return Owner(id: row.derived)
    }

    /// Whether an item whose key differs from a row's in zeros alone is the row's own, by its name or its code.
    ///
    /// One that another key of the file is of is not.
    private func isOwner(
        _ id: ItemID, of row: ItemRow, coded code: PackCode?, in ledger: Ledger
    ) throws -> Bool {
        guard try ledger.hasItem(id), !owned.contains(id) else {
            return false
        }
        let name = try ledger.item(id).name
        return try Item.key(ofName: name) == Item.key(ofName: row.name)
            || code.map { try ledger.item(coded: $0.key)?.id == id } ?? false
    }

    /// Notes what a row did, for the rows that follow and for the report.
    private mutating func take(_ step: ItemStep, line: Int) {
        let id = step.item.id
        if !step.isJoined, owners[step.row.key] == nil {
            let ids = [step.row.derived, step.row.restored, step.row.named] + step.row.alike
            owners[step.row.key] = Owner(id: id, isFound: !ids.contains(id))
            owned.insert(id)
        }
        for fact in step.facts {
            said[id, default: [:]][fact.column] = LineValue(value: fact, line: line)
        }
        if let code = step.code, step.row.saysPack { packs.note(code, of: id, line: line) }
        items.insert(id)
        report.items = items.count
        switch step.change {
        case .new: report.new += 1
        case .changed: report.changed += 1
        case .unchanged: report.unchanged += 1
        }
        report.notes += step.notes.map {
            LineProblem(line: line, code: $0.kind.rawValue, text: $0.text, damaged: $0.damaged)
        }
        report.plan?.append(step.outcome(line: line))
        let room = EarlierScans.limit - (report.earlier?.count ?? 0)
        if let earlier = step.earlier?.wire.prefix(room) {
            report.earlier = (report.earlier ?? []) + earlier
        }
    }
}

extension Hub {
    /// Rows that share one transaction at the most.
    private static let importChunk = 200

    /// Reads an item file; reading it twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: The items.
    ///   - isPreview: Whether nothing is to be recorded, and the report says what each row would do.
    /// - Returns: What became of each row.
    /// - Throws: `file_empty`, `columns_missing`, `text_encoding_unknown`, `body_too_large`.
    package func importItems(
        _ file: TextFile, isPreview: Bool = false
    ) async throws -> ItemImportResponse {
        let table = try ItemImport.table(file)
        var turns: [RowTurn] = []
        for row in table.rowsOneByOne {
            guard turns.count < TextFile.lineLimit else { throw TextFile.tooManyLines }
            if turns.count.isMultiple(of: Self.importChunk) {
                try goOn(after: 0)
                await Task.yield()
            }
            turns.append(RowTurn(of: Result { try ItemRow(row) }))
        }
        var reading = ItemImport(table, turns: turns, isPreview: isPreview)
        if isPreview {
            try TextFile.checkPreview(turns.count)
            return try await preview(table, reading)
        }
        var done = 0
        for turn in RowTurn.allCases {
            var rows = table.rows(in: turn, of: reading.turns).makeIterator()
            while true {
                var chunk: [(index: Int, row: ItemImport.Row)] = []
                while chunk.count < Self.importChunk, let row = rows.next() { chunk.append(row) }
                guard !chunk.isEmpty else { break }
                try goOn(after: done, of: turns.count)
                let (before, part) = (reading, chunk)
                reading = try await store.write { try before.read(part, in: turn, into: $0) }
                for (index, _) in part where reading.turns[index] == turn { done += 1 }
            }
        }
        return reading.report.inOrder
    }

    /// What each row would do; nothing of it stays.
    private func preview(
        _ table: CSVTable, _ start: ItemImport
    ) async throws -> ItemImportResponse {
        try await store.preview { [self] ledger in
            var reading = start
            for turn in RowTurn.allCases {
                for rows in Array(table.rows(in: turn, of: reading.turns)).chunks(
                    of: Self.importChunk)
                {
                    try goOn(after: 0)
                    reading = try reading.read(rows, in: turn, into: ledger)
                }
            }
            return reading.report
        }.inOrder
    }
}

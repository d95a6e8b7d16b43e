import API
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
    private var owned: [ItemID: Owner] = [:]
    /// What rows have said of an item, by column.
    private var said: [ItemID: [String: LineValue<ItemFact>]] = [:]
    private var packs = FilePacks()
    /// Why it could not be told what a new key means; no other row of it tells.
    private var unclear: [String: Problem] = [:]
    /// Keys whose rows are read later than the first of them could have been: all have one turn.
    private var putOff: Set<String> = []
    /// Items whose measure stays, with the line that was refused for changing it: none that follows changes it.
    private var measured: [ItemID: Int] = [:]
    private var items: Set<ItemID> = []
    /// When each row is read.
    var turns: [RowTurn]

    private struct Owner {
        let id: ItemID
        /// Whether it was found by its name or code, and keeps the spelling it is known by.
        var isFound = false
        /// Whether it was found for a key that is new, and that is remembered for it.
        var isOfNewKey = false
        /// Whether the key was remembered for it, and did not make it.
        var isRemembered = false
        /// Whether a row of its key was taken.
        var isTaken = false
    }

    /// What a line of the file says of one fact.
    private struct LineValue<Value: Sendable>: Sendable {
        let value: Value
        let line: Int
    }

    init(_ table: CSVTable, turns: [RowTurn], isPreview: Bool) {
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
    func read(
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
                for (_, row) in rows { try next.refuse(row, fault, in: ledger) }
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
        guard case .success(let content) = row.row else { return nil }
        switch turn {
        case .certain:
            guard let known = try known(by: content, in: ledger) else {
                return content.hasKeyOfItsOwn ? .remembered : .named
            }
            return known.isRemembered ? .remembered : nil
        case .remembered:
            // All rows of a key have one turn, so that the first of them is the first each time.
            if !putOff.contains(content.key) {
                let isKnown =
                    try owners[content.key] != nil || known(by: content, in: ledger) != nil
                if try isKnown || alike(to: content, in: ledger) != nil { return nil }
            }
            putOff.insert(content.key)
            return .newKeys
        case .named:
            guard try known(by: content, in: ledger) == nil else { return nil }
        case .newKeys, .found, .keyed, .others: return nil
        }
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
        case .failure(let fault): try refuse(row, fault, in: ledger)
        }
    }

    private mutating func refuse(_ row: Row, _ fault: any Error, in ledger: Ledger) throws {
        let problem = Problem(fault)
        report.refused.append(
            LineProblem(
                line: row.line, code: problem.code.rawValue, text: problem.detail,
                damaged: problem.damaged))
        report.plan?.append(LineOutcome(line: row.line, outcome: .refused, text: problem.detail))
        // A row that follows and changes the measure after all would make this one come right the second time.
        guard [.measureInUse, .quantityOutOfRange].contains(problem.code),
            case .success(let content) = row.row, content.measure != nil,
            case .success((_, let owner)) = try ledger.attempt({
                try meaning(of: content, in: ledger)
            }), measured[owner.id] == nil
        else { return }
        measured[owner.id] = row.line
    }

    private func meant(
        by row: ItemRow, in ledger: Ledger
    ) throws -> (code: PackCode, note: RowNote?)? {
        // What a key or an id is of is that item alone, whatever others are called.
        let known = row.hasKeyOfItsOwn ? try known(by: row, in: ledger)?.id : nil
        let own = try known.map { try ledger.current($0).id }
        return try row.code?.meant(in: ledger) { item in
            if let own { return item.id == own }
            return row.name.isEmpty && !row.hasKeyOfItsOwn || row.alike.contains(item.id)
                || item.id == row.derived || Self.isNamed(row, item)
        }
    }

    /// The code of a row and the item that it speaks of, which all rows of its key speak of then.
    private mutating func meaning(
        of row: ItemRow, in ledger: Ledger
    ) throws -> (code: (code: PackCode, note: RowNote?)?, Owner) {
        let meant = try meant(by: row, in: ledger)
        let owner = try owner(of: row, coded: meant?.code, in: ledger)
        // One that was joined with another is found each time.
        if try !ledger.hasItem(owner.id) || ledger.current(owner.id).id == owner.id {
            if owners[row.key]?.isTaken != true { owners[row.key] = owner }
            if row.hasKeyOfItsOwn { owned[owner.id] = owned[owner.id] ?? owner }
        }
        return (meant, owner)
    }

    private mutating func step(_ row: ItemRow, into ledger: Ledger) throws -> ItemStep {
        let (meant, owner) = try meaning(of: row, in: ledger)
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
        if known == nil, let other = try ledger.items(named: row.name).first {
            // Two items of one spelling in one file are told apart by whoever wrote it.
            let name = try ledger.item(other).name
            if name != row.name || !items.contains(other) { step.isLike(name) }
        }
        try ledger.refuseNumber(step.item.name, of: step.item.id)
        if let code = step.code, try ledger.ownLabel(code) == nil {
            try ledger.refuseLabels(among: [code], of: step.item.id)
        }
        if let known, step.item.measure != known.measure, let line = measured[owner.id] {
            throw Problem.rowUnreadable(.measureRefused(line: line))
        }
        try step.record(in: ledger, beside: packs)
        if owner.isOfNewKey { try ledger.remember(key: row.restored ?? row.derived, of: owner.id) }
        return step
    }

    /// The item that a row speaks of, which it may be the first to.
    private mutating func owner(
        of row: ItemRow, coded code: PackCode?, in ledger: Ledger
    ) throws -> Owner {
        // A row without a name has nothing to go by that another row was refused with.
        if let owner = owners[row.key], owner.isTaken || !row.name.isEmpty { return owner }
        if let known = try known(by: row, in: ledger) { return known }
        if let problem = unclear[row.key] { throw problem }
        guard row.hasKeyOfItsOwn else {
            let found = try found(by: row, coded: code, in: ledger)
            return Owner(id: found ?? row.derived, isFound: found != nil)
        }
        if let alike = try alike(to: row, in: ledger) { return Owner(id: alike) }
        do {
            if let named = try named(by: row, coded: code, in: ledger) {
                return Owner(id: named, isFound: true, isOfNewKey: true)
            }
        } catch let problem as Problem {
            unclear[row.key] = problem
            throw problem
        }
        return Owner(id: row.restored ?? row.derived)
    }

    /// The item that a row names by an id, or by a key that made it or was found to mean it; nil where no item has that key.
    private func known(by row: ItemRow, in ledger: Ledger) throws -> Owner? {
        if let named = row.named, try ledger.hasItem(named) { return Owner(id: named) }
        for key in [row.derived] + row.padded + [row.restored].compactMap({ $0 }) {
            guard let id = try ledger.item(underKey: key) else { continue }
            // Under the name that it had before, it goes on.
            let isFound = try id != key && Self.isNamed(row, ledger.current(id))
            return Owner(id: id, isFound: isFound, isRemembered: id != key)
        }
        return nil
    }

    /// The item that a row without a key means by its code with its name, or by its name; nil where that is none.
    private func found(
        by row: ItemRow, coded code: PackCode?, in ledger: Ledger
    ) throws -> ItemID? {
        if let code, let known = try ledger.item(coded: code.key)?.id,
            try row.name.isEmpty || Self.isNamed(row, ledger.current(known))
        {
            return known
        }
        guard !row.name.isEmpty else { return nil }
        return try ledger.item(among: try ledger.items(named: row.name), called: row.name)
            ?? ledger.queries().joinedItem(named: row.name)
    }

    /// The item that a new key means by its name, unless another key of the file does; nil where that is none.
    ///
    /// - Throws: `code_belongs_to_another_item` where the row's code is of another name, and `row_unreadable` where several
    ///   items have the name.
    private func named(
        by row: ItemRow, coded code: PackCode?, in ledger: Ledger
    ) throws -> ItemID? {
        guard !row.name.isEmpty else { return nil }
        if let code, let known = try ledger.item(coded: code.key)?.id {
            let item = try ledger.current(known)
            guard Self.isNamed(row, item) else {
                throw Problem.codeOfAnother(code.code, of: item.name, not: row.name)
            }
        }
        // What a key of the file made, or makes yet, is that key's, and counts for no other.
        let all = try ledger.items(named: row.name).filter {
            owned[$0].map { $0.isOfNewKey || $0.isRemembered } ?? true
        }
        let item = try ledger.item(among: all, called: row.name)
        return item.flatMap { owned[$0] == nil ? $0 : nil }
    }

    private static func isNamed(_ row: ItemRow, _ item: Item) -> Bool {
        Item.key(ofName: item.name) == Item.key(ofName: row.name)
    }

    /// The item that a key made which differs from a row's in zeros alone, where it is the row's own by its name or its code;
    /// nil where there is none, or another key of the file is of it.
    private func alike(to row: ItemRow, in ledger: Ledger) throws -> ItemID? {
        try row.alike.first { id in
            guard try ledger.hasItem(id), owned[id] == nil else { return false }
            if try Self.isNamed(row, ledger.current(id)) { return true }
            // What no scanner sends is of no item.
            guard let code = try? meant(by: row, in: ledger)?.code else { return false }
            return try ledger.item(coded: code.key)?.id == id
        }
    }

    /// Notes what a row did, for the rows that follow and for the report.
    private mutating func take(_ step: ItemStep, line: Int) {
        let id = step.item.id
        owners[step.row.key]?.isTaken = true
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

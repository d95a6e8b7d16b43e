import API
import Barcodes
import Foundation
import Journal
import Stock
import Storage

/// One row of an item file.
struct ItemRow: Sendable {
    /// What the file calls the item; rows of one key are of one item.
    let key: String
    /// Whether the file names the item by more than its code or name.
    let hasKeyOfItsOwn: Bool
    /// The key where it is an id, as in an exported file.
    let named: ItemID?
    /// The id of an item that the file brings with it: the same file names the same item in every hub.
    let derived: ItemID
    /// The id that the key has once what a spreadsheet did to it is undone; nil where it did nothing.
    let restored: ItemID?
    /// The ids that the key has with zeros before it, where that is a product's number.
    let padded: [ItemID]
    /// The ids that the key has with other zeros before it; of the row's item only where the row says more for that.
    let alike: [ItemID]
    /// Empty where the row does not say it.
    let name: String
    let facts: [ItemFact]
    /// Nil where the row names no code, or is not said to be of one.
    let code: RowCode?
    let saysPack: Bool

    /// - Throws: A ``Problem`` that names the first thing that is wrong.
    init(_ row: CSVTable.Row) throws {
        try row.requireReadable()
        let cell = row.raw("code") == Self.clear ? "" : row["code"]
        let read = SpreadsheetCode(cell)
        let text = read.text ?? cell
        let named = try Self.key(of: row)
        name = try row.text("name")
        guard !PersonalPaper.isLine(name) else { throw Problem.paperOfAPerson }
        hasKeyOfItsOwn = !named.isEmpty
        let restoredKey: String?
        if case .restored(let key, _) = SpreadsheetCode(named) {
            restoredKey = key
        } else {
            // `7.0` was `7` before a spreadsheet took it for a number.
            restoredKey =
                named.contains { ".,".contains($0) } ? SpreadsheetCode.plainNumber(named) : nil
        }
        let own = named.isEmpty ? "\u{1F}code\u{1F}\(text.isEmpty ? name : text)" : named
        key = restoredKey ?? own
        derived = Self.id(of: own)
        restored = restoredKey.map(Self.id)
        padded = SpreadsheetCode.padded(named).filter(SpreadsheetCode.isProduct).map(Self.id)
        alike = SpreadsheetCode.alike(named).map(Self.id)
        self.named = ItemID(named)
        let pack: Int64?
        (facts, pack, saysPack) = try Self.read(row)
        code = cell.isEmpty ? nil : try RowCode(cell, read, pack: pack ?? 1)
    }

    private static func id(of key: String) -> ItemID { ItemID(hashOf: "larder-item-v1\n\(key)") }

    /// What the file calls the row's item; empty where it does not say, for two rows that say nothing are not of one.
    ///
    /// - Throws: `row_unreadable` for what a spreadsheet made of it, which may be the same for many.
    private static func key(of row: CSVTable.Row) throws -> String {
        let cell = row.raw("item")
        guard cell != clear else { return "" }
        switch SpreadsheetKey(cell) {
        case .named: return row["item"]
        case .nothing: return ""
        case .damaged: throw Problem.rowUnreadable(.madeBySpreadsheet("item", cell))
        }
    }

    /// Nil where the row does not say it.
    var measure: Measure? {
        for case .measure(let measure) in facts { return measure }
        return nil
    }

    /// What a piece weighs in grams; nil where the row does not say it, or clears it.
    var unitWeight: Int64? {
        for case .unitWeight(let grams) in facts { return grams }
        return nil
    }

    /// The word that clears a cell's fact.
    private static let clear = "-"

    private static func read(
        _ row: CSVTable.Row
    ) throws -> ([ItemFact], pack: Int64?, saysPack: Bool) {
        func isCleared(_ column: String) -> Bool { row.raw(column) == clear }
        func text(_ column: String) throws -> String? {
            let text = isCleared(column) ? "" : try row.text(column)
            return text.isEmpty ? nil : text
        }
        // What is no number is told as such.
        func figure(_ column: String) -> String { (try? row.text(column)) ?? row[column] }
        func number(_ column: String) throws -> Int64? {
            let text = isCleared(column) ? "" : figure(column)
            return text.isEmpty ? nil : try FileNumber.whole(text, column)
        }
        if isCleared("name") {
            throw Problem.nameCleared(InputParsing.itemNameLengths)
        }
        var facts: [ItemFact] = []
        if let name = try text("name") { facts.append(.name(try InputParsing.itemName(name))) }
        let category = try text("category")
        if category != nil || isCleared("category") {
            facts.append(.category(try InputParsing.category(category ?? "")))
        }
        if isCleared("measure") { throw Problem.measureUnknown(clear) }
        if let said = try text("measure") {
            guard let measure = Measure(rawValue: said.lowercased()) else {
                throw Problem.measureUnknown(said)
            }
            facts.append(.measure(measure))
        }
        let grams = try number("unit_weight_g")
        if grams != nil || isCleared("unit_weight_g") {
            facts.append(.unitWeight(try grams.map(InputParsing.unitWeight)))
        }
        let days = try number("shelf_life_days").map { Int(clamping: $0) }
        if days != nil || isCleared("shelf_life_days") {
            facts.append(.shelfLife(try days.map(InputParsing.shelfLife)))
        }
        let programme = try text("programme")
        if programme != nil || isCleared("programme") {
            facts.append(.programme(try programme.map(InputParsing.programme) ?? .donated))
        }
        let pack = try number("pack")
        return (facts, pack, pack != nil || isCleared("pack"))
    }
}

/// What is worth a look in a row that was taken.
struct RowNote: Sendable {
    let kind: LineNote
    let text: String
    let damaged: DamagedCode?

    init(_ kind: LineNote, _ text: String, _ damaged: DamagedCode? = nil) {
        (self.kind, self.text, self.damaged) = (kind, text, damaged)
    }
}

/// The code of a row, as it stands and as a scanner sends it.
struct RowCode: Sendable {
    /// As it stands, with a pack of 1 where the row does not say it.
    let asItStands: PackCode
    /// As a scanner sends it, with what is worth a look in that; else why no scanner sends it.
    let asSent: Result<(code: PackCode, note: RowNote?), Problem>

    /// - Throws: `code_empty`, `code_too_long`, `pack_out_of_range`.
    init(_ cell: String, _ read: SpreadsheetCode, pack: Int64) throws {
        asItStands = try InputParsing.packCode(cell, pack: pack)
        switch read {
        case .plain: asSent = .success((asItStands, nil))
        case .restored(let text, let damage):
            let note = RowNote(
                .codeRestored, "The code \(cell) was taken as \(text): \(damage.words).",
                DamagedCode(code: cell, likely: text))
            asSent = .success((try InputParsing.packCode(text, pack: pack), note))
        case .doubtful(let text, let likely, let damage):
            let note = RowNote(
                .codeDoubtful,
                "The code \(cell) was taken as it stands; it may have been \(likely): \(damage.words).",
                DamagedCode(code: cell, likely: likely))
            asSent = .success((try InputParsing.packCode(text, pack: pack), note))
        case .lost(let likely, let damage):
            asSent = .failure(damage.refusal(of: cell, likely: likely))
        }
    }

    /// The code that is meant.
    ///
    /// One that the hub knows as it stands is that one. So is the only one that it knows with other zeros before it, which a
    /// spreadsheet drops, where that is a product's number or of the row's own item.
    ///
    /// - Parameters:
    ///   - ledger: The hub's.
    ///   - isOwn: Whether the row may speak of a known item.
    /// - Returns: The code, and what is worth a look in it.
    /// - Throws: `code_damaged` where no scanner sends it, and nobody can be certain what was meant.
    func meant(
        in ledger: Ledger, isOwn: (Item) -> Bool
    ) throws -> (code: PackCode, note: RowNote?) {
        if try ledger.item(coded: asItStands.key) != nil { return (asItStands, nil) }
        var known: [(code: PackCode, item: ItemID)] = []
        let likely = Set(SpreadsheetCode.padded(asItStands.code))
        for text in SpreadsheetCode.alike(asItStands.code) {
            let other = try InputParsing.packCode(text, pack: asItStands.pack)
            guard let item = try ledger.item(coded: other.key)?.id,
                try likely.contains(text) || isOwn(ledger.current(item))
            else { continue }
            if !known.contains(where: { $0.code.key == other.key }) { known.append((other, item)) }
        }
        guard known.count == 1, let (padded, id) = known.first else { return try asSent.get() }
        if try SpreadsheetCode.isProduct(padded.code) || isOwn(ledger.current(id)) {
            let note = RowNote(
                .codeRestored,
                "The code \(asItStands.code) was taken as \(padded.code), which is known here.",
                DamagedCode(code: asItStands.code, likely: padded.code))
            return (padded, note)
        }
        let (code, note) = try asSent.get()
        let doubt = RowNote(
            .codeDoubtful,
            "The code \(code.code) was taken as it stands; it may have been \(padded.code), which is known here: \(SpreadsheetCode.Damage.zeros.words).",
            DamagedCode(code: code.code, likely: padded.code))
        return (code, note ?? doubt)
    }
}

extension SpreadsheetCode {
    /// The code as a scanner sends it; nil where nobody can tell.
    fileprivate var text: String? {
        switch self {
        case .plain(let code), .restored(let code, _), .doubtful(let code, _, _): code
        case .lost: nil
        }
    }
}

extension SpreadsheetCode.Damage {
    /// What was done to a code, for the end of a sentence.
    fileprivate var words: String {
        switch self {
        case .formula: "it stood in a formula"
        case .apostrophe: "an apostrophe stood before it"
        case .decimals: "a spreadsheet put decimals behind it"
        case .exponent: "a spreadsheet wrote it as a number with a power of ten"
        case .grouping: "marks stood between its digits"
        case .marks: "marks stood around it"
        case .digits: "it is in digits that no scanner sends"
        case .zeros: "a spreadsheet drops zeros in front"
        case .checkDigit: "its check digit is wrong"
        case .digitMissing: "eleven digits are one too few for a product"
        case .error: "a spreadsheet could not work it out"
        case .sign: "a sign stood before it"
        case .date: "a spreadsheet took it for a date or a time"
        case .amount: "it is written as an amount"
        case .quantity: "how many stands with it, which no scanner sends"
        case .several: "more than one code stands in the cell, and each takes a row of its own"
        case .text: "more than a code stands in the cell"
        case .word: "it says whether there is one, and not which"
        }
    }

    /// Why a code is not taken, and what to do.
    func refusal(of cell: String, likely: String?) -> Problem {
        .codeDamaged(DamagedCode(code: String(cell.prefix(60)), likely: likely), words)
    }
}

extension Ledger {
    /// The one of some items that a name may mean; of several, the one that is called so to the letter.
    ///
    /// - Throws: `row_unreadable` where that is none, or more than one.
    func item(among items: [ItemID], called name: String) throws -> ItemID? {
        guard items.count > 1 else { return items.first }
        let same = try items.filter { try item($0).name == name }
        guard same.count == 1 else { throw Problem.rowUnreadable(.nameOfSeveral(name)) }
        return same[0]
    }
}

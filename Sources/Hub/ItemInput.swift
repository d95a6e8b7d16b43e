package import API
import Barcodes
package import Journal
package import Stock
import Storage

extension InputParsing {
    /// Characters of an item's name.
    static let itemNameLengths = 1...200
    /// Codes of one item that are said at once, at the most.
    static let codeLimit = 100
    /// Days that an item keeps.
    static let shelfLives = 1...36_500
    /// Pieces or grams that a code stands for.
    static let packs: ClosedRange<Int64> = 1...1_000_000

    /// - Throws: `text_out_of_range`.
    static func itemName(_ text: String) throws -> String {
        try self.text(text, "name", itemNameLengths)
    }

    /// - Throws: `text_out_of_range`.
    static func category(_ text: String) throws -> String {
        try self.text(text, "category", 0...100)
    }

    /// - Throws: `shelf_life_out_of_range`.
    static func shelfLife(_ days: Int) throws -> Int {
        guard shelfLives.contains(days) else { throw Problem(.shelfLifeOutOfRange) }
        return days
    }

    /// - Throws: `text_out_of_range`.
    static func programme(_ text: String) throws -> Programme {
        let lengths = 1...40
        guard let programme = Programme(rawValue: try self.text(text, "programme", lengths)) else {
            throw Problem.textOutOfRange("programme", lengths)
        }
        return programme
    }

    /// A lot's number as it is kept; nil where nothing is left of it.
    ///
    /// - Throws: `paper_of_a_person`. Of few characters, it may be a maker's number.
    static func lotNumber(_ text: String) throws -> String? {
        guard text.count < 9 || !PersonalPaper.isLine(text) else { throw Problem.paperOfAPerson }
        return LotKey.cleaned(number: text)
    }

    /// Pieces or grams that a code stands for.
    ///
    /// - Throws: `pack_out_of_range`.
    static func pack(_ count: Int64) throws -> Int64 {
        guard packs.contains(count) else { throw Problem(.packOutOfRange) }
        return count
    }

    /// - Throws: `pack_out_of_range`, `code_too_long`, `code_empty`, `code_is_a_command`.
    static func packCode(_ code: String, pack count: Int64) throws -> PackCode {
        let pack = try pack(count)
        let read = try scanned(code)
        guard !isCommand(read) else { throw Problem.codeIsACommand }
        return PackCode(code: code, key: read.keyToLearn, pack: pack)
    }

    /// Whether pages obey what was scanned.
    static func isCommand(_ scan: ScanInterpretation) -> Bool {
        guard case .command(let text) = scan.best else { return false }
        return CommandCard(rawValue: text) != nil
    }

    /// A code as the label of a hub that it looks like, in whatever form it is written: a scan of it is of that label, where
    /// the hub knows it; nil for any other code.
    fileprivate static func label(_ code: PackCode) -> PackCode? {
        guard case .label(let label)? = (try? ScanReader.read(code.code))?.best else { return nil }
        return PackCode(code: code.code, key: label.description, pack: code.pack)
    }
}

extension Ledger {
    /// The label that a code is, in whatever form it is written, where the hub issued it and it is on nothing but an item, or
    /// blank; nil for any other code.
    func ownLabel(_ code: PackCode) throws -> String? {
        guard let label = InputParsing.label(code)?.key, let known = try queries().label(label),
            try known.binding == nil || item(coded: label) != nil
        else { return nil }
        return label
    }

    /// Refuses codes that are labels of the hub's in another form: their scans would be of what bears the label.
    ///
    /// - Throws: `code_names_a_place`, `label_code_taken`, `code_belongs_to_another_item`.
    func refuseLabels(among codes: [PackCode], of item: ItemID) throws {
        try refuseForeignCodes(codes.compactMap { InputParsing.label($0) }, of: item)
    }
}

extension Ledger {
    /// Refuses a name that is a number, by whatever road it comes, unless the item has it already: it is a code that went
    /// into the wrong field.
    ///
    /// - Throws: `name_is_a_number`.
    func refuseNumber(_ name: String, of item: ItemID) throws {
        guard Item.isNumber(name) else { return }
        guard try hasItem(item), try self.item(item).name == name else {
            throw Problem.nameIsANumber
        }
    }
}

extension ItemRequest {
    /// The item, under its own id or another.
    ///
    /// - Throws: `id_unreadable`, `text_out_of_range`, `unit_weight_out_of_range`,
    ///   `shelf_life_out_of_range`.
    package func item(as other: ItemID? = nil) throws -> Item {
        let (grams, days) = (
            try unitWeightGrams.map(InputParsing.unitWeight),
            try shelfLifeDays.map(InputParsing.shelfLife)
        )
        let own: ItemID = try InputParsing.id(id)
        var item = Item(
            id: other ?? own, name: try InputParsing.itemName(name),
            category: try InputParsing.category(category ?? ""), measure: measure ?? .each,
            unitWeightGrams: grams, shelfLifeDays: days)
        if let programme { item.programme = try InputParsing.programme(programme) }
        return item
    }

    /// - Throws: `codes_too_many`, `pack_out_of_range`, `code_too_long`, `code_empty`.
    package func packCodes() throws -> [PackCode] {
        guard (codes ?? []).count <= InputParsing.codeLimit else {
            throw Problem.codesTooMany(limit: InputParsing.codeLimit)
        }
        return try (codes ?? []).map { try InputParsing.packCode($0.code, pack: $0.pack ?? 1) }
    }

    /// Whether a code of it is a case's, and nobody says how many are in it.
    package var lacksPack: Bool {
        (codes ?? []).contains { code in
            code.pack == nil
                && (try? InputParsing.packCode(code.code, pack: 1))?.isCaseOfOne == true
        }
    }
}

extension PackCode {
    /// Whether it is a case's by its form, and stands for one all the same.
    package var isCaseOfOne: Bool { pack == 1 && GTIN(key)?.isOfCase == true }
}

/// What is to be changed of an item.
package struct ItemPatch: Sendable {
    let facts: [ItemFact]
    /// Grams that a piece weighs, by which stock is converted where the measure becomes another; nil where that is not
    /// said.
    let gramsPerPiece: Int64?
    /// How much the hub wants at least, in the measure that the item is kept in then.
    let minimum: FieldPatch<Int64>
}

extension ItemChangeRequest {
    /// - Throws: `unit_weight_out_of_range`, `text_out_of_range`, `shelf_life_out_of_range`.
    package func patch() throws -> ItemPatch {
        let gramsPerPiece = try conversion.map { try InputParsing.unitWeight($0.gramsPerPiece) }
        var facts: [ItemFact] = []
        if let name { facts.append(.name(try InputParsing.itemName(name))) }
        if let category { facts.append(.category(try InputParsing.category(category))) }
        if let measure { facts.append(.measure(measure)) }
        switch unitWeightGrams {
        case .none: break
        case .cleared: facts.append(.unitWeight(nil))
        case .value(let grams): facts.append(.unitWeight(try InputParsing.unitWeight(grams)))
        }
        switch shelfLifeDays {
        case .none: break
        case .cleared: facts.append(.shelfLife(nil))
        case .value(let days): facts.append(.shelfLife(try InputParsing.shelfLife(days)))
        }
        if let programme { facts.append(.programme(try InputParsing.programme(programme))) }
        let least: FieldPatch<Int64> =
            if case .value(let minimum) = minimum {
                .value(try InputParsing.quantity(minimum))
            } else {
                minimum
            }
        return ItemPatch(facts: facts, gramsPerPiece: gramsPerPiece, minimum: least)
    }
}

/// A code that is to be given to an item, or taken from all.
package struct CodeInput: Sendable {
    package let code: PackCode
    /// What it may be looked up by, the likeliest first.
    let keys: [String]

    /// - Parameters:
    ///   - text: As it was scanned or typed.
    ///   - pack: Pieces or grams that it stands for.
    /// - Throws: `pack_out_of_range`, `code_empty`, `code_too_long`, `paper_of_a_person`, `code_is_a_command`.
    package init(_ text: String, pack: Int64) throws {
        code = try InputParsing.packCode(text, pack: pack)
        keys = try InputParsing.scanned(text).keys
    }

    /// A code that is to be taken from what it stands for, whatever it is.
    ///
    /// - Throws: `code_empty`, `code_too_long`, `paper_of_a_person`.
    package init(unlearned text: String) throws {
        let read = try InputParsing.scanned(text)
        (code, keys) = (PackCode(code: text, key: read.keyToLearn, pack: 1), read.keys)
    }
}

/// What was misread on a lot's package.
package struct LotPatch: Sendable {
    let date: FieldPatch<DateLabel>
    let number: FieldPatch<String>
}

extension LotChangeRequest {
    /// - Throws: `date_kind_unknown`, `date_unreadable`, `paper_of_a_person`.
    package func patch() throws -> LotPatch {
        LotPatch(
            date: try dateLabel.map { try $0.label() },
            number: try lotNumber.map { try InputParsing.lotNumber($0) ?? "" })
    }
}

extension ResolutionRequest {
    /// What the code was; nil where it was nothing.
    package func meaning() throws -> KnownOrNewItem? {
        switch item {
        case .known(let id): .known(try InputParsing.id(id))
        case .new(let item):
            .new(try item.item(), codes: try item.packCodes(), measure: item.measure)
        case nil: nil
        }
    }
}

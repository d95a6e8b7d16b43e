package import Stock

/// An item, as the API takes it; what is left out is the ledger's standard.
package struct ItemRequest: Codable, Sendable {
    package struct Code: Codable, Sendable {
        package var code: String
        package var pack: Int64?

        package init(
            code: String, pack: Int64? = nil
        ) {
            self.code = code
            self.pack = pack
        }
    }

    package var id: String
    package var name: String
    package var category: String?
    package var measure: Measure?
    package var unitWeightGrams: Int64?
    package var shelfLifeDays: Int?
    package var programme: String?
    package var codes: [Code]?

    package init(
        id: String, name: String, category: String? = nil, measure: Measure? = nil,
        unitWeightGrams: Int64? = nil, shelfLifeDays: Int? = nil, programme: String? = nil,
        codes: [Code]? = nil
    ) {
        self.id = id
        self.name = name
        self.category = category
        self.measure = measure
        self.unitWeightGrams = unitWeightGrams
        self.shelfLifeDays = shelfLifeDays
        self.programme = programme
        self.codes = codes
    }
}

/// An item, as the API gives it; a scan's answer leaves its codes out.
package struct ItemResponse: Codable, Sendable {
    package struct Code: Codable, Sendable {
        package var code: String
        package var pack: Int64

        package init(
            code: String, pack: Int64
        ) {
            self.code = code
            self.pack = pack
        }
    }

    package var id: String
    package var name: String
    package var category: String
    package var measure: Word<Measure>
    package var unitWeightGrams: Int64?
    package var shelfLifeDays: Int?
    package var programme: String
    package var codes: [Code]?
    /// The item that it was joined with, which is the one to speak of.
    package var joinedInto: String?
    /// Pieces or grams that the hub wants at least; left out where nobody said so.
    package var minimum: Int64?
    /// SHA-256 of its picture, in hexadecimal, by which that is had; left out where it has none.
    package var picture: String?
    /// Of an item just made: others whose names differ in case, accents, spaces and marks alone.
    package var similar: [String]?
    /// Of an item whose codes got other packs: scans that were recorded by those of before, the latest first.
    package var earlier: [EarlierScan]?
    /// Whether there may be more of them.
    package var earlierMore: Bool?
    /// Of an item that was just changed.
    package var warnings: [Word<Warning>]?
    /// Scans that had waited for what was said, and count now, the first first.
    package var settled: [EarlierScan]?
    /// Whether there are more of them.
    package var settledMore: Bool?
    /// By how many grams whole pieces weigh more than what there was, where grams do not come out even.
    package var roundedGrams: Int64?

    package init(
        id: String, name: String, category: String, measure: Word<Measure>,
        unitWeightGrams: Int64? = nil, shelfLifeDays: Int? = nil, programme: String,
        codes: [Code]? = nil,
        joinedInto: String? = nil, similar: [String]? = nil
    ) {
        (self.joinedInto, self.similar) = (joinedInto, similar)
        self.id = id
        self.name = name
        self.category = category
        self.measure = measure
        self.unitWeightGrams = unitWeightGrams
        self.shelfLifeDays = shelfLifeDays
        self.programme = programme
        self.codes = codes
    }
}

/// What became of an item file's rows, or would become of them.
package struct ItemImportResponse: Codable, Sendable {
    package var rows: Int = 0
    /// Rows that made an item or a code known.
    package var new: Int = 0
    /// Rows that changed a known item or a code's pack.
    package var changed: Int = 0
    package var unchanged: Int = 0
    package var refused: [LineProblem] = []
    /// What is worth a look in rows that were taken.
    package var notes: [LineProblem] = []
    package var ignoredColumns: [String] = []
    /// Items in the file.
    package var items: Int = 0
    /// What each row would do; nil unless the file was read to be shown, and nothing recorded.
    package var plan: [LineOutcome]?
    /// Scans that were recorded by packs which the file says otherwise, the first 100: each stands until it is taken back.
    package var earlier: [EarlierScan]?

    package init(
        rows: Int = 0, new: Int = 0, changed: Int = 0, unchanged: Int = 0,
        refused: [LineProblem] = [], notes: [LineProblem] = [], ignoredColumns: [String] = [],
        items: Int = 0, plan: [LineOutcome]? = nil
    ) {
        self.rows = rows
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
        self.refused = refused
        self.notes = notes
        self.ignoredColumns = ignoredColumns
        self.items = items
        self.plan = plan
    }
}

/// What a line that was taken is worth a look for; the code of its ``LineProblem``.
package enum LineNote: String, CaseIterable, Sendable {
    /// A spreadsheet had changed the code; it was taken as a scanner sends it.
    case codeRestored = "code_restored"
    /// The code was taken as it stands, but a digit of it may be gone.
    case codeDoubtful = "code_doubtful"
    /// The row says something else of its item or code than a row before it, which counts.
    case rowContradicts = "row_contradicts"
    /// The row made an item of a name that another item has too.
    case nameLikeAnother = "name_like_another"
    /// The row gave a code another pack, and there are scans of it that were recorded by the one of before.
    case scansOfOtherPack = "scans_of_other_pack"
    /// The row made whole pieces of grams that do not come out even.
    case weightRounded = "weight_rounded"
    /// Scans had waited for what the row says, and count now.
    case scansSettled = "scans_settled"
    /// Some of them said no weight of what is kept by weight: their pieces count as grams.
    case weightMissing = "weight_missing"
    /// The row's code is a case's, and nothing says how many are in it: it stands for one.
    case packMissing = "pack_missing"
}

/// What one line of a file would do.
package struct LineOutcome: Codable, Sendable {
    /// The first three of an item file's line, the next three of a scan file's, the last of either.
    package enum Outcome: String, CaseIterable, Sendable {
        case new, changed, unchanged
        case recorded, alreadyRecorded, unresolved
        case refused
    }

    /// What becomes of one thing that is known of an item.
    package struct ColumnChange: Codable, Sendable {
        /// The column of the file.
        package var column: String
        /// Left out where nothing was known.
        package var was: String?
        /// Left out where nothing is known any more.
        package var becomes: String?

        package init(column: String, was: String?, becomes: String?) {
            (self.column, self.was, self.becomes) = (column, was, becomes)
        }
    }

    package var line: Int
    package var outcome: Word<Outcome>
    package var text: String
    /// The name of the item, as it is after the line.
    package var item: String?
    /// Of a scan file's line: what was scanned.
    package var code: String?
    /// Of a scan file's line: pieces or grams that go out.
    package var quantity: Int64?
    /// Of an item file's line: what it changes; all that is known of an item that is new.
    package var changes: [ColumnChange]?

    package init(
        line: Int, outcome: Outcome, text: String, item: String? = nil, code: String? = nil,
        quantity: Int64? = nil, changes: [ColumnChange]? = nil
    ) {
        self.line = line
        self.outcome = Word(outcome)
        self.text = text
        (self.item, self.code, self.quantity, self.changes) = (item, code, quantity, changes)
    }
}

/// A code as a cell of a spreadsheet held it, which no scanner may send so.
package struct DamagedCode: Codable, Hashable, Sendable {
    /// As it stands.
    package var code: String
    /// What was probably meant, a `?` for each digit that is gone; left out where nobody can tell.
    package var likely: String?

    package init(code: String, likely: String?) { (self.code, self.likely) = (code, likely) }
}

/// What is wrong with one line of a file.
package struct LineProblem: Codable, Sendable {
    package var line: Int
    /// The fact that is wrong, as in docs/reference/errors.md.
    package var code: String
    package var text: String
    /// Of a code that a spreadsheet harmed.
    package var damaged: DamagedCode?

    package init(
        line: Int, code: String, text: String, damaged: DamagedCode? = nil
    ) {
        self.line = line
        self.code = code
        self.text = text
        self.damaged = damaged
    }
}

/// Something known, by its id or code, or something new.
package enum KnownOrNew<New: Codable & Sendable>: Codable, Sendable {
    case known(String)
    case new(New)

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .known(text)
        } else {
            self = .new(try container.decode(New.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .known(let text): try container.encode(text)
        case .new(let value): try container.encode(value)
        }
    }
}

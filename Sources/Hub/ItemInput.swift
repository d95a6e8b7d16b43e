package import API
import Barcodes
package import Journal
package import Stock
import Storage

extension ItemRequest {
    /// - Throws: `id_unreadable`, `text_out_of_range`, `unit_weight_out_of_range`,
    ///   `shelf_life_out_of_range`.
    package func item() throws -> Item {
        let unitWeightGrams = try unitWeightGrams.map { try InputParsing.unitWeight($0) }
        if let shelfLifeDays, !(1...36_500).contains(shelfLifeDays) {
            throw Problem(
                .shelfLifeOutOfRange,
                "A shelf life is from 1 to 36,500 days.")
        }
        var item = Item(
            id: try InputParsing.id(id), name: try InputParsing.text(name, "name", 1...200),
            category: try InputParsing.text(category ?? "", "category", 0...100),
            measure: measure ?? .each,
            unitWeightGrams: unitWeightGrams, shelfLifeDays: shelfLifeDays)
        if let programme { item.programme = try Self.programme(programme) }
        return item
    }

    /// - Throws: `pack_out_of_range`, `code_too_long`, `code_empty`.
    package func packCodes() throws -> [PackCode] {
        guard (codes ?? []).count <= 100 else {
            throw Problem(.codesTooMany, "An item has at most 100 codes.")
        }
        return try (codes ?? []).map { try Self.packCode($0.code, pack: $0.pack ?? 1) }
    }

    package static func packCode(_ code: String, pack: Int64) throws -> PackCode {
        let pack = try self.pack(pack)
        return PackCode(code: code, key: try InputParsing.scanned(code).keyToLearn, pack: pack)
    }

    /// Pieces or grams that a code stands for.
    ///
    /// - Throws: `pack_out_of_range`.
    static func pack(_ count: Int64) throws -> Int64 {
        guard (1...1_000_000).contains(count) else {
            throw Problem(.packOutOfRange, "A pack holds from 1 to 1,000,000.")
        }
        return count
    }

    package static func programme(_ text: String) throws -> Programme {
        let text = try InputParsing.text(text, "programme", 1...40)
        guard let programme = Programme(rawValue: text) else {
            throw Problem(.textOutOfRange, "programme has 1 to 40 characters.")
        }
        return programme
    }
}

extension ResolutionRequest {
    /// What the code was; nil where it was nothing.
    package func meaning() throws -> KnownOrNewItem? {
        switch item {
        case .known(let id): .known(try InputParsing.id(id))
        case .new(let item): .new(try item.item(), codes: try item.packCodes())
        case nil: nil
        }
    }
}

import Barcodes
package import Stock
package import Storage

/// The items that a code which nobody knows may be of, as far as it says itself.
package struct CodeOffers: Sendable {
    /// Whether it is a case's by its form: then it is no single piece.
    package let isOfCase: Bool
    /// The item that is in the case.
    package let inCase: Item?
    /// Items of which a case is known with the same number, or whose names hold the letters of the code.
    package let others: [Item]

    /// Names that are offered, at the most, and the fewest letters of a code by which they are looked for.
    private static let (most, letters) = (3, 3)

    /// - Parameters:
    ///   - key: Of the code, as the ledger keeps it.
    ///   - queries: Where items are known.
    /// - Throws: What SQLite says.
    package init(of key: String, in queries: Queries) throws {
        guard let number = GTIN(key) else {
            (isOfCase, inCase) = (false, nil)
            let isNamed = key.count(where: \.isLetter) >= Self.letters
            let words = String(key.map { $0.isLetter || $0.isNumber ? $0 : " " })
            others =
                isNamed
                ? try queries.items(matching: words, limit: Self.most).map(\.item)
                    .filter { $0.measure == .each } : []
            return
        }
        func items(_ numbers: [GTIN]) throws -> [Item] {
            let keys = try numbers.flatMap { try InputParsing.scanned($0.description).keys }
            let known = try queries.meanings(of: Set(keys))
            var items: [Item] = []
            for case .item(let item, _)? in keys.map({ known[$0] })
            where item.measure == .each && !items.contains(where: { $0.id == item.id }) {
                items.append(item)
            }
            return items
        }
        isOfCase = number.isOfCase
        inCase = try number.piece.flatMap { try items([$0]).first }
        others = try items(number.cases)
    }
}

package import Stock

/// An item, as the API takes and gives it.
package struct ItemJSON: Codable {
    package var id: String
    package var name: String
    package var category: String?
    package var measure: Measure?
    package var unitWeightGrams: Int64?
    package var shelfLifeDays: Int?
    package var programme: String?
    package var codes: [CodeJSON]?

    package struct CodeJSON: Codable {
        package var code: String
        package var pack: Int64?

        package init(code: String, pack: Int64?) { (self.code, self.pack) = (code, pack) }
    }

    /// An item that says nothing but its name.
    package init(id: String, name: String) { (self.id, self.name) = (id, name) }
}

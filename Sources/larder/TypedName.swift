import Stock

/// A name as someone types it after a command.
enum TypedName {
    /// The rows that are meant: those that are called exactly so, else those whose names are told as one by the hub's rule for the
    /// names of items.
    static func find<Row>(_ text: String, in rows: [Row], by name: (Row) -> String) -> [Row] {
        let exact = rows.filter { name($0) == text }
        guard exact.isEmpty else { return exact }
        let key = Item.key(ofName: text)
        return rows.filter { Item.key(ofName: name($0)) == key }
    }
}

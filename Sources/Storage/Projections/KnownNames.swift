import GRDB
import Stock

/// A donation, and a source that gave it.
struct GivenDonation: Hashable {
    let source: SourceID
    let donation: DonationID
}

extension ItemNames {
    /// The names of all items but those that were joined with another.
    ///
    /// Where `key` is given, only those that are written alike.
    init(_ db: Database, withKey key: String? = nil) throws {
        self.init()
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, name FROM item WHERE id NOT IN (SELECT item FROM item_join)")
        while let row = try rows.next() {
            let name: String = row["name"]
            if let key, Item.key(ofName: name) != key { continue }
            self.name(try ItemID(column: row["id"]), name)
        }
    }
}

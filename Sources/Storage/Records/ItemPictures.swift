import Crypto
package import Foundation
import GRDB
import Journal
package import Stock

/// A picture of an item: a PNG, which an entry names by its hash and which can be erased.
package struct ItemPicture: Sendable {
    /// SHA-256 of the bytes, in hexadecimal.
    package let hash: String
    package let bytes: Data

    package init(_ png: [UInt8]) {
        bytes = Data(png)
        hash = Self.hash(of: bytes)
    }

    fileprivate static func hash(of bytes: Data) -> String {
        Data(SHA256.hash(data: bytes)).hexadecimal
    }

    /// The pictures that items have now; backups carry them.
    static let schema = """
        CREATE TABLE picture (
            hash TEXT PRIMARY KEY CHECK (length(hash) = 64), bytes BLOB NOT NULL
        ) STRICT;
        """

    /// The rows of items' last pictures.
    fileprivate static let last = """
        item_picture AS last WHERE picture IS NOT NULL
            AND seq = (SELECT max(seq) FROM item_picture WHERE item = last.item)
        """
}

extension Ledger {
    /// Gives an item a picture in the place of its own before; where it has that one, nothing is written.
    ///
    /// - Parameters:
    ///   - item: One that is spoken of itself.
    ///   - picture: Kept beside the journal until the item has another, or none.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, ``StorageFault/itemIsJoined(item:into:)``.
    package func setPicture(of item: ItemID, to picture: ItemPicture) throws {
        _ = try self.item(item)
        try refuseJoined(item)
        let before = try ownPicture(of: item)
        guard before != picture.hash else { return }
        try db.execute(
            sql: "INSERT OR IGNORE INTO picture (hash, bytes) VALUES (?, ?)",
            arguments: [picture.hash, picture.bytes])
        try append(freshEntryID(), PictureSet(item: item, picture: picture.hash))
        if let before { try erasePicture(before) }
    }

    /// Takes an item's picture away, and those of items that were joined with it: none of them is to be seen in its place.
    ///
    /// - Parameter item: One that is spoken of itself.
    /// - Throws: ``StorageFault/itemNotFound(_:)``, ``StorageFault/itemIsJoined(item:into:)``.
    package func removePicture(of item: ItemID) throws {
        _ = try self.item(item)
        try refuseJoined(item)
        for joined in try Queries(db).joinedAll(into: item) {
            guard let picture = try ownPicture(of: joined) else { continue }
            try append(freshEntryID(), PictureSet(item: joined, picture: nil))
            try erasePicture(picture)
        }
    }

    private func ownPicture(of item: ItemID) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT picture FROM \(ItemPicture.last) AND item = ?",
            arguments: [item.blob])
    }

    /// Erases the bytes of a picture that no item has any more, from the log of the database too.
    private func erasePicture(_ hash: String) throws {
        try db.execute(
            sql: """
                DELETE FROM picture WHERE hash = ?1
                    AND NOT EXISTS (SELECT 1 FROM \(ItemPicture.last) AND picture = ?1)
                """, arguments: [hash])
        if db.changesCount > 0 { hasErased = true }
    }
}

extension Queries {
    /// The bytes of a picture that an item has; nil where none has it.
    package func picture(_ hash: String) throws -> Data? {
        try Data.fetchOne(db, sql: "SELECT bytes FROM picture WHERE hash = ?", arguments: [hash])
    }

    /// The hashes of the pictures of some items: an item's own, else the latest of those that were joined with it.
    func pictures(of items: Set<ItemID>) throws -> [ItemID: String] {
        let rows = try rows(among: items.map(\.blob)) { ids in
            """
            WITH RECURSIVE one (item, part) AS (
                SELECT id, id FROM item WHERE id IN (\(ids))
                UNION SELECT one.item, item_join.item FROM one JOIN item_join ON item_join.into_item = one.part
            )
            SELECT one.item AS item, shown.picture AS picture
            FROM one JOIN (SELECT * FROM \(ItemPicture.last)) AS shown ON shown.item = one.part
            ORDER BY one.item = one.part, shown.seq
            """
        }
        let pairs = try rows.map { (try ItemID(column: $0["item"]), $0["picture"] as String) }
        return Dictionary(pairs) { _, better in better }
    }

    /// An item, and all that were joined with it, or with one of these.
    fileprivate func joinedAll(into item: ItemID) throws -> [ItemID] {
        let sql = """
            WITH RECURSIVE one (part) AS (
                VALUES (?) UNION SELECT item_join.item FROM one JOIN item_join ON item_join.into_item = one.part
            )
            SELECT part FROM one
            """
        return try Data.fetchAll(db, sql: sql, arguments: [item.blob])
            .map { try ItemID(column: $0) }
    }

    /// The entries whose pictures are gone, or are other bytes than those that the entry names.
    func damagedPictures() throws -> [VerificationFinding] {
        let sql = """
            SELECT shown.seq AS seq, picture, name FROM (SELECT * FROM \(ItemPicture.last)) AS shown
            JOIN item ON item.id = shown.item ORDER BY shown.seq
            """
        return try Row.fetchAll(db, sql: sql).compactMap { row in
            let (hash, name): (String, String) = (row["picture"], row["name"])
            let bytes = try picture(hash)
            if let bytes, ItemPicture.hash(of: bytes) == hash { return nil }
            return VerificationFinding(
                seq: row["seq"],
                description: "the picture of \(name) "
                    + (bytes == nil ? "is missing" : "is not the one that was recorded"))
        }
    }
}

import API
package import Foundation
import Rendering
package import Stock
package import Storage

// What an item looks like.
extension Hub {
    /// Bytes of a picture that someone sends, at the most.
    package static let pictureLimit = Photo.byteLimit

    /// Gives an item a picture in the place of the one it has: what someone sent, drawn anew and small, so that nothing of
    /// the file is kept but its dots.
    ///
    /// - Parameters:
    ///   - item: One that is spoken of itself.
    ///   - file: A PNG.
    /// - Returns: The item as it is then.
    /// - Throws: `picture_unreadable`, `picture_too_large`, `drawing_busy`, `item_not_found`, `item_is_joined`.
    @discardableResult
    package func setPicture(of item: ItemID, to file: [UInt8]) async throws -> ItemWithCodes {
        guard file.count <= Self.pictureLimit else {
            throw Problem.pictureTooLong(limit: Self.pictureLimit)
        }
        let picture = try await drawing.run { ItemPicture(try Photo.thumbnail(of: file)) }
        return try await store.write { ledger in
            try ledger.setPicture(of: item, to: picture)
            return try ledger.itemWithCodes(item)
        }
    }

    /// Takes an item's picture away, and erases it; where it has none, nothing is done.
    ///
    /// - Throws: `item_not_found`, `item_is_joined`.
    package func removePicture(of item: ItemID) async throws {
        try await store.write { try $0.removePicture(of: item) }
    }

    /// A picture that an item has, as a PNG.
    ///
    /// - Throws: `picture_not_found`.
    package func picture(_ hash: String) async throws -> Data {
        guard let bytes = try await read({ try $0.picture(hash) }) else {
            throw Problem.pictureNotFound
        }
        return bytes
    }

    /// The picture of an item, and its hash.
    ///
    /// - Throws: `item_not_found`, `picture_not_found`.
    package func picture(of item: ItemID) async throws -> (hash: String, bytes: Data) {
        try await read { queries in
            guard let known = try queries.item(item) else {
                throw StorageFault.itemNotFound(item.description)
            }
            guard let hash = known.picture, let bytes = try queries.picture(hash) else {
                throw Problem.pictureNotFound
            }
            return (hash, bytes)
        }
    }
}

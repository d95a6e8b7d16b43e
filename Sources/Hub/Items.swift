package import API
package import Stock
import Storage

extension Hub {
    /// Makes an item known, with codes; the same request again changes nothing.
    ///
    /// - Returns: The item's id, and whether it had been made before.
    package func make(_ wanted: ItemRequest) async throws -> (id: ItemID, isReplay: Bool) {
        let (item, codes) = (try wanted.item(), try wanted.packCodes())
        return (item.id, try await store.write { try $0.makeItem(item, codes: codes) })
    }

    /// Gives a known item new facts and further codes.
    ///
    /// - Throws: `item_not_found`, and what the ledger refuses.
    package func change(_ id: ItemID, to wanted: ItemRequest) async throws {
        var wanted = wanted
        wanted.id = id.description
        let (item, codes) = (try wanted.item(), try wanted.packCodes())
        try await store.write { ledger in
            guard try ledger.hasItem(id) else { throw StorageFault.itemNotFound(id.description) }
            _ = try ledger.mergeItem(item, codes: codes)
        }
    }
}

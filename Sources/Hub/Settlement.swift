import API
package import Journal
package import Stock
package import Storage

/// What someone says a code or a label is of.
package enum KnownOrNewItem: Sendable {
    /// An item by its id.
    case known(ItemID)
    /// An item as someone describes it, with its codes; where its name is a known item's, that item. `measure` is what was said
    /// of that, not what holds where nothing was.
    case new(Item, codes: [PackCode] = [], measure: Measure? = nil)

    /// The item that is meant; one that is new is made known, and so are its codes.
    ///
    /// - Parameters:
    ///   - ledger: Where it is known.
    ///   - key: What the item gets to know by the request itself, and not by its codes.
    ///   - request: Names the entry by which all this is said; where it is known, an item that was
    ///     known by its name learns no code once more.
    /// - Returns: Its id.
    /// - Throws: `id_exists_with_different_content`, `measures_differ` where the known item is kept in another measure than was
    ///   said, and what the ledger refuses codes for.
    func item(in ledger: Ledger, without key: String?, as request: EntryID) throws -> ItemID {
        switch self {
        case .known(let id): return id
        case .new(let item, let codes, let measure):
            let codes = codes.filter { $0.key != key }
            try ledger.refuseLabels(among: codes, of: item.id)
            if try !ledger.hasItem(item.id) {
                let isReplay = try ledger.isRecorded(request)
                if let known = try ledger.item(named: item.name, asIn: request) {
                    let kept = try ledger.current(known)
                    if let measure, measure != kept.measure, !isReplay {
                        throw Problem.measureOfAnother(kept.name, kept.measure)
                    }
                    try ledger.teach(codes, for: known, by: request)
                    return known
                }
                // It was said of another item then.
                guard !isReplay else { throw StorageFault.idExistsWithDifferentContent(request) }
            }
            try ledger.refuseNumber(item.name, of: item.id)
            try ledger.makeItem(item, codes: codes, taughtBy: request)
            return item.id
        }
    }

    /// What the codes that came with a new item say of a key; nil where they do not name it.
    func pack(of key: String?) -> Int64? {
        switch self {
        case .known: nil
        case .new(_, let codes, _): codes.first { $0.key == key }?.pack
        }
    }
}

/// How much a scan was of, as someone says it who need not know whether the item is weighed.
package struct SaidAmount: Sendable {
    /// Nil where it is no whole number.
    fileprivate let pieces: Int64?
    fileprivate let grams: Int64

    package init(pieces: Int64?, grams: Int64) { (self.pieces, self.grams) = (pieces, grams) }

    /// So many of what the item is counted in.
    package init(_ quantity: Int64) { self.init(pieces: quantity, grams: quantity) }

    /// - Throws: `number_unreadable` for a part of a piece, `quantity_not_positive`, `quantity_out_of_range`.
    fileprivate func quantity(of item: Item) throws -> Quantity {
        guard let said = item.measure == .gram ? grams : pieces else {
            throw Problem.fieldNotWhole("quantity")
        }
        return Quantity(try InputParsing.quantity(said))
    }

    /// Whether a quantity may be what was said, whatever the item was counted in.
    fileprivate func mayBe(_ quantity: Quantity) -> Bool {
        [pieces, grams].contains(quantity.value)
    }
}

/// What became of a scan that someone explained.
package struct Settlement: Sendable {
    /// What it was; nil for nothing.
    package let item: ItemID?
    /// What it counts as; nil where it was nothing, or the count it was seen in is completed.
    package let recorded: RecordedScan?
    /// Whether the same had been said before.
    package let isReplay: Bool
    /// Whether its code is a case's, and nobody said how many are in it.
    package var lacksPack = false
}

// Scans of codes that nobody knew.
extension Hub {
    /// What a scan of an unknown code has come to, whoever said what it was.
    ///
    /// - Parameter scan: The entry of the scan.
    /// - Returns: The scan itself while it waits; what it counts as, under the id of what was said of it; nil where it was
    ///   nothing, or was taken back since.
    /// - Throws: `unresolved_not_found`.
    package func outcome(ofUnknown scan: EntryID) async throws -> ScanAnswer? {
        try await store.read { [store] queries in
            try store.ledger(reading: queries).outcome(ofUnknown: scan)
        }
    }

    /// Says what a scan of an unknown code was, teaches the hub the code, and settles every other scan
    /// of it that waits, in one transaction; the same request again changes nothing.
    ///
    /// - Parameters:
    ///   - scan: The entry of the scan.
    ///   - meaning: Nil where it was nothing, such as a misread: then its code stays unknown.
    ///   - pack: Pieces or grams that the code stands for; nil for what the codes of a new item say, or
    ///     1.
    ///   - said: How much the scan was of; nil for what it says itself.
    ///   - id: Names the answer.
    /// - Returns: What the scan was, and what it counts as.
    /// - Throws: `pack_out_of_range`, and what the ledger refuses.
    package func settle(
        _ scan: EntryID, as meaning: KnownOrNewItem?, pack: Int64? = nil,
        amount said: SaidAmount? = nil, id: EntryID
    ) async throws -> Settlement {
        let asked = try pack.map { try InputParsing.pack($0) }
        return try await store.write { ledger in
            let isReplay = try ledger.isRecorded(id)
            let key = try ledger.unresolvedKey(of: scan)
            guard let meaning else {
                return Settlement(
                    item: nil, recorded: try ledger.resolve(scan, as: nil, entryID: id),
                    isReplay: isReplay)
            }
            if !isReplay, let key, let read = try? InputParsing.scanned(key),
                InputParsing.isCommand(read)
            {
                throw Problem.codeIsACommand
            }
            let item = try meaning.item(in: ledger, without: key, as: id)
            let known = asked ?? meaning.pack(of: key)
            let pack = known ?? 1
            try ledger.refuse(pack, otherThanTaughtBy: id, of: scan)
            let amount = try isReplay ? nil : said?.quantity(of: ledger.current(item))
            let recorded = try ledger.resolve(
                scan, as: item, learning: pack, amount: amount, entryID: id)
            if isReplay, let said, let recorded, !said.mayBe(recorded.quantity) {
                throw StorageFault.idExistsWithDifferentContent(id)
            }
            try ledger.settleScans(like: scan, as: item)
            let isCase = key.map { PackCode(code: $0, key: $0, pack: pack).isCaseOfOne } ?? false
            return Settlement(
                item: item, recorded: recorded, isReplay: isReplay,
                lacksPack: known == nil && isCase)
        }
    }
}

package import API
import Barcodes
package import Journal
package import Stock
package import Storage

extension Hub {
    /// Makes an item known, with codes; the same request again changes nothing.
    ///
    /// - Returns: The item, whether it had been made before, and the items whose names mean the same.
    package func make(
        _ item: Item, codes: [PackCode]
    ) async throws -> (item: ItemWithCodes, isReplay: Bool, similar: [ItemID]) {
        try await store.write { ledger in
            let isReplay = try ledger.make(item, codes: codes)
            let similar = try ledger.items(named: item.name).filter { $0 != item.id }
            return (try ledger.itemWithCodes(item.id), isReplay, similar)
        }
    }

    /// Makes an item known unless another goes by its name, and gives it a button where that is wanted; the same request
    /// again changes nothing.
    ///
    /// - Returns: The item, or the other that goes by the name.
    package func makeUnlessNamed(
        _ item: Item, codes: [PackCode], withButton: Bool
    ) async throws -> (item: Item, isOther: Bool) {
        try await store.write { ledger in
            if try !ledger.hasItem(item.id), let other = try ledger.item(named: item.name) {
                return (try ledger.current(other), true)
            }
            try ledger.make(item, codes: codes)
            if withButton { try ledger.setButton(item.id, isShown: true) }
            return (try ledger.current(item.id), false)
        }
    }

    /// Gives a known item new facts and further codes.
    ///
    /// - Returns: The item as it is then, and the scans that were recorded by other packs of its codes, which stand.
    /// - Throws: `item_not_found`, and what the ledger refuses.
    package func change(
        _ item: Item, codes: [PackCode]
    ) async throws -> (item: ItemWithCodes, earlier: EarlierScans?) {
        try await store.write { ledger in
            guard try ledger.hasItem(item.id) else {
                throw StorageFault.itemNotFound(item.id.description)
            }
            try ledger.refuseJoined(item.id)
            try ledger.refuseNumber(item.name, of: item.id)
            try ledger.refuseLabels(among: codes, of: item.id)
            let repacked = try ledger.ofOtherPacks(codes, of: item.id)
            _ = try ledger.mergeItem(item, codes: codes)
            return (
                try ledger.itemWithCodes(item.id),
                try ledger.queries().earlierScans(ofPacks: repacked, as: item.id)
            )
        }
    }
}

// Mistakes about facts, mended.
extension Hub {
    /// Changes what is named of an item; another measure, where there is stock, by the weight of a piece.
    ///
    /// - Returns: The item as it is then, and by how many grams whole pieces weigh more than what there was, where grams do
    ///   not come out even.
    /// - Throws: `item_not_found`, `item_is_joined`, `measure_in_use`.
    @discardableResult
    package func change(
        _ id: ItemID, by patch: ItemPatch
    ) async throws -> (item: ItemWithCodes, roundedGrams: Int64?) {
        try await store.write { ledger in
            let rounded = try ledger.gramsRounded(of: id, by: patch)
            return (try ledger.change(id, by: patch), rounded)
        }
    }

    /// Gives a code to an item, whatever it stood for, or takes it from all where `item` is nil; scans
    /// of it that wait then count.
    ///
    /// - Parameters:
    ///   - code: What is given.
    ///   - item: What it stands for from now on.
    ///   - id: Names the entry.
    ///   - tellsEarlier: Whether the scans are wanted that were recorded while it stood for another item or pack.
    /// - Returns: What it stands for, and those scans; nil where it stood for no other.
    /// - Throws: What the ledger refuses.
    package func give(
        _ code: CodeInput, to item: ItemReference?, as id: EntryID, tellsEarlier: Bool = true
    ) async throws -> (given: GivenCode, earlier: EarlierScans?) {
        try await store.write { ledger in
            let given = try ledger.giveCode(code.code, keys: code.keys, to: item, entryID: id)
            let queries = try ledger.queries()
            // A code that nobody knew for a while stood for something before, too.
            guard tellsEarlier,
                let from = try given.from ?? queries.itemBeforeUnknown(of: code.keys)
            else { return (given, nil) }
            // What it stands for by now it may have stood for before, as more or less of it.
            let earlier = try queries.earlierScans(
                of: code.code.code,
                as: [try ledger.current(from).id] + [given.item?.item.id].compactMap { $0 })
            // Where it stands for the same item still, it may have been for more or less of it.
            let isMeant =
                given.from != nil && from != given.item?.item.id || !earlier.scans.isEmpty
            return (given, isMeant ? earlier : nil)
        }
    }

    /// Takes scans back that were recorded while their code stood for another item, and records each as what its code
    /// stands for by now; where nobody knows it, the scan waits for someone to say what it was.
    ///
    /// Each is done by itself; the same request again changes nothing.
    ///
    /// - Returns: How many are recorded anew, and what kept the others as they were.
    /// - Throws: A fault of the whole store.
    package func recordAgain(
        _ scans: [EntryID], as id: EntryID
    ) async throws -> (done: Int, refused: [Problem]) {
        let outcomes = try await each(of: scans[...]) { ledger, scan in
            try ledger.recordAgain(
                scan, as: EntryID(hashOf: "larder-record-again-v1\n\(id)\n\(scan)")
            ) { text in
                let read = try InputParsing.scanned(text)
                return (read.keys, read.keyToLearn)
            }
        }
        let refused = outcomes.compactMap { outcome -> Problem? in
            if case .failure(let fault) = outcome { Problem(fault) } else { nil }
        }
        return (outcomes.count - refused.count, refused)
    }

    /// Makes two items that are the same one; the reversal of the entry parts them.
    ///
    /// - Throws: `item_not_found`, `item_is_joined`, `items_are_the_same`, `measures_differ`,
    ///   `id_exists_with_different_content`.
    package func join(
        _ item: ItemID, into other: ItemReference, as id: EntryID
    ) async throws -> (item: ItemWithCodes, isReplay: Bool) {
        try await store.write { ledger in
            let joined = try ledger.joinItems(item, into: other, entryID: id)
            return (try ledger.itemWithCodes(joined.item), joined.isReplay)
        }
    }

    /// Puts right what was misread on a lot's package, wherever the lot is.
    ///
    /// - Returns: The lot as it is now, whose id follows from its facts.
    /// - Throws: `item_not_found`.
    package func correct(_ lot: LotID, by patch: LotPatch) async throws -> Lot {
        try await store.write { ledger in
            try ledger.correctLot(
                lot,
                { (patch.date.applied(to: $0.dateLabel), patch.number.applied(to: $0.number)) },
                entryID: ledger.freshEntryID())
        }
    }
}

extension Ledger {
    /// What rounding to whole pieces would make of the weight of all there is; nil where nothing is rounded.
    func gramsRounded(of id: ItemID, by patch: ItemPatch) throws -> Int64? {
        guard let gramsPerPiece = patch.gramsPerPiece, patch.facts.contains(.measure(.each)),
            try item(id).measure == .gram
        else { return nil }
        return try gramsRounded(of: id, gramsPerPiece: gramsPerPiece)
    }

    /// Makes an item known, unless its name or a code of it cannot be one.
    @discardableResult
    fileprivate func make(_ item: Item, codes: [PackCode]) throws -> Bool {
        try refuseNumber(item.name, of: item.id)
        try refuseLabels(among: codes, of: item.id)
        return try makeItem(item, codes: codes)
    }

    /// Changes what is named of an item.
    func change(_ id: ItemID, by patch: ItemPatch) throws -> ItemWithCodes {
        var changed = try item(id)
        for fact in patch.facts { fact.apply(to: &changed) }
        try refuseNumber(changed.name, of: id)
        _ = try changeItem(changed, gramsPerPiece: patch.gramsPerPiece)
        // A weight that is named beside a conversion holds as it would if this were sent again.
        changed = try item(id)
        for fact in patch.facts { fact.apply(to: &changed) }
        _ = try mergeItem(changed, codes: [])
        switch patch.minimum {
        case .none: break
        case .cleared: try setMinimum(of: id, to: nil)
        case .value(let minimum): try setMinimum(of: id, to: Quantity(minimum))
        }
        return try itemWithCodes(id)
    }

    /// An item with its codes, as this transaction leaves it.
    ///
    /// - Throws: `item_not_found`.
    func itemWithCodes(_ id: ItemID) throws -> ItemWithCodes {
        guard let known = try queries().item(id) else {
            throw StorageFault.itemNotFound(id.description)
        }
        return known
    }

    /// Those of some codes that stand for an item in another pack, or did before nobody knew them.
    func ofOtherPacks(_ codes: [PackCode], of item: ItemID) throws -> [PackCode] {
        try codes.filter { code in
            guard let known = try self.item(coded: code.key) else {
                return try hadOtherPacks(code, of: item)
            }
            return known.id == item && known.pack != code.pack
        }
    }
}

/// Scans of a code that were recorded as an item, and stand: what to put right once the code stands for another, or for more
/// or less of the same.
package struct EarlierScans: Sendable {
    /// What they were recorded under.
    package enum Origin: Sendable {
        case code(String)
        /// All codes that an item took with it, which this entry parted from the other.
        case parting(EntryID, of: ItemID)
        /// Codes of the item that were said anew to be of other packs.
        case packs
    }

    package let origin: Origin
    /// The item that they are recorded as, the first of them where these are several.
    package let item: ItemID
    /// The latest 100, of the item's last 5,000 entries.
    package let scans: [StandingScan]
    /// Whether there are more.
    package let isMore: Bool

    /// Scans that are named at the most.
    static let limit = 100
    /// Entries of the item that are looked through at the most, by the writer.
    static let reach = 5_000
    /// The same for each row of a file.
    static let reachOfRow = 500
}

extension EarlierScans {
    /// As the API tells them.
    package var wire: [EarlierScan] { scans.map { EarlierScan($0) } }
}

extension EarlierScan {
    fileprivate init(_ scan: StandingScan) {
        self.init(
            id: scan.id.description, seq: scan.seq, item: scan.item.description,
            mode: scan.facts.mode,
            quantity: scan.quantity.value, at: scan.at.description)
    }
}

extension Queries {
    /// The scans of a code that were recorded as an item, and stand.
    package func earlierScans(of code: String, as item: ItemID) throws -> EarlierScans {
        let wrong = try WrongScans(code, as: item, self)
        guard wrong.mayBe else {
            return EarlierScans(origin: .code(code), item: item, scans: [], isMore: false)
        }
        return try earlierScans(of: .code(code), as: item, where: wrong.contains)
    }

    /// The same of several items, each named once or more.
    func earlierScans(of code: String, as items: [ItemID]) throws -> EarlierScans {
        let found = try Set(items).map { try earlierScans(of: code, as: $0) }
        let scans = found.flatMap(\.scans).sorted { $0.seq > $1.seq }
        return EarlierScans(
            origin: .code(code), item: scans.first?.item ?? items[0],
            scans: Array(scans.prefix(EarlierScans.limit)),
            isMore: found.contains(where: \.isMore) || scans.count > EarlierScans.limit)
    }

    /// The scans of some codes of an item that were recorded by other packs than they stand for now, and stand; nil where
    /// there are none.
    func earlierScans(
        ofPacks codes: [PackCode], as item: ItemID, among limit: Int = EarlierScans.reach
    ) throws -> EarlierScans? {
        let wrong = try codes.map { try WrongScans($0.code, as: item, self) }.filter(\.mayBe)
        guard !wrong.isEmpty else { return nil }
        let earlier = try earlierScans(of: .packs, as: item, among: limit) { scan, read in
            wrong.contains { $0.contains(scan, read) }
        }
        return earlier.scans.isEmpty ? nil : earlier
    }

    /// Scans of the codes of an item that was parted from another, which were recorded as that one while both were one.
    package func earlierScans(partedBy id: EntryID) throws -> EarlierScans? {
        guard let parted = try itemsParted(by: id) else { return nil }
        let codes = Set(parted.codes)
        return try earlierScans(of: .parting(id, of: parted.item), as: parted.into) { scan, read in
            parted.entries.contains(scan.seq) && !codes.isDisjoint(with: read)
        }
    }

    private func earlierScans(
        of origin: EarlierScans.Origin, as item: ItemID, among limit: Int = EarlierScans.reach,
        where isMeant: (StandingScan, [String]) -> Bool
    ) throws -> EarlierScans {
        let (all, isMore) = try standingScans(of: item, among: limit)
        let scans = all.filter { scan in
            guard let read = try? ScanReader.read(scan.facts.code) else { return false }
            return isMeant(scan, read.keys)
        }
        return EarlierScans(
            origin: origin, item: item, scans: Array(scans.prefix(EarlierScans.limit)),
            isMore: isMore || scans.count > EarlierScans.limit)
    }
}

/// Which scans of a code are wrong by what it stands for now.
private struct WrongScans {
    private let keys: Set<String>
    /// What it stood for of the same item; nil where it stands for the item no more.
    private let before: (now: Int64, packs: Set<Int64>, since: Int64)?

    init(_ code: String, as item: ItemID, _ queries: Queries) throws {
        let keys = try InputParsing.scanned(code).keys
        self.keys = Set(keys)
        before = try queries.packsBefore(of: keys, as: item)
    }

    /// Whether the code ever stood for anything else than now.
    var mayBe: Bool { before?.packs.isEmpty != true }

    /// Whether a scan, which may be looked up by `read`, was of the code, and for what it stands for no more.
    func contains(_ scan: StandingScan, _ read: [String]) -> Bool {
        guard !keys.isDisjoint(with: read) else { return false }
        guard let before else { return true }
        let quantity = scan.facts.quantity ?? 1
        func isOf(_ pack: Int64) -> Bool {
            quantity.multipliedReportingOverflow(by: pack) == (scan.quantity.value, false)
        }
        return scan.seq > before.since && scan.facts.weightGrams == nil && !isOf(before.now)
            && before.packs.contains(where: isOf)
    }
}

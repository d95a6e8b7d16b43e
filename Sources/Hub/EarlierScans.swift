package import API
import Barcodes
import Journal
package import Stock
package import Storage

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

extension CountedScans {
    /// As the API tells them; nil where there is none.
    package var wire: [EarlierScan]? {
        count == 0
            ? nil
            : scans.map { counted in
                var scan = EarlierScan(counted.scan)
                scan.warnings = counted.lacksWeight ? [Word(.weightMissing)] : nil
                return scan
            }
    }

    /// Whether there are more of them; nil where there is none.
    package var wireMore: Bool? { count == 0 ? nil : count > scans.count }

    /// What whoever let them count is told, also that a case lacks what it holds; nil where there is nothing.
    package func warnings(lacksPack: Bool) -> [Word<Warning>]? {
        let all: [Warning] =
            (withoutWeight > 0 ? [.weightMissing] : []) + (lacksPack ? [.packMissing] : [])
        return all.isEmpty ? nil : all.map { Word($0) }
    }
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
        together(try Set(items).map { try earlierScans(of: code, as: $0) }, of: code, as: items[0])
    }

    /// The same of several codes, each with an item that it stood for; nil where there are none, and where each is right and
    /// nothing was recorded by another pack.
    func earlierScans(of codes: [WrongCode]) throws -> EarlierScans? {
        guard let first = codes.first else { return nil }
        let found = try codes.map { try earlierScans(of: $0.key, as: $0.item) }
        let all = together(found, of: first.key, as: first.item)
        return all.scans.isEmpty && codes.allSatisfy(\.isRight) ? nil : all
    }

    private func together(
        _ found: [EarlierScans], of code: String, as item: ItemID
    ) -> EarlierScans {
        let scans = found.flatMap(\.scans).sorted { $0.seq > $1.seq }
        return EarlierScans(
            origin: .code(code), item: scans.first?.item ?? item,
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

    /// Scans of the codes of an item that was parted from another, which were recorded as that one while both were one; and
    /// those that took what was the item's and did not go back to it, by whatever code.
    package func earlierScans(partedBy id: EntryID) throws -> EarlierScans? {
        guard let parted = try itemsParted(by: id) else { return nil }
        let codes = Set(parted.codes)
        return try earlierScans(of: .parting(id, of: parted.item), as: parted.into) { scan, read in
            parted.entries.contains(scan.seq)
                && !(codes.isDisjoint(with: read) && parted.lots.isDisjoint(with: scan.lotsTaken))
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

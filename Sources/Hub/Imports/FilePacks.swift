import Journal
import Stock
import Storage

/// What the rows of a file have said of the packs of codes; of rows that differ the first counts.
struct FilePacks: Sendable {
    private var said: [String: (code: PackCode, line: Int)] = [:]
    private var keys: [ItemID: [String]] = [:]

    /// The pack that a row before said, and its line.
    subscript(key: String) -> (pack: Int64, line: Int)? {
        said[key].map { ($0.code.pack, $0.line) }
    }

    mutating func note(_ code: PackCode, of item: ItemID, line: Int) {
        guard said[code.key] == nil else { return }
        said[code.key] = (code, line)
        keys[item, default: []].append(code.key)
    }

    /// The codes of an item whose packs were said.
    func codes(of item: ItemID) -> [PackCode] { (keys[item] ?? []).compactMap { said[$0]?.code } }
}

extension ItemStep {
    /// Gives the ledger what the row says: packs that the file says are of the measure that it says, also where the measure
    /// changes with the row, and those that it does not say are converted with it.
    mutating func record(in ledger: Ledger, beside packs: FilePacks) throws {
        let (_, counted) = try ledger.countingScans {
            try record(all: packs, in: ledger)
        }
        noteCounted(counted)
        noteCase()
    }

    private mutating func record(all packs: FilePacks, in ledger: Ledger) throws {
        let label = try code.flatMap { try ledger.ownLabel($0) }
        if let label, row.saysPack, code?.pack != 1 { throw StorageFault.labelIsNoPack(label) }
        try record(label == nil ? code : nil, in: ledger, beside: packs)
        guard let label else { return }
        if try ledger.putBlankLabel(label, on: item.id) {
            if change == .unchanged { change = .new }
        } else {
            let bound = PackCode(code: label, key: label, pack: 1)
            try ledger.refuseForeignCodes([bound], of: item.id)
        }
    }

    private mutating func record(
        _ code: PackCode?, in ledger: Ledger, beside packs: FilePacks
    ) throws {
        guard let known, known.measure != item.measure else {
            let codes = code.map { [$0] } ?? []
            let repacked = try ledger.ofOtherPacks(codes, of: item.id)
            change = try ledger.mergeItem(item, codes: codes)
            if !repacked.isEmpty,
                let earlier = try ledger.queries().earlierScans(
                    ofPacks: repacked, as: item.id, among: EarlierScans.reachOfRow)
            {
                noteStanding(earlier)
            }
            return
        }
        var codes = try packs.codes(of: item.id).filter {
            try ledger.item(coded: $0.key)?.id == item.id && $0.key != code?.key
        }
        if let code, row.saysPack || packBefore == nil || packs[code.key] != nil {
            codes.append(code)
        }
        let before = try ledger.itemWithCodes(item.id).codes
        // What a piece weighs is said with the measure: what there is goes by it.
        let weight = row.unitWeight
        if let grams = weight, item.measure == .each,
            let rounded = try ledger.gramsRounded(of: item.id, gramsPerPiece: grams)
        {
            noteRounding(rounded)
        }
        change = try ledger.mergeItem(item, codes: codes, convertsStock: weight != nil)
        let after = try ledger.itemWithCodes(item.id)
        item = after.item
        let packNow = Dictionary(after.codes.map { ($0.key, $0.pack) }) { $1 }
        converted = before.map { ($0.code, $0.key, $0.pack, packNow[$0.key] ?? $0.pack) }
        if let code, let pack = packNow[code.key] {
            self.code = PackCode(code: code.code, key: code.key, pack: pack)
        }
    }
}

import API
import Journal
import Stock
import Storage

/// What a row of an item file does, in the ledger and in words.
struct ItemStep: Sendable {
    let row: ItemRow
    /// Nil where the row makes the item.
    let known: Item?
    var item: Item
    /// Whether the row speaks of an item that is another by now.
    var isJoined = false
    /// What the row is the first of its file to say of the item.
    var facts: [ItemFact] = []
    var code: PackCode?
    /// Nil where the code is new.
    var packBefore: Int64?
    /// The packs of the codes that the item had, where the row changes its measure.
    var converted: [(code: String, key: String, was: Int64, becomes: Int64)] = []
    var change = Ledger.ItemChange.unchanged
    /// Scans that were recorded by another pack of the code, which the row changes.
    private(set) var earlier: EarlierScans?
    private(set) var notes: [RowNote]
    /// Scans that waited for what the row says.
    private var counted = CountedScans()

    init(row: ItemRow, note: RowNote?, known: Item?, item: Item) {
        (self.row, self.known, self.item) = (row, known, item)
        notes = note.map { [$0] } ?? []
    }

    mutating func contradict(_ column: String, _ here: String, _ there: String, _ line: Int) {
        notes.append(
            RowNote(
                .rowContradicts,
                "\(column) is \(here) here and \(there) on line \(line), which counts."))
    }

    mutating func isLike(_ name: String) {
        notes.append(
            RowNote(
                .nameLikeAnother,
                "“\(item.name)” is made beside another item of the same name, “\(name)”. If they are one, give both the same item in the file."
            ))
    }

    /// A case is no piece unless somebody says so.
    mutating func noteCase() {
        guard !row.saysPack, packBefore == nil, let code, code.isCaseOfOne else { return }
        notes.append(
            RowNote(
                .packMissing,
                "The code \(code.code) is a case's by its form, and the row does not say how many are in it: it stands for 1. Say it in the column pack, also where it is 1."
            ))
    }

    /// Whole pieces weigh something else than the grams that they were made of.
    mutating func noteRounding(_ grams: Int64) {
        let more = grams < 0 ? "\(-grams) g less" : "\(grams) g more"
        notes.append(
            RowNote(
                .weightRounded,
                "The grams of “\(item.name)” do not come out as whole pieces: by weight it is \(more) than there was."
            ))
    }

    /// Scans that were recorded by the pack that the code had before stay as they are.
    mutating func noteStanding(_ earlier: EarlierScans) {
        self.earlier = earlier
        guard let code, let packBefore else { return }
        let number = "\(earlier.scans.count)\(earlier.isMore ? " or more" : "")"
        notes.append(
            RowNote(
                .scansOfOtherPack,
                "The pack of code \(code.code) becomes \(code.pack). Scans that were recorded by \(packBefore) stay as they are (\(number)); look them through on the item's page."
            ))
    }

    /// Scans that waited for what the row says count now, some of them for want of a weight as grams.
    mutating func noteCounted(_ counted: CountedScans) {
        self.counted = counted
        guard counted.count > 0 else { return }
        notes.append(RowNote(.scansSettled, countedWords + "."))
        guard counted.withoutWeight > 0 else { return }
        notes.append(
            RowNote(
                .weightMissing,
                "“\(item.name)” is kept by weight, and \(Self.scans(counted.withoutWeight)) that waited said none: what was counted is taken for grams. Put it right on the item's page."
            ))
    }

    private var countedWords: String {
        let verb = counted.count == 1 ? "counts" : "count"
        return "\(Self.scans(counted.count)) that waited for “\(item.name)” \(verb)"
    }

    private static func scans(_ number: Int) -> String {
        number == 1 ? "1 scan" : "\(number) scans"
    }

    func outcome(line: Int) -> LineOutcome {
        var outcome = told(line: line)
        if counted.count > 0 { outcome.text += " \(countedWords)." }
        (outcome.item, outcome.changes) = (item.name, allChanges)
        return outcome
    }

    /// Each fact of the item, and the code, that is another after the row.
    private var allChanges: [LineOutcome.ColumnChange] {
        let before: [String?] =
            known.map { ItemFact.all(of: $0).map(\.cell) }
            ?? ItemFact.all(of: item).map { _ in nil }
        let told = zip(before, ItemFact.all(of: item)).filter { $0 != $1.cell }
            .filter { known != nil || facts.contains($1) && isTold($1) }
            .map { LineOutcome.ColumnChange(column: $1.column, was: $0, becomes: $1.cell) }
        guard change != .unchanged, let code, packBefore != code.pack else { return told }
        let learned = LineOutcome.ColumnChange(
            column: "code", was: packBefore == nil ? nil : code.code, becomes: code.code)
        let pack = LineOutcome.ColumnChange(
            column: "pack", was: packBefore.map { String($0) }, becomes: String(code.pack))
        return told + [learned] + (packBefore == nil && code.pack == 1 ? [] : [pack])
    }

    private func told(line: Int) -> LineOutcome {
        let name = "“\(item.name)”"
        return switch change {
        case .unchanged:
            LineOutcome(line: line, outcome: .unchanged, text: "\(name) stays as it is.")
        case .new:
            LineOutcome(
                line: line, outcome: .new,
                text: (known == nil
                    ? ["New item \(name)"] + facts.filter(isTold).map(\.told) : [name])
                    .joined(separator: ", ") + codeWords + ".")
        case .changed:
            LineOutcome(
                line: line, outcome: .changed,
                text: "\(known.map { "“\($0.name)”" } ?? name): "
                    + (changes + (codeChange.map { [$0] } ?? []) + conversions)
                    .joined(separator: ", ") + ".")
        }
    }

    private func isTold(_ fact: ItemFact) -> Bool {
        if case .name = fact { false } else { true }
    }

    private var changes: [String] {
        guard let known else { return [] }
        return zip(ItemFact.all(of: known), ItemFact.all(of: item)).filter { $0 != $1 }.map {
            "\($1.column) becomes \($1.words) (was \($0.words))"
        }
    }

    private var codeWords: String {
        code.map { packBefore == nil ? ", new code \($0.code), a pack of \($0.pack)" : "" } ?? ""
    }

    /// What a code's scan stands for in the new measure, whether by the weight of a piece or as the file says.
    private var conversions: [String] {
        converted.map { code, _, was, pack in
            was == pack
                ? "the pack of code \(code) is \(pack) in \(item.measure.rawValue) as well"
                : "the pack of code \(code) becomes \(pack) (was \(was))"
        }
    }

    private var codeChange: String? {
        guard let code, packBefore != code.pack, converted.allSatisfy({ $0.key != code.key })
        else { return nil }
        guard let packBefore else { return "new code \(code.code), a pack of \(code.pack)" }
        return "the pack of code \(code.code) becomes \(code.pack) (was \(packBefore))"
    }
}

extension ItemFact {
    /// With its column's name.
    fileprivate var told: String { "\(column) \(words)" }
}

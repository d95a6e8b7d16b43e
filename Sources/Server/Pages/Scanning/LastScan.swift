import Stock
import Storage

/// What a form without scripts has just recorded, read back from the journal.
struct LastScan: Sendable {
    let model: LastScanModel
    /// What was scanned, so that the next scan finds place and date as they were.
    let facts: ScanFacts?

    /// The entry that the query names, in words; nil where it names none that was scanned.
    static func read(_ page: PageRequest) async throws -> LastScan? {
        guard let seq = page.query("said").flatMap({ Int64($0) }) else { return nil }
        return try await page.hub.store.read { queries in
            guard let entry = try queries.entry(seq),
                let body = try EntryBody(kind: entry.kind, body: entry.body)
            else { return nil }
            return try LastScan(entry, body, queries, page)
        }
    }

    private init?(_ entry: Entry, _ body: EntryBody, _ queries: Queries, _ page: PageRequest) throws
    {
        let undo = LastScanModel.Undo(movementId: entry.id.description, reversalId: page.newID())
        switch body {
        case .movement(let movement):
            guard let scan = movement.scan else { return nil }
            facts = scan
            model = try LastScanModel(movement, scan.mode, undo: undo, queries, page.localizer)
        case .reversal(let movement):
            facts = nil
            model = try LastScanModel(takenBack: movement, queries, page.localizer)
        case .scanUnresolved(let unresolved):
            facts = unresolved.scan
            let isLabel = try queries.label(unresolved.key) != nil
            model = LastScanModel(unknown: unresolved, isLabel: isLabel, undo: undo, page.localizer)
        case .countLine(let line):
            facts = nil
            model = try LastScanModel(line, queries, page.localizer)
        case .hubFounded, .itemDefined, .placeMade, .placeMoved, .scanResolved, .labelIssued,
            .labelCodesIssued, .labelBound, .donationLabelled, .countOpened, .countCompleted,
            .dayClosed:
            return nil
        }
    }
}

/// The huge line of a scanning page.
struct LastScanModel: Sendable {
    struct Undo: Sendable {
        let movementId: String
        let reversalId: String
    }

    let tone: String
    let shape: String
    let word: String
    let what: String
    let tell: String
    let amount: String
    let undo: Undo?

    init(
        _ movement: Movement, _ mode: ScanMode, undo: Undo, _ queries: Queries,
        _ localizer: Localizer
    ) throws {
        let item = try movement.item.flatMap { try queries.item($0)?.item }
        let place = try queries.place(movement.place)
        let measure = item?.measure ?? .each
        let isOut = mode == .distribute || mode == .discard
        let sum = movement.lines.reduce(0) { $0 &+ $1.quantity.value }
        let balance = localizer.amount(movement.balance.value, measure)
        let names = ["place": place.map { localizer.name(of: $0) } ?? "", "balance": balance]
        let told = localizer.text(
            place == nil ? "scan.told_nowhere" : "scan.told_\(mode.rawValue)", names)
        let warned = movement.warnings.map { localizer.text("warnings.\($0.rawValue)", names) }
        tone = Self.tone(movement.warnings)
        shape = tone
        word = localizer.text("scan.taken_\(mode.rawValue)")
        what = item?.name ?? names["place"] ?? ""
        tell = ([told] + warned).joined(separator: " ")
        amount = localizer.signed(isOut ? 0 &- sum : sum, measure)
        self.undo = undo
    }

    init(takenBack movement: Movement, _ queries: Queries, _ localizer: Localizer) throws {
        let item = try movement.item.flatMap { try queries.item($0)?.item }
        (tone, shape, word) = ("", "undo", localizer.text("scan.takenBack"))
        what = item?.name ?? ""
        (tell, amount, undo) = ("", "", nil)
    }

    init(unknown scan: UnresolvedScan, isLabel: Bool, undo: Undo, _ localizer: Localizer) {
        let new = isLabel ? "newLabel" : "newCode"
        (tone, shape, word) = ("look", "look", localizer.text("scan.\(new)"))
        what = localizer.code(scan.scan.code)
        tell = localizer.text("scan.\(new)Tell")
        amount = localizer.text("scan.times", ["n": localizer.number(scan.scan.quantity ?? 1)])
        self.undo = undo
    }

    init(_ line: CountObservation, _ queries: Queries, _ localizer: Localizer) throws {
        let item = try queries.item(line.item)?.item
        let seen = localizer.amount(line.seen.value, item?.measure ?? .each)
        let place = try queries.count(line.count)?.place
        (tone, shape, word) = ("well", "well", localizer.text("scan.taken_count"))
        what = item?.name ?? ""
        tell = localizer.text(
            "scan.told_count", ["seen": seen, "place": place.map { localizer.name(of: $0) } ?? ""])
        amount = localizer.signed((line.added ?? line.seen).value, item?.measure ?? .each)
        undo = nil
    }

    private static func tone(_ warnings: [Warning]) -> String {
        if warnings.contains(.recalled) { return "stop" }
        let look: Set<Warning> = [.shortfall, .pastDate, .dayClosed]
        return warnings.contains { look.contains($0) } ? "look" : "well"
    }
}

import Stock
import Storage

/// What a form without scripts has just recorded, read back from the journal.
struct Said: Sendable {
    let model: SaidModel
    /// What was scanned, so that the next scan finds place and date as they were.
    let facts: ScanFacts?

    /// The entry that the query names, in words; nil where it names none that was scanned.
    static func read(_ visit: Visit) async throws -> Said? {
        guard let seq = visit.query("said").flatMap({ Int64($0) }) else { return nil }
        return try await visit.hub.store.read { queries in
            guard let entry = try queries.entry(seq),
                let body = try EntryBody(kind: entry.kind, body: entry.body)
            else { return nil }
            return try Said(entry, body, queries, visit)
        }
    }

    private init?(_ entry: Entry, _ body: EntryBody, _ queries: Queries, _ visit: Visit) throws {
        let undo = SaidModel.Undo(movementId: entry.id.description, reversalId: visit.newID())
        switch body {
        case .movement(let movement):
            guard let scan = movement.scan else { return nil }
            facts = scan
            model = try SaidModel(movement, scan.mode, undo: undo, queries, visit.speech)
        case .reversal(let movement):
            facts = nil
            model = try SaidModel(takenBack: movement, queries, visit.speech)
        case .scanUnresolved(let unresolved):
            facts = unresolved.scan
            let isLabel = try queries.label(unresolved.key) != nil
            model = SaidModel(unknown: unresolved, isLabel: isLabel, undo: undo, visit.speech)
        case .countLine(let line):
            facts = nil
            model = try SaidModel(line, queries, visit.speech)
        case .hubFounded, .itemDefined, .placeMade, .placeMoved, .scanResolved, .labelIssued,
            .labelCodesIssued, .labelBound, .donationLabelled, .countOpened, .countCompleted,
            .dayClosed:
            return nil
        }
    }
}

/// The huge line of a scanning page.
struct SaidModel: Sendable {
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
        _ movement: Movement, _ mode: Mode, undo: Undo, _ queries: Queries, _ speech: Speech
    ) throws {
        let item = try movement.item.flatMap { try queries.item($0)?.item }
        let place = try queries.place(movement.place)
        let measure = item?.measure ?? .each
        let isOut = mode == .distribute || mode == .discard
        let sum = movement.lines.reduce(0) { $0 &+ $1.quantity.value }
        let balance = speech.amount(movement.balance.value, measure)
        let names = ["place": place.map { speech.name(of: $0) } ?? "", "balance": balance]
        let told = speech.say(
            place == nil ? "scan.told_nowhere" : "scan.told_\(mode.rawValue)", names)
        let warned = movement.warnings.map { speech.say("warnings.\($0.rawValue)", names) }
        tone = Self.tone(movement.warnings)
        shape = tone
        word = speech.say("scan.taken_\(mode.rawValue)")
        what = item?.name ?? names["place"] ?? ""
        tell = ([told] + warned).joined(separator: " ")
        amount = speech.signed(isOut ? 0 &- sum : sum, measure)
        self.undo = undo
    }

    init(takenBack movement: Movement, _ queries: Queries, _ speech: Speech) throws {
        let item = try movement.item.flatMap { try queries.item($0)?.item }
        (tone, shape, word) = ("", "undo", speech.say("scan.takenBack"))
        what = item?.name ?? ""
        (tell, amount, undo) = ("", "", nil)
    }

    init(unknown scan: UnresolvedScan, isLabel: Bool, undo: Undo, _ speech: Speech) {
        let new = isLabel ? "newLabel" : "newCode"
        (tone, shape, word) = ("look", "look", speech.say("scan.\(new)"))
        what = speech.code(scan.scan.code)
        tell = speech.say("scan.\(new)Tell")
        amount = speech.say("scan.times", ["n": speech.number(scan.scan.quantity ?? 1)])
        self.undo = undo
    }

    init(_ line: CountObservation, _ queries: Queries, _ speech: Speech) throws {
        let item = try queries.item(line.item)?.item
        let seen = speech.amount(line.seen.value, item?.measure ?? .each)
        let place = try queries.count(line.count)?.place
        (tone, shape, word) = ("well", "well", speech.say("scan.taken_count"))
        what = item?.name ?? ""
        tell = speech.say(
            "scan.told_count", ["seen": seen, "place": place.map { speech.name(of: $0) } ?? ""])
        amount = speech.signed((line.added ?? line.seen).value, item?.measure ?? .each)
        undo = nil
    }

    private static func tone(_ warnings: [Warning]) -> String {
        if warnings.contains(.recalled) { return "stop" }
        let look: Set<Warning> = [.shortfall, .pastDate, .dayClosed]
        return warnings.contains { look.contains($0) } ? "look" : "well"
    }
}

package import API
import Stock
import Storage

/// What became of a line of a scan file.
private enum LineFate: Sendable {
    case answered(ScanAnswer)
    /// The journal has it from an earlier reading.
    case known
    case refused(Problem)
}

/// A line on its way into the ledger.
private struct LineScan: Sendable {
    let line: ScanFile.Line
    let scan: Result<Scan, any Error>
    /// Whether an earlier Larder recorded it, under an id of another form.
    let isKnown: Bool

    func fate(in ledger: Ledger) throws -> LineFate {
        if isKnown { return .known }
        switch try ledger.attempt({ try ledger.record(try scan.get()) }) {
        case .success(.lookedUp):
            return .refused(Problem(.modeUnknown, "A look-up is no hand-out."))
        case .success(let answer): return .answered(answer)
        case .failure(StorageFault.idExistsWithDifferentContent) where line.origin != nil:
            // The same scan by all that names it, though the file spells it in another way now.
            return .known
        case .failure(let fault): return .refused(Problem(fault))
        }
    }
}

extension Hub {
    /// Holds a file of scanned hand-outs against the ledger; reading a file twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: The scans.
    ///   - isPreview: Whether nothing is to be recorded, and the report says what each line would do.
    /// - Returns: What became of each line.
    /// - Throws: `body_too_large` where a preview has too many lines.
    package func reconcile(
        _ file: ScanFile, isPreview: Bool = false
    ) async throws -> ReconciliationResponse {
        if isPreview { try TextFile.checkPreview(file.lines.count) }
        let scans = try await read { try Self.identified(file, $0) }
        var report = ReconciliationResponse(plan: isPreview ? [] : nil)
        if isPreview {
            let fates = try await store.write { ledger in
                try ledger.preview { try scans.map { try $0.fate(in: ledger) } }
            }
            for (scan, fate) in zip(scans, fates) { report.note(fate, of: scan.line) }
            return report
        }
        for chunk in scans.chunks(of: Self.batchLimit) {
            let fates = try await store.write { ledger in
                try chunk.map { try $0.fate(in: ledger) }
            }
            for (scan, fate) in zip(chunk, fates) { report.note(fate, of: scan.line) }
        }
        return report
    }

    /// The lines under their ids, and which of them an earlier Larder recorded.
    private static func identified(_ file: ScanFile, _ queries: Queries) throws -> [LineScan] {
        var places: [PlaceReference: PlaceID?] = [:]
        var occurrences: [String: Int] = [:]
        var earlier = EarlierLines(file)
        return try file.lines.map { line in
            guard let origin = line.origin, case .success(var scan) = line.scan else {
                return LineScan(line: line, scan: line.scan, isKnown: false)
            }
            var place: PlaceID?
            if let reference = origin.place {
                place = try places[reference] ?? queries.place(reference)?.id
                places[reference] = .some(place)
            }
            let identity = origin.identity(place: place)
            // A line whose place is unknown is refused, and counts for no other.
            if place != nil || origin.place == nil { occurrences[identity, default: 0] += 1 }
            scan.id = ScanLineOrigin.id(identity, occurrence: occurrences[identity] ?? 1)
            let isKnown = try earlier.holds(origin, place: place, scan, queries)
            return LineScan(line: line, scan: .success(scan), isKnown: isKnown)
        }
    }
}

/// Lines of a file that a Larder recorded before ids were derived from normal values.
private struct EarlierLines {
    /// Lines of equal texts that are looked through for one that moved; a file's own order comes first.
    private static let limit = 16

    /// How many lines of the file have the same texts.
    private let counts: [String: Int]
    private var seen: [String: Int] = [:]
    private var used: Set<EntryID> = []

    init(_ file: ScanFile) {
        counts = file.lines.reduce(into: [:]) { counts, line in
            if let origin = line.origin { counts[origin.texts.identity, default: 0] += 1 }
        }
    }

    /// Whether the journal has the line; each of its entries stands for one line.
    mutating func holds(
        _ origin: ScanLineOrigin, place: PlaceID?, _ scan: Scan, _ queries: Queries
    ) throws -> Bool {
        guard origin.hasEarlierIDs, place != nil || origin.place == nil else { return false }
        let text = origin.texts.identity
        let n = (seen[text] ?? 0) + 1
        seen[text] = n
        let all = [n] + (1...min(counts[text] ?? 1, Self.limit)).filter { $0 != n }
        for id in all.lazy.map(origin.texts.earlierID) where !used.contains(id) {
            guard let facts = try queries.scanFacts(id) else { continue }
            guard facts.place == place, facts.mode == scan.facts.mode,
                facts.weightGrams == scan.facts.weightGrams
            else { continue }
            used.insert(id)
            return true
        }
        return false
    }
}

extension ReconciliationResponse {
    fileprivate mutating func note(_ fate: LineFate, of line: ScanFile.Line) {
        lines += 1
        switch fate {
        case .known: noteKnown(line)
        case .answered(.recorded(let scan)) where scan.isReplay: noteKnown(line)
        case .answered(.unresolved(_, _, _, isReplay: true)): noteKnown(line)
        case .answered(.recorded(let scan)):
            recorded += 1
            if scan.warnings.contains(.dayClosed) { late += 1 }
            plan?.append(
                LineOutcome(line: line.number, outcome: "recorded", text: scan.told(line.code)))
            guard scan.warnings.contains(.shortfall), let item = scan.item else { return }
            shortfalls.append(
                Shortfall(
                    line: line.number, code: line.code, item: item.id.description,
                    itemName: item.name,
                    place: scan.place.id.description, placeName: scan.place.name,
                    balance: scan.balance.value))
        case .answered(.unresolved):
            unresolved += 1
            add(
                line, "unresolved", "code_unknown",
                "The code \(line.code) is not known yet. The scan is kept until someone says what it was."
            )
        case .answered(.lookedUp): preconditionFailure("a look-up is refused")
        case .refused(let problem):
            refused += 1
            add(line, "refused", problem.code.rawValue, problem.detail)
        }
    }

    private mutating func noteKnown(_ line: ScanFile.Line) {
        alreadyRecorded += 1
        plan?.append(
            LineOutcome(
                line: line.number, outcome: "alreadyRecorded",
                text: "\(line.code) is recorded already."
            ))
    }

    private mutating func add(
        _ line: ScanFile.Line, _ outcome: String, _ code: String, _ text: String
    ) {
        exceptions.append(LineProblem(line: line.number, code: code, text: text))
        plan?.append(LineOutcome(line: line.number, outcome: outcome, text: text))
    }
}

extension RecordedScan {
    /// What it moved, in a sentence.
    fileprivate func told(_ code: String) -> String {
        let what = item.map { "\(quantity.value) of “\($0.name)”" } ?? code
        return warnings.contains(.shortfall)
            ? "\(what) from \(place.name), more than it held: \(balance.value) left."
            : "\(what) from \(place.name), \(balance.value) left."
    }
}

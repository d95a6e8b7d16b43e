package import API
import Barcodes
import Journal
package import Stock
import Storage

/// What became of a line of a scan file.
enum LineFate: Sendable {
    case answered(ScanAnswer)
    /// The journal has it from an earlier reading; with other grams than the line says, where these are named.
    case known(grams: (recorded: Int64?, said: Int64)? = nil)
    case refused(Problem)

    init(_ outcome: Result<LineFate, any Error>) {
        switch outcome {
        case .success(let fate): self = fate
        case .failure(let fault): self = .refused(Problem(fault))
        }
    }
}

/// A line on its way into the ledger.
struct LineScan: Sendable {
    /// The line of the file, from 1.
    let number: Int
    let code: String
    fileprivate(set) var scan: Result<Scan, any Error>
    /// Whether its id follows from what it says.
    let isDerived: Bool
    /// Whether an earlier Larder recorded it, under an id of another form.
    let isKnown: Bool

    init(_ line: ScanFile.Line, scan: Result<Scan, any Error>, isKnown: Bool) {
        (number, code, isDerived) = (line.number, line.code, line.origin != nil)
        (self.scan, self.isKnown) = (scan, isKnown)
    }

    func fate(in ledger: Ledger) throws -> LineFate {
        if isKnown { return .known() }
        switch try ledger.attempt({ try ledger.record(try scan.get()) }) {
        case .success(.lookedUp):
            return .refused(.lookUpInFile)
        case .success(let answer): return .answered(answer)
        case .failure(StorageFault.idExistsWithDifferentContent) where isDerived:
            // The same scan by all that names it, though the file spells it in another way now.
            let said = try scan.get()
            let recorded = try ledger.queries().scanFacts(said.id)?.weightGrams
            guard let grams = said.facts.weightGrams, grams != recorded else { return .known() }
            return .known(grams: (recorded, grams))
        case .failure(let fault): return .refused(Problem(fault))
        }
    }
}

extension Hub {
    /// Holds a file of scanned hand-outs against the ledger; reading a file twice changes nothing.
    ///
    /// - Parameters:
    ///   - file: The scans.
    ///   - sentAt: What the sender's clock showed; nil where it did not say.
    ///   - isPreview: Whether nothing is to be recorded, and the report says what each line would do.
    /// - Returns: What became of each line.
    /// - Throws: `body_too_large` where a preview has too many lines.
    package func reconcile(
        _ file: ScanFile, sentAt: Moment? = nil, isPreview: Bool = false
    ) async throws -> ReconciliationResponse {
        var report = ReconciliationResponse(plan: isPreview ? [] : nil)
        if !file.ignoredColumns.isEmpty { report.ignoredColumns = file.ignoredColumns }
        var reading = ReconciliationReading()
        if isPreview { try TextFile.checkPreview(file.count) }
        let part = isPreview ? TextFile.previewLimit : Self.reconciliationPart
        var lines = file.lines.makeIterator()
        let offset = clockOffset(sentAt)
        while let scans = try await next(part, of: &lines, offset, &reading) {
            if isPreview {
                let fates = try await store.preview { try self.fates(of: scans, in: $0) }
                for (scan, fate) in zip(scans, fates) { report.note(fate, of: scan) }
                continue
            }
            for chunk in scans.chunks(of: ScanBatch.partLimit) {
                try goOn(after: report.lines, of: file.count)
                let outcomes = try await each(of: chunk[...]) { try $1.fate(in: $0) }
                let fates = outcomes.map { LineFate($0) }
                for (scan, fate) in zip(chunk, fates) {
                    report.note(fate, of: scan)
                    count(fate)
                }
            }
        }
        return report
    }

    /// What each line would come to; where one of them spoils it for all, such as one that overflows a sum, each by itself.
    private func fates(of scans: [LineScan], in ledger: Ledger) throws -> [LineFate] {
        let all = try ledger.isolated {
            try scans.map { scan in
                try goOn(after: 0)
                return try scan.fate(in: ledger)
            }
        }
        if case .success(let fates) = all { return fates }
        return try scans.map { scan in
            try goOn(after: 0)
            return LineFate(try ledger.isolated { try scan.fate(in: ledger) })
        }
    }

    /// Counts what came of a line that was read to be recorded.
    private func count(_ fate: LineFate) {
        switch fate {
        case .answered(let answer): metrics.count(answer)
        case .known: metrics.countRepetition()
        case .refused: metrics.countRefusal()
        }
    }

    /// Lines whose ids are derived from one snapshot.
    private static let reconciliationPart = 512

    /// The next lines of a file under their ids; nil after the last.
    private func next(
        _ count: Int, of lines: inout AnyIterator<ScanFile.Line>, _ offset: ClockOffset,
        _ reading: inout ReconciliationReading
    ) async throws -> [LineScan]? {
        var part: [ScanFile.Line] = []
        while part.count < count, let line = lines.next() { part.append(line) }
        guard !part.isEmpty else { return nil }
        let now = believedNow
        for index in part.indices {
            part[index].scan = part[index].scan.map { $0.corrected(by: offset, now: now) }
        }
        let (before, read) = (reading, part)
        let scans: [LineScan]
        (scans, reading) = try await self.read { queries in
            var after = before
            return (try read.map { try after.scan($0, queries) }, after)
        }
        return scans
    }
}

/// What the lines of a file so far mean for those that follow.
private struct ReconciliationReading: Sendable {
    private var places: [PlaceReference: PlaceID?] = [:]
    private var occurrences: [String: Int] = [:]
    /// Lines that are equal but for what a spreadsheet does to their code.
    private var alike: [String: Int] = [:]
    /// What lines whose code is a number were recorded as.
    private var used: Set<EntryID> = []
    private var earlier = EarlierLines()
    private var burst = PaperBurst()
    private var cards = FileCards()

    /// A line under its id, and whether an earlier Larder recorded it.
    mutating func scan(_ line: ScanFile.Line, _ queries: Queries) throws -> LineScan {
        let read = try burst.next(line.scan) { try queries.meaning(of: $0) != nil }
        let card = cards.next(line)
        var scan = try identified(line, read, queries)
        guard let card, case .success(let known) = scan.scan, !scan.isKnown,
            try queries.scanFacts(known.id) == nil
        else { return scan }
        scan.scan = .failure(Problem.afterCard(card.rawValue))
        return scan
    }

    private mutating func identified(
        _ line: ScanFile.Line, _ read: Result<Scan, any Error>, _ queries: Queries
    ) throws -> LineScan {
        guard let origin = line.origin, case .success(var scan) = read else {
            return LineScan(line, scan: read, isKnown: false)
        }
        var place: PlaceID?
        if let reference = origin.place {
            place = try places[reference] ?? queries.place(reference)?.id
            places[reference] = .some(place)
        }
        guard place != nil || origin.place == nil else {
            // It is refused, and counts for no other.
            return LineScan(line, scan: .success(scan), isKnown: false)
        }
        if let identity = origin.earlierIdentity(place: place) {
            let id = nextID(identity)
            if try queries.scanFacts(id) != nil {
                return LineScan(line, scan: .success(scan), isKnown: true)
            }
        }
        scan.id = nextID(origin.identity(place: place))
        if let number = SpreadsheetCode.plainNumber(scan.facts.code) {
            let identity = origin.identity(place: place, key: number)
            let n = (alike[identity] ?? 0) + 1
            alike[identity] = n
            scan = try restored(scan, origin, at: place, n, queries)
            used.insert(scan.id)
        }
        let isKnown = try earlier.holds(origin, place: place, scan, queries)
        return LineScan(line, scan: .success(scan), isKnown: isKnown)
    }

    /// A scan whose code is a number, with the zeros before it that a spreadsheet may have dropped or a person put back.
    ///
    /// Any spelling may have been recorded before; else the one that is known here counts, where it is one. `n` counts lines
    /// that are equal but for the spelling.
    private mutating func restored(
        _ scan: Scan, _ origin: ScanLineOrigin, at place: PlaceID?, _ n: Int, _ queries: Queries
    ) throws -> Scan {
        if try queries.scanFacts(scan.id) != nil { return scan }
        let others = try Self.alike(scan)
        for other in others {
            let identity = origin.identity(place: place, key: other.keys.first)
            for n in 1...min(n, Self.alikeLimit) {
                let id = ScanLineOrigin.id(identity, occurrence: n)
                guard try !used.contains(id) && queries.scanFacts(id) != nil else { continue }
                var recorded = other
                recorded.id = id
                return recorded
            }
        }
        guard try queries.meaning(of: scan.keys) == nil else { return scan }
        let likely = Set(SpreadsheetCode.padded(scan.facts.code))
        var known: [String: Scan] = [:]
        for other in others where likely.contains(other.facts.code) {
            let key = try other.keys.first { try queries.meaning(of: [$0])?.isStock == true }
            if let key, known[key] == nil { known[key] = other }
        }
        guard known.count == 1, var only = known.values.first else { return scan }
        only.id = nextID(origin.identity(place: place, key: only.keys.first))
        return only
    }

    /// Lines of one moment and place that are looked through for another spelling.
    private static let alikeLimit = 16

    private mutating func nextID(_ identity: String) -> EntryID {
        let n = (occurrences[identity] ?? 0) + 1
        occurrences[identity] = n
        return ScanLineOrigin.id(identity, occurrence: n)
    }

    /// The scan with other zeros before its code: each that reads differently.
    private static func alike(_ scan: Scan) throws -> [Scan] {
        var seen = Set(scan.keys.prefix(1))
        return try SpreadsheetCode.alike(scan.facts.code).compactMap { code in
            let scanned = try InputParsing.scanned(code)
            guard let key = scanned.keys.first, seen.insert(key).inserted else { return nil }
            var other = scan
            other.facts.code = code
            (other.keys, other.keyToLearn) = (scanned.keys, scanned.keyToLearn)
            return other
        }
    }
}

/// Lines of a file that a Larder recorded before ids were derived from normal values.
private struct EarlierLines: Sendable {
    /// Lines of equal texts that are looked through for one that moved; a file's own order comes first.
    private static let limit = 16

    private var seen: [String: Int] = [:]
    private var used: Set<EntryID> = []

    /// Whether the journal has the line; each of its entries stands for one line.
    mutating func holds(
        _ origin: ScanLineOrigin, place: PlaceID?, _ scan: Scan, _ queries: Queries
    ) throws -> Bool {
        guard origin.hasEarlierIDs, place != nil || origin.place == nil else { return false }
        let texts = origin.texts
        let n = (seen[texts.identity] ?? 0) + 1
        seen[texts.identity] = n
        func isThis(_ id: EntryID, _ facts: ScanFacts) -> Bool {
            !used.contains(id) && facts.place == place && facts.mode == scan.facts.mode
                && facts.weightGrams == scan.facts.weightGrams
        }
        let own = texts.earlierID(n)
        if let facts = try queries.scanFacts(own), isThis(own, facts) {
            used.insert(own)
            return true
        }
        for other in 1...Self.limit where other != n {
            let id = texts.earlierID(other)
            guard let facts = try queries.scanFacts(id) else { return false }
            if isThis(id, facts) {
                used.insert(id)
                return true
            }
        }
        return false
    }
}

extension CodeReferentDetails {
    /// Whether it is something that can be handed out.
    fileprivate var isStock: Bool {
        switch self {
        case .item, .lot: true
        case .place: false
        }
    }
}

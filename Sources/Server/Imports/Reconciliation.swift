import HTTPTypes
import Stock
import Storage

/// What became of a file's lines; every line is in exactly one of the four counts.
struct Reconciliation: Codable, Sendable {
    struct Shortfall: Codable, Sendable {
        let line: Int
        let code: String
        let item: String
        let itemName: String
        let place: String
        let placeName: String
        /// Below zero: more went out than the ledger knew.
        let balance: Int64
    }

    struct Exception: Codable, Sendable {
        let line: Int
        /// The fact that is wrong, as in docs/reference/errors.md.
        let code: String
        let text: String
    }

    var lines = 0
    var recorded = 0
    var alreadyRecorded = 0
    var unresolved = 0
    var refused = 0
    var shortfalls: [Shortfall] = []
    /// Lines for a day that is closed; they are recorded on the open day.
    var late = 0
    var exceptions: [Exception] = []

    static func run(_ file: ScanFile, in store: Store) async throws -> Reconciliation {
        let outcomes = try await ScanBatch.record(file.lines.map(\.request), in: store)
        var report = Reconciliation()
        for (line, outcome) in zip(file.lines, outcomes) { report.note(outcome, of: line) }
        return report
    }

    private mutating func note(_ outcome: Result<ScanAnswer, any Error>, of line: ScanFile.Line) {
        lines += 1
        switch outcome {
        case .success(.recorded(let scan)) where scan.isReplay: alreadyRecorded += 1
        case .success(.recorded(let scan)):
            recorded += 1
            if scan.warnings.contains(.dayClosed) { late += 1 }
            guard scan.warnings.contains(.shortfall), let item = scan.item else { return }
            shortfalls.append(
                Shortfall(
                    line: line.number, code: line.code, item: item.id.description,
                    itemName: item.name,
                    place: scan.place.id.description, placeName: scan.place.name,
                    balance: scan.balance.value))
        case .success(.unresolved(_, _, _, isReplay: true)): alreadyRecorded += 1
        case .success(.unresolved):
            unresolved += 1
            exceptions.append(
                Exception(
                    line: line.number, code: "code_unknown",
                    text:
                        "The code \(line.code) is not known yet. The scan is kept until someone says what it was."
                ))
        case .success(.lookedUp):
            refuse(line, Problem(.unprocessableContent, .modeUnknown, "A look-up is no hand-out."))
        case .failure(let fault): refuse(line, Problem(fault))
        }
    }

    private mutating func refuse(_ line: ScanFile.Line, _ problem: Problem) {
        refused += 1
        exceptions.append(
            Exception(line: line.number, code: problem.code.rawValue, text: problem.detail))
    }
}

import API
import Stock
import Storage

/// What became of a file's lines; every line is in exactly one of the four counts.
package struct Reconciliation: Codable, Sendable {
    package struct Shortfall: Codable, Sendable {
        package let line: Int
        package let code: String
        package let item: String
        package let itemName: String
        package let place: String
        package let placeName: String
        /// Below zero: more went out than the ledger knew.
        package let balance: Int64
    }

    package struct Exception: Codable, Sendable {
        package let line: Int
        /// The fact that is wrong, as in docs/reference/errors.md.
        package let code: String
        package let text: String
    }

    package var lines = 0
    package var recorded = 0
    package var alreadyRecorded = 0
    package var unresolved = 0
    package var refused = 0
    package var shortfalls: [Shortfall] = []
    /// Lines for a day that is closed; they are recorded on the open day.
    package var late = 0
    package var exceptions: [Exception] = []

    fileprivate mutating func note(_ outcome: Result<ScanAnswer, any Error>, of line: ScanFile.Line)
    {
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
            refuse(line, Problem(.modeUnknown, "A look-up is no hand-out."))
        case .failure(let fault): refuse(line, Problem(fault))
        }
    }

    private mutating func refuse(_ line: ScanFile.Line, _ problem: Problem) {
        refused += 1
        exceptions.append(
            Exception(line: line.number, code: problem.code.rawValue, text: problem.detail))
    }
}

extension Hub {
    /// Holds a file of scanned hand-outs against the ledger; reading a file twice changes nothing.
    package func reconcile(_ file: ScanFile) async throws -> Reconciliation {
        let outcomes = try await record(file.lines.map(\.request))
        var report = Reconciliation()
        for (line, outcome) in zip(file.lines, outcomes) { report.note(outcome, of: line) }
        return report
    }
}

package import API
import Stock
import Storage

extension ReconciliationResponse {
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
                LineProblem(
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
            LineProblem(line: line.number, code: problem.code.rawValue, text: problem.detail))
    }
}

extension Hub {
    /// Holds a file of scanned hand-outs against the ledger; reading a file twice changes nothing.
    package func reconcile(_ file: ScanFile) async throws -> ReconciliationResponse {
        let outcomes = try await record(file.lines.map(\.request))
        var report = ReconciliationResponse()
        for (line, outcome) in zip(file.lines, outcomes) { report.note(outcome, of: line) }
        return report
    }
}

import API
import Stock
import Storage

extension ReconciliationResponse {
    /// Adds what became of a line.
    mutating func note(_ fate: LineFate, of line: LineScan) {
        lines += 1
        switch fate {
        case .known(let grams):
            noteKnown(line)
            guard let grams else { return }
            let recorded = grams.recorded.map { "with \($0) g" } ?? "without a weight"
            exceptions.append(
                LineProblem(
                    line: line.number, code: "weight_differs",
                    text:
                        "\(line.code) is recorded already \(recorded); the line says \(grams.said) g, which changes nothing. A second scan of that moment wants an id of its own."
                ))
        case .answered(.recorded(let scan)) where scan.isReplay: noteKnown(line)
        case .answered(.unresolved(_, _, _, _, isReplay: true)): noteKnown(line)
        case .answered(.recorded(let scan)):
            recorded += 1
            if scan.warnings.contains(.dayClosed) { late += 1 }
            noteClock(line)
            plan?.append(
                LineOutcome(
                    line: line.number, outcome: .recorded, text: scan.told(line.code),
                    item: scan.item?.name, code: line.code, quantity: scan.quantity.value))
            if scan.warnings.contains(.weightMissing) {
                exceptions.append(
                    LineProblem(
                        line: line.number, code: Warning.weightMissing.rawValue,
                        text:
                            "\(scan.item?.name ?? line.code) is kept by weight, and the line says none: it was recorded as \(scan.quantity.value) g."
                    ))
            }
            guard scan.warnings.contains(.shortfall) else { return }
            guard let item = scan.item else {
                exceptions.append(
                    LineProblem(
                        line: line.number, code: Warning.shortfall.rawValue,
                        text: scan.told(line.code)))
                return
            }
            shortfalls.append(
                LineShortfall(
                    line: line.number, code: line.code, item: item.id.description,
                    itemName: item.name,
                    place: scan.place.id.description, placeName: scan.place.name,
                    balance: scan.balance.value))
        case .answered(.unresolved):
            unresolved += 1
            noteClock(line)
            add(
                line, .unresolved, "code_unknown",
                "The code \(line.code) is not known yet. The scan is kept until someone says what it was."
            )
        case .answered(.lookedUp): preconditionFailure("a look-up is refused")
        case .refused(let problem):
            refused += 1
            add(line, .refused, problem.code.rawValue, problem.detail, problem.damaged)
        }
    }

    /// Says of a line that its time is still to come: it counts as of now.
    private mutating func noteClock(_ line: LineScan) {
        guard case .success(let scan) = line.scan, scan.isClockOff, let at = scan.facts.at else {
            return
        }
        exceptions.append(
            LineProblem(
                line: line.number, code: Warning.clockOff.rawValue,
                text:
                    "The time \(at.prefix(40)) is still to come: the scanner's clock is wrong, and the scan counts as of now."
            ))
    }

    private mutating func noteKnown(_ line: LineScan) {
        alreadyRecorded += 1
        plan?.append(
            LineOutcome(
                line: line.number, outcome: .alreadyRecorded,
                text: "\(line.code) is recorded already.", code: line.code))
    }

    private mutating func add(
        _ line: LineScan, _ outcome: LineOutcome.Outcome, _ code: String, _ text: String,
        _ damaged: DamagedCode? = nil
    ) {
        exceptions.append(
            LineProblem(line: line.number, code: code, text: text, damaged: damaged))
        // Nothing of a person's paper is shown, either.
        let isShown = !line.code.isEmpty && code != ProblemCode.paperOfAPerson.rawValue
        plan?.append(
            LineOutcome(
                line: line.number, outcome: outcome, text: text, code: isShown ? line.code : nil))
    }
}

extension RecordedScan {
    /// What it moved, in a sentence.
    fileprivate func told(_ code: String) -> String {
        let isShort = warnings.contains(.shortfall)
        guard let item else {
            guard quantity > .zero else { return "\(place.name) was empty." }
            return "All of \(place.name), \(quantity.value)."
                + (isShort ? " More went than was in it." : "")
        }
        let what = "\(quantity.value) of “\(item.name)”"
        return isShort
            ? "\(what) from \(place.name), more than it held: \(balance.value) left."
            : "\(what) from \(place.name), \(balance.value) left."
    }
}

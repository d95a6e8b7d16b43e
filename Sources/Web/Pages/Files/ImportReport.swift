import API
import Hub
import Journal
import Localization
import Server
import Stock

/// What each line of a file would do, or did.
struct ImportReport: Sendable {
    struct Line: Sendable {
        let number: String
        let lineTell: String
        /// The hub's own words, in English; nil where the others say it all.
        let hubTell: String?
    }

    struct Outcome: Sendable {
        let planNumber: String
        let word: String
        /// `well` or `look`; empty where nothing happens.
        let tone: String
        let what: String
        let changes: String?
    }

    /// The one button that has the file read.
    struct ImportButton: Sendable {
        let fileId: String
        let takeTell: String
        /// What a person says to leave lines out; nil where all can be taken.
        let leaveTell: String?
        let isAsked: Bool
    }

    let isDone: Bool
    let seenTell: String
    let counts: [String]
    let ignored: String?
    let refused: Rows<Line>?
    let refusedMore: String?
    let noted: Rows<Line>?
    let plan: Rows<Outcome>?
    let nextHref: String?
    let taking: ImportButton?
    /// Whether a file that was not read yet would change nothing.
    let isIdle: Bool

    /// Lines of a list at the most.
    private static let limit = 100

    /// Nil where the file is of another kind.
    init?(_ draft: FileDraft, _ id: EntryID, _ kind: ImportPage.Kind, _ page: PageRequest) {
        let (report, localizer) = (draft.outcome ?? draft.preview, page.localizer)
        let problems: [LineProblem]
        let counted: [(key: String, n: Int)]
        let lines: [LineOutcome]?
        let good: Int
        let others: [String]
        switch report {
        case .items(let report):
            guard kind == .items else { return nil }
            counted = [
                ("new", report.new), ("changed", report.changed), ("unchanged", report.unchanged),
                ("refused", report.refused.count),
            ]
            (problems, lines) = (report.refused, report.plan)
            good = report.new + report.changed
            noted = Rows(
                report.notes.prefix(Self.limit).map { Self.note($0, localizer) })
            others = report.ignoredColumns
        case .scans(let report):
            guard kind == .scans else { return nil }
            counted = [
                ("recorded", report.recorded), ("alreadyRecorded", report.alreadyRecorded),
                ("unresolved", report.unresolved), ("refused", report.refused),
            ]
            // New codes and missing weights are no reason to leave a line out.
            problems = report.exceptions.filter { ProblemCode(rawValue: $0.code) != nil }
            lines = report.plan
            good = report.recorded + report.unresolved
            (noted, others) = (nil, report.ignoredColumns ?? [])
        }
        ignored =
            others.isEmpty
            ? nil
            : localizer.text("files.ignored", ["columns": others.joined(separator: ", ")])
        isDone = draft.outcome != nil
        seenTell = localizer.text(
            isDone ? "files.done" : "files.nothingYet", ["time": localizer.hour(draft.at)])
        counts = counted.filter { $0.n > 0 }.map {
            localizer.text("files.count_\($0.key)", n: $0.n)
        }
        refused = Rows(problems.prefix(Self.limit).map { Self.problem($0, localizer) })
        refusedMore =
            problems.count > Self.limit
            ? localizer.text("files.more", n: problems.count - Self.limit) : nil
        let rest = (lines ?? []).filter { $0.line > page.number("after") ?? 0 }
        plan = Rows(rest.prefix(Self.limit).map { Self.outcome($0, localizer) })
        nextHref =
            rest.count > Self.limit
            ? PageRequest.path(
                kind.path,
                ["file": id.description, "after": String(rest[Self.limit - 1].line)]) : nil
        let bad = draft.preview.refused
        isIdle = !isDone && good == 0
        taking =
            isDone || good == 0
            ? nil
            : ImportButton(
                fileId: id.description, takeTell: localizer.text("files.take", n: good),
                leaveTell: bad == 0 ? nil : localizer.text("files.leave", n: bad),
                isAsked: page.query("ask") != nil)
    }

    private static func problem(_ problem: LineProblem, _ localizer: Localizer) -> Line {
        let text = localizer.text("problems.\(problem.code)")
        return Line(
            number: number(problem.line, localizer),
            lineTell: ([problem.damaged.map { localizer.code($0.code) }, text]
                + [problem.damaged.flatMap { guess($0, localizer) }])
                .compactMap { $0 }.joined(separator: " · "),
            hubTell: problem.damaged == nil ? problem.text : nil)
    }

    private static func note(_ note: LineProblem, _ localizer: Localizer) -> Line {
        Line(
            number: number(note.line, localizer),
            lineTell: localizer.text(
                "files.note_\(note.code)",
                ["code": note.damaged?.code ?? "", "likely": note.damaged?.likely ?? ""]),
            hubTell: note.damaged == nil ? note.text : nil)
    }

    private static func guess(_ damaged: DamagedCode, _ localizer: Localizer) -> String? {
        damaged.likely.map { localizer.text("files.likely", ["code": $0]) }
    }

    private static func number(_ line: Int, _ localizer: Localizer) -> String {
        localizer.text("files.line", ["n": localizer.number(Int64(line))])
    }

    private static func outcome(_ line: LineOutcome, _ localizer: Localizer) -> Outcome {
        let changes = (line.changes ?? []).map { change in
            let column = localizer.text("files.column_\(change.column)")
            let (was, becomes) = (change.was, change.becomes)
            guard let becomes else {
                return localizer.text(
                    "files.cleared", ["column": column, "was": was ?? ""])
            }
            let values = ["column": column, "becomes": becomes, "was": was ?? ""]
            return localizer.text(
                was == nil || was == becomes ? "files.set" : "files.becomes", values)
        }
        var what = line.item ?? line.code.map { localizer.code($0) } ?? ""
        if let quantity = line.quantity {
            what = localizer.text(
                "files.goesOut", ["n": localizer.number(quantity), "item": what])
        }
        let tone =
            switch line.outcome.known {
            case .new, .changed, .recorded: "well"
            case .refused, .unresolved: "look"
            case .unchanged, .alreadyRecorded, nil: ""
            }
        return Outcome(
            planNumber: number(line.line, localizer),
            word: localizer.text("files.outcome_\(line.outcome.rawValue)"), tone: tone, what: what,
            changes: changes.isEmpty ? nil : changes.joined(separator: " · "))
    }
}

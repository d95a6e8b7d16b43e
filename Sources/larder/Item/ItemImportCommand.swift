import API
import ArgumentParser
import Foundation
import NIOHTTP1

struct ItemImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read items and codes from a file.",
        discussion: """
            The first line names the columns: item, name, category, measure, unit_weight_g, code, pack, shelf_life_days, \
            programme, in any order. Rows with the same item are codes of one item. An empty cell changes nothing, a hyphen \
            clears. Reading a file twice changes nothing.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Flag(help: "Print what each row would do, and record nothing.")
    var dryRun = false

    @Argument(help: "A CSV file.")
    var file: String

    func run() async throws {
        let bytes = try InputFile.read(file)
        Terminal.progress("Reading \(file) …")
        let path = "/api/v1/item-imports" + (dryRun ? "?dryRun=true" : "")
        let answer = try await HubConnection.open(data.folder, mayFound: !dryRun) {
            try await $0.ask(.POST, path, body: bytes, kind: "text/csv")
        }
        Terminal.progressEnded()
        if output.json { return Terminal.print(json: answer) }
        let report = try answer.read(ItemImportResponse.self)
        if let plan = report.plan {
            Terminal.print(plan: plan, notes: report.notes)
        } else {
            Terminal.print(
                lines: report.refused.map { ($0.line, "refused: \($0.text)") }
                    + report.notes.map { ($0.line, "note: \($0.text)") })
        }
        if !report.ignoredColumns.isEmpty {
            Terminal.print("columns ignored: \(report.ignoredColumns.joined(separator: ", "))")
        }
        Terminal.print(
            "\(report.rows) rows read, \(report.items) items: \(report.new) new, \(report.changed) changed, "
                + "\(report.unchanged) unchanged, \(report.refused.count) refused")
        if dryRun { Terminal.print("Nothing was recorded.") }
    }
}

extension Terminal {
    /// What each line of a file would do, with what is worth a look in it.
    static func print(plan: [LineOutcome], notes: [LineProblem] = []) {
        func word(_ outcome: Word<LineOutcome.Outcome>) -> String {
            outcome.known == .alreadyRecorded ? "already recorded" : outcome.rawValue
        }
        print(
            lines: plan.map { ($0.line, "\(word($0.outcome)): \($0.text)") }
                + notes.map { ($0.line, "note: \($0.text)") })
    }

    /// What is said of a file's lines, in their order.
    static func print(lines: [(line: Int, text: String)]) {
        for (_, said) in lines.enumerated().sorted(by: {
            ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
        }) {
            print("line \(said.line) \(said.text)")
        }
    }
}

/// A file that a person named.
enum InputFile {
    static func read(_ path: String) throws -> Data {
        do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
            throw CommandFailure("\(path) cannot be read. Is the name right?")
        }
    }
}

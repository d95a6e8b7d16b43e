import API
import ArgumentParser
import Foundation
import NIOHTTP1

struct ItemImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Read items and codes from a file.",
        discussion: """
            The first line names the columns: item, name, category, measure, unit_weight_g, code, pack, shelf_life_days, \
            programme, in any order. Rows with the same item are codes of one item. Reading a file twice changes nothing.
            """)

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "A CSV file.")
    var file: String

    func run() async throws {
        let bytes = try InputFile.read(file)
        Terminal.progress("Reading \(file) …")
        let answer = try await HubConnection.open(data.folder) {
            try await $0.ask(
                .POST, "/api/v1/item-imports", body: bytes, kind: "text/csv")
        }
        Terminal.progressEnded()
        if output.json { return Terminal.print(json: answer) }
        let report = try answer.read(ItemImportResponse.self)
        for refusal in report.refused {
            Terminal.print("line \(refusal.line) refused: \(refusal.text)")
        }
        if !report.ignoredColumns.isEmpty {
            Terminal.print("columns ignored: \(report.ignoredColumns.joined(separator: ", "))")
        }
        Terminal.print(
            "\(report.rows) rows read, \(report.items) items: \(report.new) new, \(report.changed) changed, "
                + "\(report.unchanged) unchanged, \(report.refused.count) refused")
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

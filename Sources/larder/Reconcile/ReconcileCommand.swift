import API
import ArgumentParser
import Foundation
import NIOHTTP1

struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Hold a file of scanned hand-outs against the ledger.",
        discussion:
            "The first line names the columns: at, code, quantity, place, station. Reading a file twice changes nothing."
    )

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Option(help: ArgumentHelp("A CSV file, or one scan in JSON a line.", valueName: "file"))
    var scans: String

    @Option(
        help: ArgumentHelp(
            "The day the hand-outs belong to, where that is not the day of each line.",
            valueName: "date"))
    var day: String?

    @Option(
        help: ArgumentHelp(
            "A name for this file, which stands for the time of lines that have none.",
            valueName: "name"))
    var batch: String?

    @Flag(help: "Print what each line would do, and record nothing.")
    var dryRun = false

    func run() async throws {
        let bytes = try InputFile.read(scans)
        let kind = scans.lowercased().hasSuffix(".csv") ? "text/csv" : "application/octet-stream"
        let query =
            [day.map { "day=\($0.percentEncoded)" }, batch.map { "batch=\($0.percentEncoded)" }]
            .compactMap { $0 } + (dryRun ? ["dryRun=true"] : [])
        let path =
            "/api/v1/reconciliations" + (query.isEmpty ? "" : "?\(query.joined(separator: "&"))")
        Terminal.progress("Reading \(scans) …")
        let answer = try await HubConnection.open(data.folder, mayFound: !dryRun) {
            try await $0.ask(.POST, path, body: bytes, kind: kind)
        }
        Terminal.progressEnded()
        if output.json { return Terminal.print(json: answer) }
        let report = try answer.read(ReconciliationResponse.self)
        if let plan = report.plan {
            Terminal.print(plan: plan)
        } else {
            for exception in report.exceptions {
                Terminal.print("line \(exception.line): \(exception.text)")
            }
        }
        if let ignored = report.ignoredColumns {
            Terminal.print("columns ignored: \(ignored.joined(separator: ", "))")
        }
        for short in report.shortfalls {
            Terminal.print(
                "line \(short.line): more \(short.itemName) went out than \(short.placeName) held: \(short.balance)"
            )
        }
        Terminal.print(
            "\(report.lines) lines: \(report.recorded) recorded, \(report.alreadyRecorded) already recorded, "
                + "\(report.unresolved) unresolved, \(report.refused) refused")
        Terminal.print("\(report.shortfalls.count) shortfalls, \(report.late) late")
        if dryRun { Terminal.print("Nothing was recorded.") }
    }
}

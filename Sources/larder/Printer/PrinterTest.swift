import ArgumentParser
import Foundation

struct PrinterTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Print the test label, and say what became of it.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "What you call the printer.")
    var name: String

    func run() async throws {
        // A time alone tells one trial from the next, and may be left off where a label has no room for it.
        let style = Date.ISO8601FormatStyle(timeZone: .current)
        let time = style.time(includingFractionalSeconds: false).format(Date())
        let label = PrintAndWait(layout: "test", fields: ["name": name, "detail": time])
        try await label.run(on: name, data, output)
    }
}

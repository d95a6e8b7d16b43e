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
        let label = PrintAndWait(
            layout: "test", fields: ["name": name, "detail": Date().formatted(.iso8601)])
        try await label.run(on: name, data, output)
    }
}

import API
import ArgumentParser
import NIOHTTP1

struct DayShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print a day's account: opening + in − out − discarded + adjusted = closing.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "A date such as 2026-11-21.")
    var date: String

    func run() async throws {
        let path = "/api/v1/days/\(date)"
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.GET, path)
        }
        if output.json { return Terminal.print(json: answer) }
        try answer.read(DayResponse.self).print()
    }
}

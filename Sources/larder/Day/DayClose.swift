import API
import ArgumentParser
import NIOHTTP1

struct DayClose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Close a day and all before it, and sign its account.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "A date such as 2026-11-21.")
    var date: String

    func run() async throws {
        let path = "/api/v1/days/\(date)/closing"
        let body = try HubConnection.json(ClosingRequest(id: FreshID.text()))
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.ask(.POST, path, body: body)
        }
        if output.json { return Terminal.print(json: answer) }
        try answer.read(DayResponse.self).print()
    }
}

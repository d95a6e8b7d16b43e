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
        let (answer, guessed) = try await HubConnection.open(data.folder, mayFound: false) { hub in
            let guessed = try await Self.askForZone(hub)
            return (try await hub.ask(.POST, path, body: body), guessed)
        }
        if let guessed {
            Terminal.warn(
                "Nobody had said which time zone this hub is in; \(guessed) was taken. To set another, open the day again and start larder serve with --time-zone."
            )
        }
        if output.json { return Terminal.print(json: answer) }
        try answer.read(DayResponse.self).print()
    }

    /// The zone that the closing makes last where nobody has said it; at a terminal it is asked for, and said.
    private static func askForZone(_ hub: HubConnection) async throws -> String? {
        let health = try await hub.ask(HealthResponse.self, .GET, "/health")
        guard let zone = health.timeZone, zone.isGuessed else { return nil }
        let question = "Nobody has said which time zone this hub is in. In which are its days?"
        guard let said = HubConnection.zone(unless: zone.name, asking: question) else {
            return zone.name
        }
        _ = try await hub.ask(
            .PUT, "/api/v1/time-zone",
            body: try HubConnection.json(TimeZoneRequest(timeZone: said)))
        return nil
    }
}

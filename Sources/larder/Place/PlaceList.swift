import API
import ArgumentParser
import Stock

struct PlaceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Print all places.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    func run() async throws {
        let answer = try await HubConnection.open(data.folder, mayFound: false) {
            try await $0.list("/api/v1/places")
        }
        if output.json { return Terminal.print(json: answer) }
        let places = try answer.read([PlaceResponse].self)
        let names = Dictionary(
            places.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        Terminal.print(
            table: [["name", "kind", "label", "in"]]
                + places.map {
                    [
                        $0.name, $0.kind.rawValue, $0.labelCode ?? "",
                        $0.parent.flatMap { names[$0] } ?? "",
                    ]
                })
    }
}

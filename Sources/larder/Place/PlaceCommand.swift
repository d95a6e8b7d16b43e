import ArgumentParser

struct PlaceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "Where stock is: rooms, shelves, bins and boxes.",
        subcommands: [PlaceAdd.self, PlaceList.self])
}

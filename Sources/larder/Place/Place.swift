import ArgumentParser

struct Place: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Where stock is: rooms, shelves, bins and boxes.",
        subcommands: [PlaceAdd.self, PlaceList.self])
}

struct PlaceAnswer: Codable {
    let id: String
    let name: String
    let kind: String
    let parent: String?
    let labelCode: String?
}

import API
public import ArgumentParser
import Foundation
import NIOHTTP1
public import Stock

struct PlaceAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a place, and the code for its label.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Argument(help: "A short name, such as A3.")
    var name: String

    @Option(help: "What kind of place it is.")
    var kind: Place.Kind

    @Option(name: .customLong("in"), help: "The place it stands in: a name, a label code or an id.")
    var parent: String?

    func run() async throws {
        let (name, kind, parent) = (name, Word(kind), parent)
        let answer = try await HubConnection.open(data.folder) { hub in
            let request = PlaceRequest(
                id: FreshID.text(), name: name, kind: kind,
                parent: try await PlaceName.resolve(parent, hub))
            return try await hub.ask(
                .POST, "/api/v1/places", body: try HubConnection.json(request))
        }
        if output.json { return Terminal.print(json: answer) }
        let made = try answer.read(PlaceResponse.self)
        Terminal.print(
            "\(made.kind.rawValue) \(made.name)  label \(made.labelCode ?? "")  id \(made.id)")
    }
}

extension Place.Kind: ExpressibleByArgument {
    /// A kind that people can make.
    public init?(argument: String) {
        guard let kind = Self(rawValue: argument), kind.canBeMade else { return nil }
        self = kind
    }

    /// As the help lists them.
    public static var allValueStrings: [String] { allCases.filter(\.canBeMade).map(\.rawValue) }
}

/// A place as a person names it.
enum PlaceName {
    /// A name becomes an id; an id or a label code stays what it is.
    ///
    /// - Throws: ``CommandFailure`` where no place, or more than one, has the name.
    static func resolve(_ text: String?, _ hub: HubConnection) async throws -> String? {
        guard let text else { return nil }
        let places = try await hub.list("/api/v1/places").read([PlaceResponse].self)
        let named = TypedName.find(text, in: places) { $0.name }
        guard named.count <= 1 else {
            throw CommandFailure(
                "\(named.count) places are called \(text). Name one by its label code.")
        }
        return named.first?.id ?? text
    }
}

import ArgumentParser

struct ItemCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "item",
        abstract: "What people recognise, and the codes that stand for it.",
        subcommands: [ItemImportCommand.self])
}

import ArgumentParser

struct Item: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What people recognise, and the codes that stand for it.",
        subcommands: [ItemImport.self])
}

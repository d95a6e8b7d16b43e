import ArgumentParser

struct Printer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Label printers.", subcommands: [])
}

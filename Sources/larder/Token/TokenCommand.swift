import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Let programs and browsers in.", subcommands: [TokenCreate.self, TokenLink.self])
}

enum RoleName: String, ExpressibleByArgument, CaseIterable {
    case coordinator, volunteer, viewer
}

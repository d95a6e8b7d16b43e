import API
import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Let programs and browsers in.", subcommands: [TokenCreate.self, TokenLink.self])
}

extension RoleName: ExpressibleByArgument {}

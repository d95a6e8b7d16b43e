import ArgumentParser

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Let programs and browsers in.", subcommands: [TokenCreate.self, TokenLink.self])
}

/// The hub's answer to a new secret.
struct SecretAnswer: Codable {
    let id: String
    let role: String
    let name: String
    let secret: String
}

struct TokenRequest: Encodable {
    let role: String
    let name: String
}

enum RoleName: String, ExpressibleByArgument, CaseIterable {
    case coordinator, volunteer, viewer
}

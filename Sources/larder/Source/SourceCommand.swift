import ArgumentParser

struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Who gives: names, which can be erased.",
        subcommands: [SourceList.self, SourceErase.self])
}

extension HubConnection {
    /// Every source that has a name.
    func sources() async throws -> HubAnswer { try await list("/api/v1/sources?limit=1000") }
}

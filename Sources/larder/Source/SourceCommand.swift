import API
import ArgumentParser
import NIOHTTP1

struct SourceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source",
        abstract: "Who gives: names, which can be erased.",
        subcommands: [SourceList.self, SourceErase.self])
}

extension HubConnection {
    /// Every source that has a name, page after page.
    func sources() async throws -> HubAnswer {
        let limit = 1_000
        var pages: [HubAnswer] = []
        var page: [SourceResponse] = []
        repeat {
            let after = (page.last?.name ?? "").percentEncoded
            let answer = try await ask(.GET, "/api/v1/sources?after=\(after)&limit=\(limit)")
            pages.append(answer)
            page = try answer.read([SourceResponse].self)
        } while page.count == limit
        return HubAnswer(lists: pages)
    }
}

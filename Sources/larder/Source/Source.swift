import ArgumentParser
import NIOHTTP1

struct Source: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who gives: names, which can be erased.",
        subcommands: [SourceList.self, SourceErase.self])
}

struct SourceAnswer: Codable {
    let id: String
    let name: String
}

extension HubConnection {
    /// Every source that has a name, page after page.
    func sources() async throws -> [SourceAnswer] {
        var sources: [SourceAnswer] = []
        let limit = 1_000
        var page: [SourceAnswer]
        repeat {
            let after = (sources.last?.name ?? "").asPathPart
            page = try await ask(
                [SourceAnswer].self, .GET, "/api/v1/sources?after=\(after)&limit=\(limit)")
            sources += page
        } while page.count == limit
        return sources
    }
}

import Foundation

/// The pages of docs/reference.
enum Reference {
    static func page(_ name: String) throws -> String {
        try String(
            contentsOf: repository.appending(path: "docs/reference/\(name)"), encoding: .utf8)
    }

    /// The statuses that errors.md names for each problem.
    static let statuses: [String: Set<Int>] = {
        let rows = (try? page("errors.md"))?.matches(of: #/\n\| `(\w+)` \| ([0-9, ]+) \|/#) ?? []
        return rows.reduce(into: [:]) { statuses, row in
            statuses[String(row.1)] = Set(row.2.split(separator: ", ").compactMap { Int($0) })
        }
    }()
}

import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Names of those who gave, and how one is erased: what they gave stays, their name does not.
enum SourcesPage {
    static let all = [
        Route.page(.get, "/settings/sources", .role(.coordinator), show),
        Route.page(.post, "/settings/sources", .role(.coordinator), erase),
    ]

    /// Names on one page.
    private static let pageLength = 60

    private struct Model: Sendable {
        struct SourceRow: Sendable {
            let sourceId: String
            let sourceName: String
            let eraseHref: String

            init(_ id: SourceID, _ name: String) {
                (sourceId, sourceName) = (id.description, name)
                eraseHref = PageRequest.path("/settings/sources", ["erase": id.description])
            }
        }

        let wanted: String?
        /// The one that is about to be erased.
        let asked: SourceRow?
        let rows: Rows<SourceRow>?
        let moreHref: String?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let wanted = request.query("name")
        let after = request.query("after") ?? ""
        let askedID = request.query("erase").flatMap { SourceID($0) }
        let (page, (sources, asked)) = try await request.read { queries in
            (
                try queries.sources(matching: wanted ?? "", after: after, limit: pageLength),
                try askedID.flatMap { id in
                    try queries.sourceName(id).map { Model.SourceRow(id, $0) }
                }
            )
        }
        let more = sources.count == pageLength ? sources.last?.name : nil
        let model = Model(
            wanted: wanted, asked: asked, rows: Rows(sources.map { .init($0.id, $0.name) }),
            moreHref: more.map {
                PageRequest.path("/settings/sources", ["name": wanted ?? "", "after": $0])
            })
        return try await page.render("sources", title: page.localizer.text("sources.title"), model)
    }

    @Sendable private static func erase(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        try await page.hub.eraseName(
            of: try InputParsing.id(try form.required("source")))
        return page.see("/settings/sources", told: .nameErased)
    }
}

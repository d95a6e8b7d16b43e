import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Names of those who gave: how one is put right, or made one with another, and how one is erased: what they gave stays, their
/// name does not.
enum SourcesPage {
    static let all = [
        Route.page(.get, "/settings/sources", .role(.coordinator), show),
        Route.page(.post, "/settings/sources", .role(.coordinator), erase),
        Route.page(.get, "/settings/sources/name", .role(.coordinator), preview),
        Route.page(.post, "/settings/sources/name", .role(.coordinator), rename),
    ]

    /// Names on one page.
    private static let pageLength = 60

    private struct Model: Sendable {
        struct SourceRow: Sendable {
            let sourceId: String
            let sourceName: String
            let eraseHref: String
            let renameHref: String

            init(_ id: SourceID, _ name: String) {
                (sourceId, sourceName) = (id.description, name)
                eraseHref = PageRequest.path("/settings/sources", ["erase": id.description])
                renameHref = PageRequest.path("/settings/sources", ["change": id.description])
            }
        }

        let wanted: String?
        /// The one that is about to be erased.
        let asked: SourceRow?
        /// The one whose name is put right.
        let renamed: SourceRow?
        let rows: Rows<SourceRow>?
        let moreHref: String?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let wanted = request.query("name")
        let after = request.query("after") ?? ""
        let (erased, changed) = (request.query("erase"), request.query("change"))
        let (page, (sources, asked, renamed)) = try await request.read { queries in
            (
                try queries.sources(matching: wanted ?? "", after: after, limit: pageLength),
                try row(erased, queries), try row(changed, queries)
            )
        }
        let more = sources.count == pageLength ? sources.last?.name : nil
        let model = Model(
            wanted: wanted, asked: asked, renamed: renamed,
            rows: Rows(sources.map { .init($0.id, $0.name) }),
            moreHref: more.map {
                PageRequest.path("/settings/sources", ["name": wanted ?? "", "after": $0])
            })
        return try await page.render("sources", title: page.localizer.text("sources.title"), model)
    }

    private static func row(_ text: String?, _ queries: Queries) throws -> Model.SourceRow? {
        guard let id = text.flatMap({ SourceID($0) }) else { return nil }
        return try queries.sourceName(id).map { Model.SourceRow(id, $0) }
    }

    /// What another name would do.
    @Sendable private static func preview(_ request: WebRequest) async throws -> Response {
        let asked = request.asked
        let id: SourceID = try InputParsing.id(try asked.required("source"))
        let name = try InputParsing.sourceName(try asked.required("name"))
        let (page, (old, known, given)) = try await request.read { queries in
            (
                try queries.sourceName(id), try queries.source(named: name),
                try queries.donationCount(of: id)
            )
        }
        guard let old else { throw Problem.sourceNotFound }
        let localizer = page.localizer
        let values = ["from": old, "name": known.flatMap { $0.id == id ? nil : $0.name } ?? name]
        var effects: [String] = []
        if let known, known.id != id {
            effects.append(localizer.text("preview.donorsJoined", n: given, values))
        } else if name != old {
            effects.append(localizer.text("preview.donorRenamed", values))
        }
        if known?.id != id { effects.append(localizer.text("preview.donorAlso", values)) }
        let preview = ChangePreview(
            effects, action: "/settings/sources/name", name: "mend.save",
            fields: ["source", "name"], back: "/settings/sources", page)
        return try await ChangePreview.render(preview, title: old, page)
    }

    @Sendable private static func rename(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        try await request.hub.correctDonor(
            from: try InputParsing.id(try form.required("source")),
            to: try form.required("name"), as: try InputParsing.id(try form.required("id")))
        return request.see("/settings/sources", told: .saved)
    }

    @Sendable private static func erase(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        try await page.hub.eraseName(
            of: try InputParsing.id(try form.required("source")))
        return page.see("/settings/sources", told: .nameErased)
    }
}

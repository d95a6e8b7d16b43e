import API
import Foundation
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Files that are looked through before they are read: items, and hand-outs that a scanner kept.
enum ImportPage {
    static let all = [
        Route.page(.get, Kind.items.path, .role(.coordinator)) { try await show($0, .items) },
        Route.page(.post, Kind.items.path, .role(.coordinator)) { try await send($0, .items) },
        Route.page(.get, Kind.scans.path, .role(.volunteer)) { try await show($0, .scans) },
        Route.page(.post, Kind.scans.path, .role(.volunteer)) { try await send($0, .scans) },
    ]

    /// What a file is of.
    enum Kind: String, Sendable {
        case items, scans

        var path: String { "/\(rawValue)/import" }
    }

    private struct Model: Sendable {
        let action: String
        let tell: String
        let columns: String
        let isOfScans: Bool
        /// Whether a file is not there any more.
        let isGone: Bool
        let report: ImportReport?
    }

    private static func show(_ request: WebRequest, _ kind: Kind) async throws -> Response {
        let (page, _) = try await request.read { _ in }
        let localizer = page.localizer
        let id: EntryID? = page.query("file").flatMap { EntryID($0) }
        let draft = id.flatMap { page.hub.fileDrafts.find($0, of: page.owner, now: page.now) }
        let report = draft.flatMap { draft in id.flatMap { ImportReport(draft, $0, kind, page) } }
        let model = Model(
            action: kind.path, tell: localizer.text("files.\(kind)Tell"),
            columns: localizer.text("files.\(kind)Columns"), isOfScans: kind == .scans,
            isGone: page.query("file") != nil && report == nil, report: report)
        return try await page.render(
            "file-import", title: localizer.text("files.\(kind)Title"), model)
    }

    /// A file that is to be looked through, or one that was and is to be read.
    private static func send(_ request: WebRequest, _ kind: Kind) async throws -> Response {
        guard request.http.headers[.contentType]?.hasPrefix("multipart/") == true else {
            return try await take(try await PageForm(request.http), request, kind)
        }
        let upload = try await PageUpload(request, limit: TextFile.limit + 64 * 1024)
        let data = upload.file ?? upload.form["text"].map { Data($0.utf8) } ?? Data()
        let id =
            switch kind {
            case .items: try await request.hub.draft(items: data, by: request.owner)
            case .scans:
                try await request.hub.draft(
                    scans: data, batch: upload.form["batch"], by: request.owner)
            }
        return request.see(kind.path, ["file": id.description])
    }

    /// Where lines cannot be taken, the others are only where the form says that those are left out.
    private static func take(
        _ form: PageForm, _ request: WebRequest, _ kind: Kind
    ) async throws -> Response {
        let text = try form.required("file")
        let id: EntryID = try InputParsing.id(text)
        let draft = request.hub.fileDrafts.find(id, of: request.owner, now: request.now)
        if draft?.outcome == nil, draft?.preview.refused ?? 0 > 0, form["leave"] == nil {
            return request.see(kind.path, ["file": text, "ask": "leave"])
        }
        try await request.hub.take(draft: id, by: request.owner)
        return request.see(kind.path, ["file": text])
    }
}

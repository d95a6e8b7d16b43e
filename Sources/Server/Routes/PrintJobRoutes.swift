import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Rendering
import Spool
import Stock
import Storage

enum PrintJobRoutes {
    static let all = [
        Route(.post, "/api/v1/print-jobs", .role(.volunteer), submit),
        Route(.get, "/api/v1/print-jobs", .role(.viewer), list),
        Route(.get, "/api/v1/print-jobs/{id}", .role(.viewer), show),
        Route(.post, "/api/v1/print-jobs/{id}/cancellation", .role(.volunteer), cancel),
        Route(.post, "/api/v1/print-jobs/{id}/confirmation", .role(.volunteer), confirm),
        Route(.get, "/api/v1/print-jobs/{id}/picture", .role(.viewer), picture),
    ]

    private struct JobRequest: Decodable {
        let id: String
        let printer: String
        let layout: String?
        let copies: Int?
        let code: String?
        let fields: [String: String]?
    }

    @Sendable private static func submit(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        let wanted = try await request.json(JobRequest.self)
        let id: PrintJobID = try Names.id(wanted.id)
        let label = try await hub.label(
            layout: wanted.layout, code: wanted.code, fields: wanted.fields ?? [:],
            copies: wanted.copies ?? 1)
        let (job, isReplay) = try await hub.spool.submit(id, to: wanted.printer, label)
        return Response(status: isReplay ? .ok : .created, json: JobJSON(job))
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...1_000)
        return Response(
            json: try await hub.store.read { try $0.recentJobs(limit: limit) }.map { JobJSON($0) })
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        let id: PrintJobID = try context.id()
        guard let job = try await hub.store.read({ try $0.job(id) }) else {
            throw StorageFault.jobNotFound(id.description)
        }
        return Response(json: JobJSON(job))
    }

    @Sendable private static func cancel(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        Response(json: JobJSON(try await hub.spool.cancel(try context.id())))
    }

    private struct Confirmation: Decodable {
        let cameOut: Bool
    }

    /// A person looked: the labels of an unknown job came out, or did not.
    @Sendable private static func confirm(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        let cameOut = try await request.json(Confirmation.self).cameOut
        return Response(
            json: JobJSON(try await hub.spool.confirm(try context.id(), cameOut: cameOut)))
    }

    @Sendable private static func picture(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        let id: PrintJobID = try context.id()
        guard let png = try await picture(of: id, hub) else {
            throw StorageFault.jobNotFound(id.description)
        }
        return Response(
            status: .ok, headers: [.contentType: "image/png"],
            body: .init(byteBuffer: ByteBuffer(bytes: png)))
    }
}

extension PrintJobRoutes {
    /// What a printer of pictures kept; for another printer the same label drawn again.
    fileprivate static func picture(of id: PrintJobID, _ hub: HubServices) async throws -> [UInt8]?
    {
        if let file = hub.spool.picture(of: id) { return Array(try Data(contentsOf: file)) }
        guard let job = try await hub.store.read({ try $0.job(id) }),
            let printer = try await hub.store.read({ try $0.printer(job.printer) }),
            !printer.printsToPictures
        else { return nil }
        return try await hub.spool.drawnPicture(of: job)
    }
}

/// A print job, as the API and the feed give it.
struct JobJSON: Encodable {
    let id: String
    let number: Int64
    let printer: String
    let layout: String
    let copies: Int
    let code: String?
    /// queued, printing, printed, unknown, failed or cancelled.
    let state: String
    /// Why it waits or ended; a word of docs/reference/printers.md.
    let reason: String?
    let bytesSent: Int

    init(_ job: PrintJobRecord) {
        (id, number, printer) = (job.id.description, job.number, job.printer)
        (layout, copies, code) = (job.request.layout, job.request.copies, job.request.code)
        (state, reason, bytesSent) = (job.state, job.reason, job.bytesSent)
    }
}

extension HubServices {
    /// What a print job prints.
    ///
    /// What a code's label says is read now, and stays so for this job; `fields` take the place of
    /// it.
    ///
    /// - Throws: `label_code_unknown`.
    func label(layout: String?, code: String?, fields: [String: String], copies: Int) async throws
        -> PrintRequest
    {
        guard let code, !code.isEmpty else {
            var standard = ["name": "Larder", "detail": version]
            if layout == "badge" { standard = ["hub": try await labelWords().hub] }
            return PrintRequest(
                layout: layout ?? "test", code: nil, fields: standard.merging(fields) { $1 },
                copies: copies)
        }
        let (key, content) = try await labelContent(of: code)
        let layout = layout ?? content.layout
        return PrintRequest(
            layout: layout, code: key,
            fields: content.fields(for: layout).merging(fields) { $1 }, copies: copies)
    }
}

package import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import NIOCore
import Printing
package import Rendering
import Spool
import Stock
package import Storage

package enum PrintJobRoutes {
    package static let all = [
        Route(.post, "/api/v1/print-jobs", .role(.volunteer), submit),
        Route(.get, "/api/v1/print-jobs", .role(.viewer), list),
        Route(.get, "/api/v1/print-jobs/{id}", .role(.viewer), show),
        Route(.post, "/api/v1/print-jobs/{id}/cancellation", .role(.volunteer), cancel),
        Route(.post, "/api/v1/print-jobs/{id}/confirmation", .role(.volunteer), confirm),
        Route(.post, "/api/v1/print-jobs/{id}/reprint", .role(.volunteer), reprint),
        Route(.get, "/api/v1/print-jobs/{id}/picture", .role(.viewer), picture),
    ]

    @Sendable private static func submit(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PrintJobRequest.self)
        let id: PrintJobID = try InputParsing.id(wanted.id)
        let order = LabelOrder(
            layout: wanted.layout, code: wanted.code, fields: wanted.fields ?? [:],
            copies: wanted.copies ?? 1)
        let (job, notes, isReplay) = try await hub.print(id, order, to: wanted.printer)
        return Response(
            status: isReplay ? .ok : .created, json: PrintJobResponse(job, notes: notes))
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...1_000)
        let before = try request.number(after: .printJobs) ?? .max
        let filter = PrintJobFilter(
            states: try states(request.text("state")), printer: request.text("printer"),
            batch: try request.text("batch").map { try InputParsing.id($0) })
        let jobs = try await hub.read { queries in
            try queries.jobs(filter, before: before, limit: limit)
        }
        return Response(
            page: jobs.map { PrintJobResponse($0) }, limit: limit, request: request,
            next: jobs.last.map { Cursor(.printJobs, [String($0.number)]) })
    }

    /// States with a comma between them; none where nothing is asked for.
    ///
    /// - Throws: `query_unreadable` for a word that is none.
    private static func states(_ text: String?) throws -> Set<JobState> {
        let words = text?.split(separator: ",") ?? []
        return Set(
            try words.map { word in
                guard let state = JobState(rawValue: String(word)) else {
                    throw Problem.stateUnknown(word)
                }
                return state
            })
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: PrintJobID = try context.id()
        guard let job = try await hub.read({ try $0.job(id) }) else {
            throw StorageFault.jobNotFound(id.description)
        }
        return Response(json: PrintJobResponse(job))
    }

    @Sendable private static func cancel(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: PrintJobID = try context.id()
        return Response(json: PrintJobResponse(try await hub.cancel(id)))
    }

    /// A person looked at the labels that are in doubt.
    @Sendable private static func confirm(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let seen = try await request.json(PrintJobConfirmationRequest.self)
        let sighting: Sighting
        switch (seen.labelsOut, seen.cameOut) {
        case (let label?, _): sighting = .upTo(label)
        case (nil, true?): sighting = .all
        case (nil, false?): sighting = .none
        case (nil, nil):
            throw Problem.sightingMissing
        }
        let job = try await hub.confirm(
            try context.id(), sighting, labelsSent: seen.labelsSent)
        return Response(json: PrintJobResponse(job))
    }

    /// The same labels once more, as a job that points at the first.
    @Sendable private static func reprint(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PrintJobReprintRequest.self)
        let id: PrintJobID = try context.id()
        let (job, isReplay) = try await hub.reprint(
            id, as: try InputParsing.id(wanted.id), on: wanted.printer,
            copies: wanted.copies)
        return Response(status: isReplay ? .ok : .created, json: PrintJobResponse(job))
    }

    @Sendable private static func picture(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(file: try await hub.picture(of: try context.id()), kind: "image/png")
    }
}

extension PrintJobResponse {
    /// `notes` only where it was asked for just now.
    package init(_ job: PrintJobRecord, notes: [Rendering.Note]? = nil) {
        self.init(
            id: job.id.description, number: job.number, printer: job.printer,
            layout: job.request.layout, copies: job.request.copies, code: job.request.code,
            state: Word(like: job.state), reason: job.reason?.word, labelsOut: job.labelsOut,
            labelsSent: job.labelsSent, bytesSent: job.bytesSent, batch: job.batch?.description,
            reprintOf: job.reprintOf?.description, notes: notes.map { $0.map { LabelNote($0) } })
    }
}

extension PrintJobResponse.LabelNote {
    init(_ note: Rendering.Note) {
        switch note {
        case .textCut(let field): self.init(kind: .textCut, field: field)
        case .charactersMissing(let field, let characters):
            self.init(kind: .charactersMissing, field: field, what: characters)
        case .iconsLeftOut(let field, let names):
            self.init(kind: .iconsLeftOut, field: field, what: names)
        case .fieldNotOnLayout(let field): self.init(kind: .fieldNotOnLayout, field: field)
        }
    }
}

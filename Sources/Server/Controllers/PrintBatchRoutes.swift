import API
import Hub
import Hummingbird
import Printing
import Rendering
import Spool
import Stock
import Storage

package enum PrintBatchRoutes {
    package static let all = [
        Route(.post, "/api/v1/print-batches", .role(.volunteer), submit),
        Route(.get, "/api/v1/print-batches/{id}", .role(.viewer), show),
        Route(.post, "/api/v1/print-batches/{id}/cancellation", .role(.volunteer), cancel),
        Route(.post, "/api/v1/print-batches/{id}/confirmation", .role(.volunteer), confirm),
        Route(.post, "/api/v1/print-batches/{id}/reprint", .role(.volunteer), reprint),
    ]

    @Sendable private static func submit(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PrintBatchRequest.self, limit: PrintBatchRequest.limit)
        let id: PrintBatchID = try InputParsing.id(wanted.id)
        let orders = wanted.labels.map {
            LabelOrder(
                layout: $0.layout ?? wanted.layout, code: $0.code, fields: $0.fields ?? [:],
                copies: $0.copies ?? 1)
        }
        let (status, notes, isReplay) = try await hub.print(id, orders, to: wanted.printer)
        return Response(
            status: isReplay ? .ok : .created, json: PrintBatchResponse(status, notes: notes))
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: PrintBatchResponse(try await hub.batch(try context.id())))
    }

    @Sendable private static func cancel(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: PrintBatchID = try context.id()
        return Response(json: PrintBatchResponse(try await hub.cancel(id)))
    }

    /// A person looked at the labels that are in doubt; nothing said is that all came out.
    @Sendable private static func confirm(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: PrintBatchID = try context.id()
        let body = try await request.body(limit: PrintBatchRequest.limit)
        let seen =
            body.readableBytes == 0
            ? BatchSighting()
            : try JSONText.read(PrintBatchConfirmationRequest.self, body).sighting()
        return Response(json: PrintBatchResponse(try await hub.confirm(id, seen)))
    }

    /// What failed once more, as a batch whose jobs point at the first.
    @Sendable private static func reprint(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PrintBatchReprintRequest.self)
        let id: PrintBatchID = try context.id()
        let (status, isReplay) = try await hub.reprint(
            id, as: try InputParsing.id(wanted.id), on: wanted.printer)
        return Response(status: isReplay ? .ok : .created, json: PrintBatchResponse(status))
    }
}

extension PrintBatchConfirmationRequest {
    fileprivate func sighting() throws -> BatchSighting {
        let missing: Set<PrintJobID> = try InputParsing.ids(self.missing ?? [])
        return BatchSighting(
            seen: try seen.map { try InputParsing.ids($0) },
            missing: cameOut == false ? .all : .jobs(missing))
    }
}

extension PrintBatchResponse {
    /// With the notes, where it was asked for just now.
    fileprivate init(_ status: PrintBatchStatus, notes: NoteTally = NoteTally()) {
        let (batch, progress) = (status.batch, status.progress)
        self.init(
            id: batch.id.description, printer: batch.printer, labels: batch.labels,
            labelsDone: batch.labels - progress.labelsLeft, labelsOut: progress.labelsOut,
            jobs: Dictionary(
                uniqueKeysWithValues: progress.jobs.map { (Word(like: $0.key), $0.value) }),
            secondsLeft: status.live?.timeLeft(for: progress.labelsLeft).map {
                Int($0.components.seconds)
            }, notes: notes.lines.isEmpty ? nil : notes.lines.map { NoteOfLabels($0) })
    }
}

extension NoteOfLabels {
    init(_ line: NoteTally.Line) {
        let note = PrintJobResponse.LabelNote(line.note)
        self.init(
            kind: note.kind, field: note.field, what: note.what, first: line.first,
            labels: line.labels)
    }
}

import Hummingbird
import Printing
import Spool
import Stock
import Storage

/// How each printer is, what it prints, and what to do where something stands in its way.
enum PrintersPage {
    static let all = [
        Route.page(.get, "/printers", .role(.viewer), show),
        Route.page(.post, "/printers", .role(.volunteer), act),
    ]

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let (printers, jobs) = try await visit.hub.store.read { queries in
            (try queries.printers(), try queries.recentJobs(limit: 200))
        }
        var models: [PrinterModel] = []
        for printer in printers {
            let live = try await visit.hub.spool.live(printer.name)
            let own = jobs.filter { $0.printer == printer.name }
            models.append(PrinterModel(printer, live, own, visit))
        }
        let model = PrintersModel(mayAdd: visit.may(.coordinator), printers: models)
        return try await visit.page("printers", title: visit.speech.say("printers.title"), model)
    }

    @Sendable private static func act(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        switch form["do"] {
        case "again": return try await again(form, visit)
        case "cancel":
            try await visit.hub.spool.cancel(try job(form))
            return visit.see("/printers", told: .cancelled)
        case "came-out":
            try await visit.hub.spool.confirm(try job(form), .all)
            return visit.see("/printers", told: .cameOut)
        case "test":
            let id: PrintJobID = try Names.id(try form.required("id"))
            let label = try await visit.hub.label(layout: "test", code: nil, fields: [:], copies: 1)
            try await visit.hub.spool.submit(id, to: try form.required("printer"), label)
            return visit.see("/printers", told: .queued, about: id.description)
        default: throw Problem(.unprocessableContent, .fieldUnreadable, "The field do is missing.")
        }
    }

    /// The same labels once more, as a job of their own.
    private static func again(_ form: PageForm, _ visit: Visit) async throws -> Response {
        let id: PrintJobID = try Names.id(try form.required("id"))
        try await visit.hub.spool.reprint(try job(form), as: id)
        return visit.see("/printers", told: .again, about: id.description)
    }

    private static func job(_ form: PageForm) throws -> PrintJobID {
        try Names.id(try form.required("job"))
    }
}

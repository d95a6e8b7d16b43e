import API
import Hub
import Hummingbird
import Localization
import Printing
import Server
import Stock
import Storage

/// How each printer is, what it prints, and what to do where something stands in its way.
enum PrintersPage {
    static let all = [
        Route.page(.get, "/printers", .role(.viewer), show),
        Route.page(.post, "/printers", .role(.volunteer), act),
    ]

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (page, (queues, jobs)) = try await request.read { queries in
            (try queries.printerQueues(), try queries.recentJobs(limit: 200))
        }
        let printers = await page.hub.live(queues, areLooked: true).map { known in
            PrinterModel(known, jobs.filter { $0.printer == known.printer.name }, page)
        }
        let model = PrintersModel(mayAdd: page.may(.coordinator), printers: printers)
        return try await page.render(
            "printers", title: page.localizer.text("printers.title"), model)
    }

    @Sendable private static func act(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        switch form["do"] {
        case "again": return try await again(form, page)
        case "cancel":
            try await page.hub.cancel(try job(form))
            return page.see("/printers", told: .cancelled)
        case "came-out":
            try await page.hub.confirm(try job(form), .all)
            return page.see("/printers", told: .cameOut)
        case "test":
            let id: PrintJobID = try InputParsing.id(try form.required("id"))
            try await page.hub.print(
                id, LabelOrder(layout: "test"), to: try form.required("printer"))
            return page.see("/printers", told: .queued, about: id.description)
        default: throw Problem.fieldMissing("do")
        }
    }

    /// The same labels once more, as a job of their own.
    private static func again(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let id: PrintJobID = try InputParsing.id(try form.required("id"))
        try await page.hub.reprint(try job(form), as: id)
        return page.see("/printers", told: .again, about: id.description)
    }

    private static func job(_ form: PageForm) throws -> PrintJobID {
        try InputParsing.id(try form.required("job"))
    }
}

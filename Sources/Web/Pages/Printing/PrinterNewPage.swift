import API
import HTTPTypes
import Hub
import Hummingbird
import Localization
import Printing
import Server
import Spool
import Storage

/// Adding a printer in three taps: the printer, its paper, and it prints a test label.
enum PrinterNewPage {
    static let all = [
        Route.page(.get, "/printers/new", .role(.coordinator), show),
        Route.page(.post, "/printers/new", .role(.coordinator), add),
        Route.page(.post, "/printers/new/trials", .role(.coordinator), tryLanguages),
    ]

    /// The port that label printers listen on.
    private static let rawPort = 9_100

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        guard let asked = request.query("device") else {
            let page = try await request.read { _ in }.page
            let model = PrintersFoundModel(await page.hub.findPrinters(), page)
            return try await page.render("printers-found", title: title(page), model)
        }
        let device = asked == "tcp:" ? try network(request.query("host") ?? "") : asked
        let (page, taken) = try await request.read { try $0.printers().map(\.name) }
        let wanted = await page.hub.candidate(
            device, language: page.query("language"), beside: taken)
        let tried = page.query("tried")
        let papers = tried == nil ? await page.hub.papers(for: wanted) : nil
        let model = PrinterNewModel(wanted, papers: papers, tried: tried, page)
        return try await page.render("printer-new", title: title(page), model)
    }

    private static func title(_ page: PageRequest) -> String {
        page.localizer.text("printers.add")
    }

    @Sendable private static func add(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        var printer = try NewPrinter(
            name: try form.required("name"), device: try form.required("device"),
            language: form["language"], media: form["media"],
            dpi: try form.number("dpi").map { Int($0) })
        printer.decidedByTestLabel = form["tried"] != nil
        let test: PrintJobID? = try form["id"].map { try InputParsing.id($0) }
        try await page.hub.add(
            printer, printing: test, isOwner: page.context.comesFromOwner)
        return page.see("/printers", told: .printerAdded, about: printer.name)
    }

    /// Sends a numbered label in each language, and asks which one came out right.
    @Sendable private static func tryLanguages(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let media = try form.required("media")
        let (device, trials) = try await page.hub.printTrials(
            on: try form.required("device"), media: media,
            dpi: try form.number("dpi").map { Int($0) } ?? Resolution.dpi203.dpi,
            isOwner: page.context.comesFromOwner)
        let stopped = trials.first { $0.sent == 0 }?.reason
        return page.see(
            "/printers/new",
            [
                "device": device, "tried": media, "trouble": stopped?.rawValue ?? "",
                "dpi": form["dpi"] ?? "",
            ])
    }

    /// - Throws: `printer_unusable` where it names no host.
    private static func network(_ host: String) throws -> String {
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else {
            throw Problem.hostUnreadable
        }
        return host.contains(":") ? "tcp:\(host)" : "tcp:\(host):\(rawPort)"
    }
}

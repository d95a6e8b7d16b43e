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

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let title = page.localizer.text("printers.add")
        guard let asked = page.query("device") else {
            let model = PrintersFoundModel(await page.hub.findPrinters(), page)
            return try await page.render("printers-found", title: title, model)
        }
        let device = asked == "tcp:" ? try network(page.query("host") ?? "") : asked
        let wanted = try await page.hub.candidate(device, language: page.query("language"))
        let tried = page.query("tried")
        let papers = tried == nil ? await page.hub.papers(for: wanted) : nil
        let model = PrinterNewModel(wanted, papers: papers, tried: tried, page)
        return try await page.render("printer-new", title: title, model)
    }

    @Sendable private static func add(_ page: PageRequest) async throws -> Response {
        let form = try await PageForm(page.request)
        var printer = NewPrinter(
            name: try InputParsing.text(try form.required("name"), "name", 1...60),
            device: try form.required("device"),
            language: form["language"] ?? NewPrinter.auto, media: form["media"] ?? "50x30",
            dpi: try form.number("dpi").map { Int($0) })
        printer.decidedByTestLabel = form["tried"] != nil
        let added = try await page.hub.add(printer)
        if let text = form["id"] {
            try await page.hub.print(
                try InputParsing.id(text), LabelOrder(layout: "test"), to: added.name)
        }
        return page.see("/printers", told: .printerAdded, about: added.name)
    }

    /// Sends a numbered label in each language, and asks which one came out right.
    @Sendable private static func tryLanguages(_ page: PageRequest) async throws -> Response {
        let form = try await PageForm(page.request)
        let (device, media) = (try form.required("device"), try form.required("media"))
        let trials = try await page.hub.printTrials(
            on: device, media: media, dpi: Int(try form.number("dpi") ?? 203))
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
            throw Problem(
                .printerUnusable,
                "A network printer has an address such as 192.168.1.50.")
        }
        return host.contains(":") ? "tcp:\(host)" : "tcp:\(host):\(rawPort)"
    }
}

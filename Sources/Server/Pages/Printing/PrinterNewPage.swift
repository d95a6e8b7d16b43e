import Hummingbird
import Printing
import Rendering
import Spool
import Storage

/// Adding a printer that is plugged in or stands on the network.
enum PrinterNewPage {
    static let all = [
        Route.page(.get, "/printers/new", .role(.coordinator), show),
        Route.page(.post, "/printers/new", .role(.coordinator), add),
    ]

    private struct Model: Sendable {
        struct Found: Sendable {
            let device: String
            let deviceName: String
            let detail: String
            let chosen: Bool
        }

        struct Language: Sendable {
            let language: String
            let languageName: String
        }

        struct Paper: Sendable {
            let mediaId: String
            let mediaName: String
            let chosen: Bool
        }

        let found: [Found]
        let anyFound: Bool
        let suggestedName: String
        let languages: [Language]
        let media: [Paper]
    }

    /// Printer languages a person can name, and what they are called on a printer's box.
    private static let languages = [
        ("zpl", "ZPL (Zebra)"), ("tspl", "TSPL (TSC)"), ("escpos", "ESC/POS"),
    ]
    /// The port that label printers listen on.
    private static let rawPort = 9_100

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let found = await visit.hub.findPrinters()
        let devices = found.enumerated().map { index, printer in
            Model.Found(
                device: printer.device, deviceName: name(printer),
                detail: detail(printer, visit.speech), chosen: index == 0)
        }
        let model = Model(
            found: devices, anyFound: !found.isEmpty, suggestedName: found.first.map(name) ?? "",
            languages: languages.map { .init(language: $0.0, languageName: $0.1) },
            media: visit.hub.catalogue.media.map {
                .init(
                    mediaId: $0.name, mediaName: PrinterWords.size($0.name),
                    chosen: $0.name == "50x30")
            })
        return try await visit.page("printer-new", title: visit.speech.say("printers.add"), model)
    }

    @Sendable private static func add(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        let chosen = try form.required("device")
        let printer = NewPrinter(
            name: try Names.text(try form.required("name"), "name", 1...60),
            device: chosen == "tcp:" ? try network(form["host"] ?? "") : chosen,
            language: form["language"] ?? NewPrinter.auto, media: form["media"] ?? "50x30",
            dpi: try form.number("dpi").map { Int($0) })
        let added = try await visit.hub.add(printer)
        return visit.see("/printers", told: .printerAdded, about: added.name)
    }

    /// - Throws: `printer_unusable` where it names no host.
    private static func network(_ host: String) throws -> String {
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else {
            throw Problem(
                .unprocessableContent, .printerUnusable,
                "A network printer has an address such as 192.168.1.50.")
        }
        return host.contains(":") ? "tcp:\(host)" : "tcp:\(host):\(rawPort)"
    }

    private static func name(_ printer: FoundPrinter) -> String {
        let name = [printer.maker, printer.model].compactMap { $0 }.joined(separator: " ")
        return name.isEmpty ? printer.device : name
    }

    private static func detail(_ printer: FoundPrinter, _ speech: Speech) -> String {
        let trouble = printer.reason.map { PrinterWords.trouble($0, speech) }
        let languages = printer.languages.map { $0.uppercased() }.joined(separator: ", ")
        return [trouble, languages.isEmpty ? nil : languages].compactMap { $0 }.joined(
            separator: " ")
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Spool
import Stock
import Storage

enum PrinterRoutes {
    static let all = [
        Route(.get, "/api/v1/printers", .role(.viewer), list),
        Route(.post, "/api/v1/printers", .role(.coordinator), add),
        Route(.get, "/api/v1/printers/{name}", .role(.viewer), show),
        Route(.delete, "/api/v1/printers/{name}", .role(.coordinator), remove),
        Route(.get, "/api/v1/devices/printers", .role(.coordinator), found),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        var printers: [PrinterJSON] = []
        for printer in try await hub.store.read({ try $0.printers() }) {
            printers.append(PrinterJSON(printer, live: try await hub.spool.live(printer.name)))
        }
        return Response(json: printers)
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        try await known(context.text("name"), hub, status: .ok)
    }

    private struct PrinterRequest: Decodable {
        let name: String
        let device: String
        let language: String?
        let media: String?
        let dpi: Int?
    }

    @Sendable private static func add(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        let wanted = try await request.json(PrinterRequest.self)
        let printer = PrinterRecord(
            name: try Names.text(wanted.name, "name", 1...60), device: wanted.device,
            language: wanted.language ?? "auto", media: wanted.media ?? "50x30",
            dpi: wanted.dpi ?? 203)
        return try await known(try await hub.add(printer), hub, status: .created)
    }

    @Sendable private static func remove(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        try await hub.spool.remove(context.text("name"))
        return Response(status: .noContent)
    }

    /// Printers that are plugged in, configured or not.
    @Sendable private static func found(
        _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async throws -> Response {
        Response(json: await hub.findPrinters())
    }

    private static func known(_ name: String, _ hub: HubServices, status: HTTPResponse.Status)
        async throws -> Response
    {
        guard let printer = try await hub.store.read({ try $0.printer(name) }) else {
            throw StorageFault.printerNotFound(name)
        }
        return Response(
            status: status, json: PrinterJSON(printer, live: try await hub.spool.live(name)))
    }

    private struct PrinterJSON: Encodable {
        struct Status: Encodable {
            /// What stands in its way; a word of docs/reference/printers.md.
            let reason: String?
            let busy: Bool
            let waiting: Int
            let lastSeen: String?
        }

        let name: String
        let device: String
        let language: String
        let media: String
        let dpi: Int
        let status: Status

        init(_ printer: PrinterRecord, live: PrinterLive) {
            (name, device, language) = (printer.name, printer.device, printer.language)
            (media, dpi) = (printer.media, printer.dpi)
            status = Status(
                reason: live.reason, busy: live.busy, waiting: live.waiting,
                lastSeen: live.lastSeen?.description)
        }
    }
}

extension HubServices {
    /// Adds a printer; a language of `auto` is what the device says it speaks.
    ///
    /// - Returns: Its name.
    /// - Throws: `language_not_told`, and what the spool refuses.
    func add(_ wanted: PrinterRecord) async throws -> String {
        var printer = wanted
        if printer.language == "auto" {
            let devices = await findPrinters().filter {
                printer.device == "usb:" || $0.device == printer.device
            }
            guard let language = devices.first?.languages.first else {
                throw Problem(
                    .unprocessableContent, .languageNotTold,
                    "The printer does not say which language it speaks. Name it: zpl, tspl or escpos."
                )
            }
            printer.language = language
        }
        try await spool.add(printer)
        return printer.name
    }
}

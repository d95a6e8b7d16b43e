import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Printing
import Spool
import Storage

package enum PrinterRoutes {
    package static let all = [
        Route(.get, "/api/v1/printers", .role(.viewer), list),
        Route(.post, "/api/v1/printers", .role(.coordinator), add),
        Route(.get, "/api/v1/printers/{name}", .role(.viewer), show),
        Route(.patch, "/api/v1/printers/{name}", .role(.coordinator), change),
        Route(.delete, "/api/v1/printers/{name}", .role(.coordinator), remove),
        Route(.post, "/api/v1/printers/{name}/calibrations", .role(.coordinator), calibrate),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        var printers: [PrinterJSON] = []
        for printer in try await hub.read({ try $0.printers() }) {
            printers.append(try await json(printer, hub))
        }
        return Response(json: printers)
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: try await json(try await hub.printer(context.text("name")), hub))
    }

    private struct PrinterRequest: Decodable {
        let name: String
        let device: String
        let language: String?
        let media: String?
        let dpi: Int?
        let head: Int?
        let options: OptionsChange?
    }

    @Sendable private static func add(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PrinterRequest.self)
        var new = NewPrinter(
            name: try InputParsing.text(wanted.name, "name", 1...60), device: wanted.device,
            language: wanted.language ?? NewPrinter.auto, media: wanted.media ?? "50x30",
            dpi: wanted.dpi, head: wanted.head)
        wanted.options?.apply(to: &new.options)
        let printer = try await hub.add(new)
        return Response(status: .created, json: try await json(printer, hub))
    }

    @Sendable private static func change(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let change = try await request.json(PrinterChange.self)
        let printer = try await hub.spool.change(context.text("name")) { change.apply(to: &$0) }
        return Response(json: try await json(printer, hub))
    }

    @Sendable private static func remove(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.spool.remove(context.text("name"))
        return Response(status: .noContent)
    }

    private struct ReadingRequest: Decodable {
        let left: Double?
        let right: Double?
        let top: Double?
        let bottom: Double?
    }

    /// Moves the picture by what a person read off a calibration label.
    @Sendable private static func calibrate(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let seen = try await request.json(ReadingRequest.self)
        let reading = try CalibrationReading(
            millimetres: (seen.left, seen.right, seen.top, seen.bottom))
        let printer = try await hub.calibrate(context.text("name"), by: reading)
        return Response(json: try await json(printer, hub))
    }

    private static func json(_ printer: PrinterRecord, _ hub: Hub) async throws
        -> PrinterJSON
    {
        PrinterJSON(
            printer, live: try await hub.spool.snapshot(of: printer.name),
            ranges: try? hub.spool.ranges(of: printer))
    }
}

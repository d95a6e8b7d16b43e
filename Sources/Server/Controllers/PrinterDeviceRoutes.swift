import API
import Hub
import Hummingbird
import Printing
import Spool
import Storage

/// Printers that are plugged in, configured or not.
package enum PrinterDeviceRoutes {
    package static let all = [
        Route(.get, "/api/v1/devices/printers", .role(.coordinator), found),
        Route(.get, "/api/v1/printer-list", .role(.coordinator), list),
        Route(.post, "/api/v1/devices/printers/trials", .role(.coordinator), print),
    ]

    @Sendable private static func found(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: await hub.findPrinters())
    }

    /// What is plugged in beside what is configured.
    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        async let found = hub.findPrinters()
        let configured = try await hub.printers().map { PrinterResponse($0) }
        return Response(json: PrinterListResponse(usb: await found, configured: configured))
    }

    /// One label in each language, sent one after another: only one comes out right.
    @Sendable private static func print(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(TrialRequest.self)
        let (device, trials) = try await hub.printTrials(
            on: wanted.device, media: wanted.media ?? Media.usual,
            dpi: wanted.dpi ?? Resolution.dpi203.dpi, isOwner: context.comesFromOwner)
        return Response(
            json: trials.map {
                TrialResponse(
                    device: device, number: $0.number, language: $0.language, bytesSent: $0.sent,
                    reason: $0.reason?.rawValue)
            })
    }
}

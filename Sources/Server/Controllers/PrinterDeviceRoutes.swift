import Hub
import Hummingbird
import Printing
import Spool
import Storage

/// Printers that are plugged in, configured or not.
package enum PrinterDeviceRoutes {
    package static let all = [
        Route(.get, "/api/v1/devices/printers", .role(.coordinator), found),
        Route(.post, "/api/v1/devices/printers/trials", .role(.coordinator), print),
    ]

    @Sendable private static func found(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: await hub.findPrinters())
    }

    private struct TrialRequest: Decodable {
        let device: String
        let media: String?
        let dpi: Int?
    }

    /// One label in each language, sent one after another: only one comes out right.
    @Sendable private static func print(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(TrialRequest.self)
        let trials = try await hub.printTrials(
            on: wanted.device, media: wanted.media ?? "50x30", dpi: wanted.dpi ?? 203)
        return Response(json: trials.map { TrialJSON($0) })
    }

    private struct TrialJSON: Encodable {
        /// What stands on the label in large type.
        let number: Int
        let language: String
        let bytesSent: Int
        /// What stood in the way; a word of docs/reference/printers.md.
        let reason: String?

        init(_ trial: LanguageTrial) {
            (number, language) = (trial.number, trial.language)
            (bytesSent, reason) = (trial.sent, trial.reason?.rawValue)
        }
    }
}

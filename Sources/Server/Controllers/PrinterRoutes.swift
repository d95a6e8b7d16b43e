import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Printing
import Spool
import Stock
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
        Response(json: try await hub.printers().map { PrinterResponse($0) })
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(json: PrinterResponse(try await hub.printer(context.text("name"))))
    }

    @Sendable private static func add(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(PrinterRequest.self).printer()
        let (printer, isReplay) = try await hub.add(wanted, isOwner: context.comesFromOwner)
        return Response(status: isReplay ? .ok : .created, json: PrinterResponse(printer))
    }

    @Sendable private static func change(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let patch = try await request.json(PrinterChangeRequest.self).patch()
        let printer = try await hub.change(
            printer: context.text("name"), by: patch, isOwner: context.comesFromOwner)
        return Response(json: PrinterResponse(printer))
    }

    @Sendable private static func remove(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.remove(printer: context.text("name"))
        return Response(status: .noContent)
    }

    /// Moves the picture by what a person read off a calibration label.
    @Sendable private static func calibrate(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let seen = try await request.json(CalibrationRequest.self)
        let reading = try CalibrationReading(
            millimetres: (seen.left, seen.right, seen.top, seen.bottom))
        let printer = try await hub.calibrate(context.text("name"), by: reading)
        return Response(json: PrinterResponse(printer))
    }
}

extension PrinterResponse {
    /// A printer that cannot be opened as it is set has nothing to set.
    init(_ known: LivePrinter) {
        let (printer, setup) = (known.printer, known.printer.setup)
        self.init(
            name: printer.name, device: printer.device, language: printer.language,
            decidedBy: setup.decidedBy.map { Word(like: $0) }, media: printer.media,
            dpi: printer.dpi,
            head: setup.head, confirms: setup.confirms, options: Options(setup.options),
            ranges: Ranges(known.ranges ?? OptionRanges()), status: Status(known))
    }
}

extension PrinterResponse.Options {
    fileprivate init(_ options: PrinterOptions) {
        self.init(
            darkness: options.darkness, speed: options.speed,
            cut: options.cut.map { Word(like: $0) }, roll: options.roll.map { Word(like: $0) },
            offsetAcross: options.offsetAcross, offsetAlong: options.offsetAlong,
            rotation: options.rotation.rawValue)
    }
}

extension PrinterResponse.Ranges {
    fileprivate init(_ ranges: OptionRanges) {
        self.init(
            darkness: ranges.darkness.map { [$0.lowerBound, $0.upperBound] },
            speed: ranges.speed.map { [$0.lowerBound, $0.upperBound] }, cuts: ranges.cuts,
            rolls: ranges.rolls, confirms: ranges.confirms)
    }
}

extension PrinterResponse.Status {
    fileprivate init(_ known: LivePrinter) {
        let live = known.live
        self.init(
            reason: live.reason?.word, silent: known.isSilent,
            loaded: live.loaded.map {
                .init(
                    name: $0.name, width: $0.width, feed: $0.feed, continuous: $0.isContinuous)
            },
            busy: live.busy, paused: live.isPaused, waiting: live.waiting,
            labelsWaiting: live.labelsWaiting,
            secondsLeft: live.timeLeft(for: live.labelsWaiting).map { Int($0.components.seconds) },
            lastSeen: live.lastSeen?.description)
    }
}

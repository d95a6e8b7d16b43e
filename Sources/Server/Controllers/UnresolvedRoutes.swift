import API
import Hub
import Hummingbird
import Journal
import Stock
import Storage

package enum UnresolvedRoutes {
    package static let all = [
        Route(.get, "/api/v1/unresolved", .role(.viewer), list),
        Route(.get, "/api/v1/unresolved/{id}/resolution", .role(.viewer), show),
        Route(.post, "/api/v1/unresolved/{id}/resolution", .role(.volunteer), resolve),
    ]

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 1_000, in: 1...1_000)
        let after = try request.number(after: .unresolved) ?? 0
        let scans = try await hub.read {
            try $0.unresolved(after: after, limit: limit)
        }
        return Response(
            page: scans.map { OpenScanResponse($0, on: hub.date(of: $0.at)) }, limit: limit,
            request: request,
            next: scans.last.map { Cursor(behindOpenScan: $0.seq) })
    }

    /// What a scan of an unknown code has come to: a device learns here what was said of it elsewhere.
    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let scan: EntryID = try context.id()
        guard let answer = try await hub.outcome(ofUnknown: scan) else {
            return Response(json: DismissalResponse(id: scan.description))
        }
        return Response(json: ScanResponse(answer))
    }

    /// Says what an unknown code was: an item known by its id, or a new one.
    ///
    /// The item learns the code. With no item the scan is put down as nothing.
    @Sendable private static func resolve(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await request.answer { body in
            let scan: EntryID = try context.id()
            let wanted = try JSONText.readStrictly(ResolutionRequest.self, body)
            let id: EntryID = try InputParsing.id(wanted.id)
            let settled = try await hub.settle(
                scan, as: try wanted.meaning(), pack: wanted.pack,
                amount: wanted.quantity.map { SaidAmount($0) }, id: id
            )
            let status: HTTPResponse.Status = settled.isReplay ? .ok : .created
            guard let answer = settled.recorded?.answering(id) else {
                return Response(status: status, json: DismissalResponse(id: id.description))
            }
            var response = ScanResponse(.recorded(answer))
            if settled.lacksPack { response.warnings?.append(Word(.packMissing)) }
            return Response(status: status, json: response)
        }
    }
}

extension OpenScanResponse {
    fileprivate init(_ open: OpenScan, on day: CivilDate) {
        let scan = open.scan.scan
        self.init(
            id: open.id.description, seq: open.seq, mode: Word(scan.mode), code: scan.code,
            item: open.scan.item?.description, quantity: scan.quantity ?? 1,
            weightGrams: scan.weightGrams,
            place: scan.place?.description, station: scan.station, at: open.at.description,
            day: day.description)
    }
}

import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Journal
import NIOCore
import Stock
import Storage

package enum HealthRoutes {
    package static let all = [
        Route(.get, "/health", .open, health),
        Route(.get, "/openapi.json", .open, openAPI),
        Route(.get, "/metrics", .role(.viewer), metrics),
    ]

    @Sendable private static func health(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        health(of: hub)
    }

    /// Waits for nobody, however long others read.
    static func health(of hub: Hub) -> Response {
        let head = hub.head
        return Response(
            json: HealthResponse(
                status: .ok, hub: hub.id.description, epoch: head.epoch, epochFrom: hub.epochFrom,
                head: .init(seq: head.seq, hash: head.hash),
                journal: .init(hub),
                check: .init(hub.journalCheck), version: hub.version,
                clock: hub.clockCheck.word(now: hub.now),
                today: hub.today.description,
                timeZone: .init(name: hub.timeZone.identifier, isGuessed: hub.isTimeZoneGuessed)))
    }

    @Sendable private static func openAPI(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        guard let document else {
            throw Problem.descriptionNotFound
        }
        return document.response(to: request)
    }

    /// The hub's figures, for a program that watches it.
    @Sendable private static func metrics(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: try await hub.metricsText())))
    }

    private static let document =
        Asset.all(in: Bundle.module.bundleURL.appendingPathComponent("OpenAPI"))["openapi.json"]
}

extension HealthResponse.Journal {
    fileprivate init(_ hub: Hub) {
        guard hub.isDatabaseInPlace else {
            self = .replaced
            return
        }
        self = hub.journalLoss.map { $0.expected == nil ? .noteGone : .entriesGone } ?? .whole
    }
}

extension HealthResponse.Check {
    fileprivate init(_ record: JournalCheckRecord) {
        let state: State =
            if record.damage != nil { .damaged } else if record.ended != nil { .whole } else {
                .begun
            }
        self.init(
            state: state, entry: record.damage?.seq, endedAt: record.ended?.description)
    }
}

extension ClockCheck {
    fileprivate func word(now: Moment) -> HealthResponse.Clock {
        switch self {
        case .plausible: .plausible
        case .behind: .behind
        case .ahead: .ahead
        case .leapt(let expected): expected < now ? .ahead : .behind
        }
    }
}

package import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Journal
import NIOCore
import Stock
package import Storage

package enum ScanRoutes {
    package static let all = [
        Route(.post, "/api/v1/scans", .role(.volunteer), record),
        Route(.post, "/api/v1/scans/batch", .role(.volunteer), recordBatch),
    ]

    /// Whether a request sends one scan.
    static func isScan(_ request: Request) -> Bool {
        request.method == .post && request.uri.path == all[0].path
    }

    @Sendable private static func record(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await request.answer(limit: ScanRequest.limit) { body in
            let answer = try await hub.record(
                try read(body).input(), from: request.sender(context))
            return Response(status: answer.status, json: ScanResponse(answer))
        }
    }

    /// One scan a line in, one outcome a line out, in the same order; a bad line spoils no other.
    ///
    /// What the first lines come to decides the answer's status. The others are read, recorded and answered part by part,
    /// so that many lines take no more memory than few; where the hub can record no more, each that is left is told so.
    /// More than a device sends at once is read as files are, beside the threads that answer requests.
    @Sendable private static func recordBatch(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let (bytes, room) = try await request.file(from: context, at: hub)
        let isFile = bytes.count > Request.shortBody
        @Sendable func read<Answer: Sendable>(
            _ work: () async throws -> Answer
        ) async throws -> Answer {
            isFile ? try await hub.readFile(work) : try await work()
        }
        let sentAt = request.sentAt
        let (lines, begun, beginning) = try await read {
            let lines = try TextFile(bytes).lines().map(\.bytes)
            var begun = hub.recordBatch(of: lines.count, sentAt: sentAt)
            let first = lines.prefix(ScanBatch.partLimit)
            let beginning = answer(try await begun.record(scans(in: first)), of: first)
            return (lines, begun, beginning)
        }
        let body = ResponseBody { writer in
            var (batch, rest) = (begun, lines.dropFirst(ScanBatch.partLimit))
            var fault: (any Error)?
            try await writer.write(beginning)
            while !rest.isEmpty {
                let part = rest.prefix(ScanBatch.partLimit)
                rest = rest[part.endIndex...]
                let (before, refusal) = (batch, fault)
                let piece: ByteBuffer
                (piece, batch, fault) = try await read {
                    var batch = before
                    if let refusal { return (answer(refusal, of: part), batch, refusal) }
                    do {
                        return (
                            answer(try await batch.record(scans(in: part)), of: part), batch, nil
                        )
                    } catch { return (answer(error, of: part), batch, error) }
                }
                try await writer.write(piece)
            }
            try await writer.finish(nil)
            withExtendedLifetime(room) {}
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }

    private static func scans(in lines: ArraySlice<ArraySlice<UInt8>>) -> [Result<Scan, any Error>]
    {
        lines.map { line in
            Result {
                guard line.count <= ScanRequest.limit else {
                    throw Problem.lineTooLong(limit: ScanRequest.limit)
                }
                return try read(ByteBuffer(bytes: line)).request()
            }
        }
    }

    /// The same trouble for each line.
    private static func answer(
        _ fault: any Error, of lines: ArraySlice<ArraySlice<UInt8>>
    ) -> ByteBuffer {
        answer(lines.map { _ in .failure(fault) }, of: lines)
    }

    private static func answer(
        _ outcomes: [Result<ScanAnswer, any Error>], of lines: ArraySlice<ArraySlice<UInt8>>
    ) -> ByteBuffer {
        var answer = ByteBuffer()
        for (line, outcome) in zip(lines, outcomes) {
            switch outcome {
            case .success(let scan):
                answer.writeBytes(JSONText.bytes(ScanResponse(scan)))
            case .failure(let fault):
                let id =
                    line.count <= ScanRequest.limit
                    ? JSONText.id(in: ByteBuffer(bytes: line)) : nil
                answer.writeBytes(JSONText.bytes(Problem(fault).answering(id)))
            }
            answer.writeString("\n")
        }
        return answer
    }

    private static func read(_ text: ByteBuffer) throws -> ScanRequest {
        try JSONReader.read(ScanRequest.self, Array(text.readableBytesView))
            ?? JSONText.read(ScanRequest.self, text)
    }
}

extension ScanAnswer {
    var status: HTTPResponse.Status {
        switch self {
        case .recorded(let scan): scan.isReplay ? .ok : .created
        case .unresolved(_, _, _, _, let isReplay): isReplay ? .ok : .accepted
        case .lookedUp: .ok
        }
    }
}

extension ScanResponse {
    package init(_ answer: ScanAnswer) {
        switch answer {
        case .recorded(let scan):
            self.init(
                seq: scan.seq, id: scan.id.description, outcome: .recorded,
                item: scan.item.map { ItemResponse($0) },
                lots: scan.lots.sorted { $0.key < $1.key }.map {
                    LotQuantity(lot: $0.key.description, quantity: $0.value.value)
                },
                place: PlaceResponse(scan.place), quantity: scan.quantity.value,
                weightGrams: scan.item?.grams(of: scan.quantity.value),
                balance: scan.balance.value, warnings: scan.warnings.map { Word($0) })
        case .unresolved(let seq, let id, let label, let warnings, _):
            self.init(
                seq: seq, id: id.description, outcome: .unresolved, labelCode: label,
                warnings: warnings.map { Word($0) })
        case .lookedUp(let found):
            self.init(
                id: found.id?.description, outcome: .lookup, target: found.target,
                item: found.item.map { ItemResponse($0) },
                lots: found.lot.map { [LotQuantity(lot: $0.id.description, quantity: 0)] },
                place: found.place.map { PlaceResponse($0) },
                donation: found.donation?.description, labelCode: found.blank,
                balance: found.balance?.value)
        }
    }
}

extension LookUp {
    fileprivate var target: ScanResponse.Target {
        let known: [(ScanResponse.Target, Bool)] = [
            (.place, place != nil), (.lot, lot != nil), (.item, item != nil),
            (.donation, donation != nil), (.label, blank != nil),
        ]
        return known.first { $0.1 }?.0 ?? .unknown
    }
}

import HTTPTypes
import Hummingbird
import NIOCore
import Stock
import Storage

enum ScanRoutes {
    static let all = [
        Route(.post, "/api/v1/scans", .role(.volunteer), record),
        Route(.post, "/api/v1/scans/batch", .role(.volunteer), recordBatch),
    ]

    @Sendable private static func record(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let scan = try read(try await request.body(limit: ScanJSON.limit)).request()
        // Written in the writer's turn, so that little has to go from its thread to this one.
        let (status, text) = try await hub.store.write { ledger in
            let answer = try ledger.record(scan)
            return (answer.status, OrderedJSONEncoder.text(of: ScanAnswerJSON(answer)))
        }
        return Response(status: status, jsonText: text)
    }

    /// One scan a line in, one outcome a line out, in the same order; a bad line spoils no other.
    @Sendable private static func recordBatch(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let file = TextFile(try await request.body(limit: TextFile.limit))
        let requests = try file.lines().filter { !$0.isBlank }.map { line in
            Result { try read(ByteBuffer(substring: line)).request() }
        }
        var answer = ByteBuffer()
        for outcome in try await ScanBatch.record(requests, in: hub.store) {
            switch outcome {
            case .success(let scan):
                answer.writeBytes(OrderedJSONEncoder.text(of: ScanAnswerJSON(scan)))
            case .failure(let fault): answer.writeBytes(JSONText.bytes(Problem(fault).body))
            }
            answer.writeString("\n")
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: .init(byteBuffer: answer))
    }

    private static func read(_ text: ByteBuffer) throws -> ScanJSON {
        try ScanJSON(plain: Array(text.readableBytesView)) ?? JSONText.read(ScanJSON.self, text)
    }
}

extension ScanAnswer {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .recorded(let scan): scan.isReplay ? .ok : .created
        case .unresolved(_, _, _, let isReplay): isReplay ? .ok : .accepted
        case .lookedUp: .ok
        }
    }
}

/// Many scans at once, each with its own outcome.
enum ScanBatch {
    /// Scans that share one transaction at the most.
    private static let chunk = 256

    static func record(
        _ requests: [Result<ScanRequest, any Error>], in store: Store
    ) async throws -> [Result<ScanAnswer, any Error>] {
        var outcomes: [Result<ScanAnswer, any Error>] = []
        for start in stride(from: 0, to: requests.count, by: chunk) {
            let part = Array(requests[start..<min(start + chunk, requests.count)])
            outcomes += try await store.write { ledger in
                try part.map { request in
                    try ledger.attempt { try ledger.record(try request.get()) }
                }
            }
        }
        return outcomes
    }
}

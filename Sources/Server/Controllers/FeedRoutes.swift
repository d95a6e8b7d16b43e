import API
import HTTPTypes
import Hub
import Hummingbird
import Journal
import NIOCore
import Spool
import Stock
import Storage

package enum FeedRoutes {
    package static let all = [
        Route(.get, "/api/v1/feed", .role(.viewer), follow)
    ]

    /// Server-sent events: `movement`, `job`, `printer` and `device`, and a comment every 20 seconds so that
    /// a dead line is noticed.
    ///
    /// A listener that falls too far behind is ended, and so is one whose device is shut out; its page asks again and
    /// reads what it missed from the journal.
    @Sendable private static func follow(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        // Followed before the first byte goes: whoever reads that byte misses nothing after it.
        let events = hub.followLive()
        let device = context.identity?.credential?.id
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            for await told in events {
                guard !told.shutsOut(device) else { break }
                let text = told.form(FeedText.init).text
                if text.readableBytes > 0 { try await writer.write(text) }
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}

extension LiveEvents {
    fileprivate func shutsOut(_ device: ID<Credential>?) -> Bool {
        all.contains { event in
            if case .revoked(let id) = event { id == device } else { false }
        }
    }
}

/// Events as the live feed writes them.
private struct FeedText: Sendable {
    private(set) var text = ByteBuffer()

    init(_ events: [LiveEvent]) {
        for event in events {
            switch event {
            case .movement(let seq, let kind, let items):
                let items = items.map(\.description).sorted()
                add("movement", id: seq, MovementResponse(seq: seq, kind: kind, items: items))
            case .printing(.job(let job)): add("job", PrintJobResponse(job))
            case .printing(.printer(let name)): add("printer", ["name": name])
            case .device: add("device", [String: String]())
            case .revoked: break
            case .stillHere: text.writeString(": still here\n\n")
            }
        }
    }

    private mutating func add(_ name: String, id: Int64? = nil, _ value: some Encodable) {
        if let id { text.writeString("id: \(id)\n") }
        text.writeString("event: \(name)\ndata: ")
        text.writeBytes(JSONText.bytes(value))
        text.writeString("\n\n")
    }
}

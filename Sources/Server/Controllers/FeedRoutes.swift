import API
import Foundation
import HTTPTypes
package import Hub
import Hummingbird
import Journal
package import NIOCore
import Spool
package import Stock
package import Storage

package enum FeedRoutes {
    package static let all = [
        Route(.get, "/api/v1/feed", .role(.viewer), follow)
    ]

    /// Server-sent events: `movement`, `job`, `printer` and `device`, and a comment every 20 seconds so that
    /// a dead line is noticed.
    ///
    /// A listener that falls too far behind is ended; its page asks again and reads what it missed
    /// from the journal.
    @Sendable private static func follow(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        // Followed before the first byte goes: whoever reads that byte misses nothing after it.
        let events = FeedEvent.stream(of: hub, for: context.identity?.credential?.id)
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
            for await event in events { try await writer.write(event.text) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
    }
}

/// One event of the live feed.
package struct FeedEvent: Sendable {
    package let text: ByteBuffer

    private init(_ name: String, id: Int64? = nil, _ value: some Encodable) {
        var text = ByteBuffer()
        if let id { text.writeString("id: \(id)\n") }
        text.writeString("event: \(name)\ndata: ")
        text.writeBytes(JSONText.bytes(value))
        text.writeString("\n\n")
        self.text = text
    }

    private init(comment: String) { text = ByteBuffer(string: ": \(comment)\n\n") }

    /// Everything that happens from now on, until the store or the listener ends, the listener
    /// is 1,000 behind, or its device is shut out.
    package static func stream(
        of hub: Hub, for device: ID<Credential>? = nil
    ) -> AsyncStream<FeedEvent> {
        let (entries, prints) = (hub.follow(), hub.followPrinting())
        let revocations = hub.followRevocations()
        return AsyncStream(bufferingPolicy: .bufferingOldest(1_000)) { continuation in
            @Sendable func tell(_ event: FeedEvent) {
                if case .dropped = continuation.yield(event) { continuation.finish() }
            }
            let tasks = [
                Task {
                    for await entry in entries {
                        tell(FeedEvent("movement", id: entry.seq, MovementResponse(entry)))
                    }
                    continuation.finish()
                },
                Task {
                    for await change in prints { tell(FeedEvent(change)) }
                    // The spool stops before the servers do, and they wait for every answer to end.
                    continuation.finish()
                },
                Task {
                    for await id in revocations where id == device { continuation.finish() }
                },
                Task {
                    for await _ in hub.deviceChanges() {
                        tell(FeedEvent("device", [String: String]()))
                    }
                },
                Task {
                    while (try? await Task.sleep(for: .seconds(20))) != nil {
                        tell(FeedEvent(comment: "still here"))
                    }
                },
            ]
            continuation.onTermination = { _ in
                for task in tasks { task.cancel() }
            }
        }
    }

    private init(_ change: SpoolChange) {
        switch change {
        case .job(let job): self.init("job", PrintJobResponse(job))
        case .printer(let name): self.init("printer", ["name": name])
        }
    }
}

extension MovementResponse {
    fileprivate init(_ change: Change) {
        self.init(
            seq: change.seq, kind: change.kind,
            items: Set(change.body.lines.map(\.item.description)).sorted())
    }
}

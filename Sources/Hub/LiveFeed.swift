import Journal
package import Spool
package import Stock
package import Storage
import Synchronization

/// Something that those who look at the hub want to know.
package enum LiveEvent: Sendable {
    /// Entries were recorded: the last one's number and kind, and the items of all.
    case movement(seq: Int64, kind: String, items: Set<ItemID>)
    case printing(SpoolChange)
    /// Something was plugged in or out.
    case device
    /// A device was shut out.
    case revoked(ID<Credential>)
    /// Nothing else was told for a while.
    case stillHere

    fileprivate init(_ change: Change) {
        self = .movement(
            seq: change.seq, kind: change.kind, items: Set(change.body.lines.map(\.item)))
    }

    /// Fewer events that say the same but for the numbers and kinds of all movements that are not the last.
    fileprivate static func merged(_ events: [LiveEvent]) -> [LiveEvent] {
        var last: (seq: Int64, kind: String)?
        var (items, others): (Set<ItemID>, [LiveEvent]) = ([], [])
        for event in events {
            if case .movement(let seq, let kind, let some) = event {
                last = (seq, kind)
                items.formUnion(some)
            } else {
                others.append(event)
            }
        }
        return others + (last.map { [.movement(seq: $0.seq, kind: $0.kind, items: items)] } ?? [])
    }
}

/// Events that all who listen are told at once; what goes out to them is made once for all.
package final class LiveEvents: Sendable {
    package let all: [LiveEvent]
    private let made = Mutex<(any Sendable)?>(nil)

    fileprivate init(_ all: [LiveEvent]) { self.all = all }

    /// The events in one form, which is made of them for the first who asks.
    package func form<Form: Sendable>(_ make: ([LiveEvent]) -> Form) -> Form {
        made.withLock { known in
            if let known, let form = known as? Form { return form }
            let form = make(all)
            known = form
            return form
        }
    }
}

/// Everything that happens, for all who look at the hub together.
///
/// Each listener costs a write each time something is told, so with many of them it is told less often: what happens within
/// a millisecond for each listener after the last time is told with the next.
package final class LiveFeed: Sendable {
    /// Milliseconds between two times at the most.
    static let longestPause = 500
    /// Events that are told at once at the most, times the listeners; where there are more, movements are told as one.
    static let copiesLimit = 20_000

    private struct State {
        var waiting: [LiveEvent] = []
        /// Whether what waits will be told by itself.
        var isPacing = false
        var sources: [Task<Void, Never>] = []
    }

    private let broadcast = Broadcast<LiveEvents>()
    private let state = Mutex(State())

    package init() {}

    /// What happens from now on, for one listener; it ends with the store or the spool, or where it falls 1,000 behind.
    func follow(_ hub: Hub) -> AsyncStream<LiveEvents> {
        let listener = broadcast.follow()
        // Sources are followed before this returns: nothing after it is missed.
        state.withLock { if $0.sources.isEmpty { $0.sources = sources(of: hub) } }
        return listener
    }

    private func sources(of hub: Hub) -> [Task<Void, Never>] {
        let (entries, prints) = (hub.follow(), hub.followPrinting())
        let (revocations, devices) = (hub.followRevocations(), hub.deviceChanges())
        return [
            Task {
                for await entry in entries { tell(LiveEvent(entry)) }
                end()
            },
            Task {
                for await change in prints { tell(.printing(change)) }
                // The spool stops before the servers do, and they wait for every answer to end.
                end()
            },
            Task { for await id in revocations { tell(.revoked(id)) } },
            Task { for await _ in devices { tell(.device) } },
            Task { [weak self] in
                while (try? await Task.sleep(for: .seconds(20))) != nil { self?.tell(.stillHere) }
            },
        ]
    }

    private func tell(_ event: @autoclosure () -> LiveEvent) {
        guard broadcast.listenerCount > 0 else { return }
        let event = event()
        let begins = state.withLock { state in
            state.waiting.append(event)
            defer { state.isPacing = true }
            return !state.isPacing
        }
        if begins { Task { await tellInTurn() } }
    }

    private func tellInTurn() async {
        while let events = next() {
            broadcast.publish(LiveEvents(events))
            let pause = min(broadcast.listenerCount, Self.longestPause)
            try? await Task.sleep(for: .milliseconds(pause))
        }
    }

    /// What waits; nil, and the turn is over, where nothing does.
    private func next() -> [LiveEvent]? {
        let events = state.withLock { state in
            defer { state.waiting = [] }
            state.isPacing = !state.waiting.isEmpty
            return state.waiting
        }
        guard !events.isEmpty else { return nil }
        let copies = events.count * broadcast.listenerCount
        return copies > Self.copiesLimit ? LiveEvent.merged(events) : events
    }

    private func end() {
        let sources = state.withLock { state in
            defer { state.sources = [] }
            return state.sources
        }
        for source in sources { source.cancel() }
        broadcast.endListeners()
    }
}

extension Hub {
    /// Everything that happens from now on, for one listener; it ends with the store or the spool, or where it falls 1,000
    /// behind.
    package func followLive() -> AsyncStream<LiveEvents> { liveFeed.follow(self) }
}

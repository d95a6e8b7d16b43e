import HTTPTypes
import HummingbirdCore
import Journal
import NIOCore
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct FeedTests {
    /// Reads a feed piece by piece while its hub goes on.
    private struct Listener: ResponseBodyWriter {
        let pieces: AsyncStream<String>.Continuation

        func write(_ buffer: ByteBuffer) async throws { pieces.yield(String(buffer: buffer)) }

        consuming func finish(_ trailingHeaders: HTTPFields?) async throws { pieces.finish() }
    }

    @Test func `a movement is told to whoever follows, with its journal number`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let feed = try await hub.response(.get, "/api/v1/feed", .none, as: .of(.viewer))
        #expect(feed.headers[.contentType] == "text/event-stream")
        let (pieces, listener) = AsyncStream<String>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await feed.body.write(Listener(pieces: listener)) }
            var reading = pieces.makeAsyncIterator()
            #expect(await reading.next() == "retry: 2000\n\n")
            let recorded = try await hub.scan("intake", "beans", 3)
            let event = try #require(await reading.next())
            let seq = try #require(recorded["seq"].whole)
            #expect(event.hasPrefix("id: \(seq)\nevent: movement\ndata: "))
            #expect(event.hasSuffix("\n\n"))
            let data = try JSON(Array(event.dropLast(2).split(separator: "data: ")[1].utf8))
            #expect(data["seq"].whole == seq)
            #expect(data["kind"] == "movement")
            #expect(data["items"] == [.text(item)])
            group.cancelAll()
        }
    }

    @Test func `what is refused is not told`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let feed = try await hub.response(.get, "/api/v1/feed", .none, as: .of(.viewer))
        let (pieces, listener) = AsyncStream<String>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await feed.body.write(Listener(pieces: listener)) }
            var reading = pieces.makeAsyncIterator()
            _ = await reading.next()
            #expect(try await hub.scan("intake", "beans", 0).status == 422)
            let recorded = try await hub.scan("intake", "beans", 1)
            let event = try #require(await reading.next())
            #expect(event.hasPrefix("id: \(recorded["seq"].whole ?? 0)\n"))
            group.cancelAll()
        }
    }

    @Test func `the feed of a device that is shut out ends, and no other`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let made = try await hub.call(
            .post, "/api/v1/tokens", ["role": "viewer", "name": "lost phone"])
        let lost = TestHub.Asker(
            role: nil, headers: ["Authorization": "Bearer \(made["secret"].text)"])
        let feed = try await hub.response(.get, "/api/v1/feed", .none, as: lost)
        let other = try await hub.response(.get, "/api/v1/feed", .none, as: .of(.viewer))
        let (pieces, listener) = AsyncStream<String>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await other.body.write(Listener(pieces: listener)) }
            var reading = pieces.makeAsyncIterator()
            _ = await reading.next()
            let gone = try await hub.call(.delete, "/api/v1/devices/\(made["id"].text)")
            #expect(gone.status == 204)
            let collected = Collected()
            try await feed.body.write(CollectingWriter(collected: collected))
            #expect(!String(decoding: await collected.bytes, as: UTF8.self).contains("event:"))
            try await hub.scan("intake", "beans", 1)
            // On a busy machine it may be told first that the hub is still here.
            while let piece = await reading.next() {
                guard piece.contains("event:") else { continue }
                #expect(piece.contains("event: movement"))
                break
            }
            group.cancelAll()
        }
    }

    @Test func `what is told is made once for all who listen`() async throws {
        let hub = try TestHub()
        try await hub.item()
        var listeners = (0..<50).map { _ in hub.hub.followLive().makeAsyncIterator() }
        let recorded = try await hub.scan("intake", "beans", 1)
        var made = 0
        for index in listeners.indices {
            // On a busy machine it may be told first that the hub is still here, or of the item before.
            while let told = await listeners[index].next() {
                guard told.all.movements.last?.seq == recorded["seq"].whole else { continue }
                _ = told.form { events in
                    made += 1
                    return events.count
                }
                break
            }
        }
        #expect(made == 1)
    }

    @Test
    func `many movements are told to many as one, and the last number and each item are there`()
        async throws
    {
        let hub = try TestHub()
        let items = [
            try await hub.item("Beans", code: "beans"), try await hub.item("Rice", code: "rice"),
        ]
        let many = (0..<300).map { _ in hub.hub.followLive() }
        let scans = (0..<256).map { TestHub.scan("intake", $0 % 2 == 0 ? "beans" : "rice", 1) }
        _ = try await hub.call(.post, "/api/v1/scans/batch", .lines(scans))
        let head = hub.hub.head.seq
        var seen: Set<String> = []
        for await told in many[7] {
            #expect(told.all.count * many.count <= 20_000)
            let movements = told.all.movements
            seen.formUnion(movements.flatMap(\.items).map(\.description))
            if movements.last?.seq == head { break }
        }
        #expect(seen.isSuperset(of: items))
    }

    @Test func `the feed ends when the hub closes its store`() async throws {
        let hub = try TestHub()
        let feed = try await hub.response(.get, "/api/v1/feed", .none, as: .of(.viewer))
        try hub.store.close()
        let collected = Collected()
        try await feed.body.write(CollectingWriter(collected: collected))
        #expect(String(decoding: await collected.bytes, as: UTF8.self) == "retry: 2000\n\n")
    }
}

extension [LiveEvent] {
    fileprivate var movements: [(seq: Int64, items: Set<ItemID>)] {
        compactMap { event in
            if case .movement(let seq, _, let items) = event { (seq, items) } else { nil }
        }
    }
}

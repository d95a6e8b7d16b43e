import Storage
import Testing

/// What is handed to all who listen.
@Suite struct BroadcastTests {
    private func all(_ stream: AsyncStream<Int>) async -> [Int] {
        await stream.reduce(into: []) { $0.append($1) }
    }

    @Test func `each listener hears all from its beginning on, in order`() async {
        let broadcast = Broadcast<Int>()
        let early = broadcast.follow()
        broadcast.publish(1)
        let late = broadcast.follow()
        broadcast.publish([2, 3])
        broadcast.endListeners()
        #expect(await all(early) == [1, 2, 3])
        #expect(await all(late) == [2, 3])
    }

    @Test func `a listener that falls behind is ended, and the others are not`() async {
        let broadcast = Broadcast<Int>(bound: 3)
        let lazy = broadcast.follow()
        var ready = broadcast.follow().makeAsyncIterator()
        for number in 1...4 {
            broadcast.publish(number)
            #expect(await ready.next() == number)
        }
        #expect(await all(lazy) == [1, 2, 3])
        broadcast.publish(5)
        #expect(await ready.next() == 5)
    }

    @Test func `who comes after an end listens again, and after the close nobody does`() async {
        let broadcast = Broadcast<Int>()
        broadcast.endListeners()
        let listener = broadcast.follow()
        broadcast.publish(1)
        broadcast.close()
        broadcast.publish(2)
        #expect(await all(listener) == [1])
        #expect(await all(broadcast.follow()) == [])
    }
}

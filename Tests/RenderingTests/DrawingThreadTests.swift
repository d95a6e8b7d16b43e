import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Rendering

/// Where labels are drawn while others are answered.
struct DrawingThreadTests {
    @Test func `work may hold the last reference to its thread`() async throws {
        func draw() async throws {
            let thread = DrawingThread()
            try await thread.run { withExtendedLifetime(thread) {} }
        }
        for _ in 1...500 { try await draw() }
    }

    @Test func `work is done on a thread of its own that others go before`() async throws {
        let drawing = DrawingThread()
        let priority = try await drawing.run { getpriority(Int32(PRIO_PROCESS.rawValue), 0) }
        #expect(priority >= 10)
        #expect(getpriority(Int32(PRIO_PROCESS.rawValue), 0) < 10, "of that thread alone")
    }

    @Test func `one piece of work is done after the other, and its fault is its own`() async throws
    {
        let drawing = DrawingThread(limit: 100)
        let seen = AtOnce()
        let drawn = await withTaskGroup(of: Int?.self) { group in
            for number in 0..<50 {
                group.addTask {
                    try? await drawing.run {
                        seen.note()
                        if number % 7 == 0 { throw LabelFault.drawingFailed(status: 1) }
                        return number
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(drawn.compactMap(\.self).sorted() == (0..<50).filter { $0 % 7 != 0 })
        #expect(seen.most.load(ordering: .relaxed) == 1)
    }

    @Test func `who comes when too many wait is refused, unless what he wants is printed`()
        async throws
    {
        let drawing = DrawingThread(limit: 2)
        let mayEnd = DispatchSemaphore(value: 0)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await drawing.run {
                    begin.yield()
                    mayEnd.wait()
                }
            }
            for await _ in begun { break }
            for _ in 0..<2 { group.addTask { try await drawing.run {} } }
            while drawing.waiting < 2 { await Task.yield() }
            await #expect(throws: DrawingBusy()) { try await drawing.run {} }
            group.addTask { try await drawing.run(isRefusable: false) {} }
            while drawing.waiting < 3 { await Task.yield() }
            mayEnd.signal()
            try await group.waitForAll()
        }
        try await drawing.run {}
    }

    @Test func `what waits when it is told to stop is ended at once, but for what outlasts that`()
        async throws
    {
        let drawing = DrawingThread()
        let mayEnd = DispatchSemaphore(value: 0)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let done = Sum()
        let current = Task {
            try await drawing.run {
                begin.yield()
                mayEnd.wait()
                done.note(1)
            }
        }
        for await _ in begun { break }
        let waiting = Task { try await drawing.run { done.note(10) } }
        let lasting = Task { try await drawing.run(outlastsStop: true) { done.note(100) } }
        while drawing.waiting < 2 { await Task.yield() }
        drawing.stop()
        await #expect(throws: DrawingStop()) { try await current.value }
        await #expect(throws: DrawingStop()) { try await waiting.value }
        await #expect(throws: DrawingStop()) { try await drawing.run {} }
        #expect(done.value == 0, "nobody waited for what is being drawn")
        mayEnd.signal()
        try await lasting.value
        #expect(done.value == 101)
    }
}

/// How many were at work at once.
private final class AtOnce: Sendable {
    private let now = Atomic(0)
    let most = Atomic(0)

    func note() {
        most.max(now.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
        now.subtract(1, ordering: .relaxed)
    }
}

/// What was done, added up.
private final class Sum: Sendable {
    private let sum = Atomic(0)

    var value: Int { sum.load(ordering: .relaxed) }

    func note(_ number: Int) { sum.add(number, ordering: .relaxed) }
}

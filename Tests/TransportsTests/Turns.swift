import Synchronization

/// Lets so many through at a time, in the order they came.
final class Turns: Sendable {
    private struct Line {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let line: Mutex<Line>

    init(_ count: Int) { line = Mutex(Line(free: count)) }

    func take() async {
        await withCheckedContinuation { turn in
            let isFree = line.withLock { line in
                guard line.free > 0 else {
                    line.waiting.append(turn)
                    return false
                }
                line.free -= 1
                return true
            }
            if isFree { turn.resume() }
        }
    }

    func pass() {
        let next = line.withLock { line -> CheckedContinuation<Void, Never>? in
            if line.waiting.isEmpty { line.free += 1 }
            return line.waiting.isEmpty ? nil : line.waiting.removeFirst()
        }
        next?.resume()
    }
}

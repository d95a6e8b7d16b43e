import Printing

/// Hears what a printer says on its bulk IN endpoint and keeps it until somebody asks.
///
/// A wait that ends leaves its transfer under way, and the next one goes on with it: to take it back
/// costs more than most waits, and may lose what is just coming.
actor USBListener {
    /// Stalls that one question clears before it gives up.
    private static let stallLimit = 8
    /// Milliseconds after which a read is begun anew, if somebody still asks.
    private static let longestRead: Int32 = 60_000

    private let session: USBSession
    private let endpoint: UInt8
    /// Bytes of one read: a packet ends it however long the answer is.
    private let packet: Int

    private var heard: [UInt8] = []
    private var isReading = false
    /// How the last read ended, until somebody has seen to it; nil where there is nothing to see to.
    private var ending: Ending?
    private let turn = DeadlineWait()

    private enum Ending {
        /// Many printers answer "nothing to say" with an empty packet, at once and for ever.
        case empty
        case failed(USBCode)
    }

    // Safety: the session, and with it its executor, lives as long as this does.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe session.unownedExecutor }

    init(_ session: USBSession, endpoint: UInt8, packet: Int) {
        (self.session, self.endpoint, self.packet) = (session, endpoint, packet)
    }

    /// Waits until so many bytes were heard, the time is up or the task is cancelled.
    ///
    /// - Returns: At most `count` bytes; what was heard beyond them is kept.
    /// - Throws: How reading failed, where bytes were still wanted.
    func hear(_ count: Int, until deadline: Deadline) async throws(USBCode) -> [UInt8] {
        var stalls = 0
        while heard.count < count, !Task.isCancelled, !deadline.isPast {
            let seen = ending
            ending = nil
            switch seen {
            case .failed(.stalled) where stalls < Self.stallLimit:
                stalls += 1
                try await session.clearHalt(endpoint)
            case .failed(let code): throw code
            case .empty: await turn.wait(until: deadline.orEarlier(in: .milliseconds(20)))
            case nil:
                read()
                await turn.wait(until: deadline)
            }
        }
        defer { heard.removeFirst(min(count, heard.count)) }
        return Array(heard.prefix(count))
    }

    /// Begins to read, unless that is under way.
    private func read() {
        guard !isReading else { return }
        isReading = true
        Task {
            let (code, bytes) = await session.bulkIn(
                packet, from: endpoint, milliseconds: Self.longestRead)
            isReading = false
            heard += bytes
            switch code {
            case .success: ending = bytes.isEmpty ? .empty : nil
            // Nobody asked for so long, or the device is being closed.
            case .timedOut, .cancelled: break
            default: ending = .failed(code)
            }
            turn.wake()
        }
    }
}

/// Hands bytes to a printer on its bulk OUT endpoint, a transfer after the other.
///
/// A wait that ends leaves its transfer under way, and the next one goes on with it: what comes back
/// of a transfer that is taken back may be wrong, since some host controllers report it as complete.
actor USBSender {
    /// Bytes in one transfer: of what the printer holds back, no more than this is not counted yet.
    static let chunk = 4_096
    /// Stalls that one call clears before it gives up.
    private static let stallLimit = 8

    private struct OpenTransfer {
        let bytes: [UInt8]
        /// Nil while it is under way.
        var outcome: USBTransfer.Outcome?
        /// Whether whoever gave the bytes has given them up; they go first all the same.
        var isForgotten = false
    }

    /// Why bytes could not be sent, and how many of the call's had gone.
    struct Failure: Error {
        let code: USBCode
        let sent: Int
    }

    private let session: USBSession
    private let endpoint: UInt8
    private var pending: OpenTransfer?
    private let turn = DeadlineWait()
    /// Transfers that were taken back or stalled, so that their count may be wrong.
    private(set) var doubts = 0

    // Safety: the session, and with it its executor, lives as long as this does.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe session.unownedExecutor }

    init(_ session: USBSession, endpoint: UInt8) {
        (self.session, self.endpoint) = (session, endpoint)
    }

    /// Sends until all is taken, the time is up or the task is cancelled.
    ///
    /// The bytes are what is left of those of the call before, where it left some; others wait until
    /// these have gone.
    ///
    /// - Returns: How many bytes the printer is known to have taken.
    /// - Throws: ``Failure``.
    func send(_ bytes: ArraySlice<UInt8>, until deadline: Deadline) async throws(Failure) -> Int {
        var rest = bytes
        var stalls = 0
        while !rest.isEmpty, !Task.isCancelled {
            if let left = pending {
                pending?.isForgotten = left.isForgotten || !rest.starts(with: left.bytes)
            } else {
                guard !deadline.isPast else { break }
                begin(Array(rest.prefix(Self.chunk)))
            }
            await wait(until: deadline)
            guard let (code, count) = finished() else {
                guard !deadline.isPast else { break }
                continue
            }
            rest = rest.dropFirst(count)
            let sent = bytes.count - rest.count
            switch code {
            case .success: continue
            case .cancelled: return sent
            case .stalled where stalls < Self.stallLimit:
                stalls += 1
                do throws(USBCode) {
                    try await session.clearHalt(endpoint)
                } catch {
                    throw Failure(code: error, sent: sent)
                }
            default: throw Failure(code: code, sent: sent)
            }
        }
        let taken = bytes.count - rest.count
        return Task.isCancelled ? await taken + takeBack() : taken
    }

    /// Ends the transfer that is under way, if one is.
    ///
    /// - Returns: How many bytes of it had gone.
    func takeBack() async -> Int {
        guard pending != nil else { return 0 }
        while let left = pending, left.outcome == nil {
            // It may not have been submitted yet.
            await session.cancelTransfers(to: endpoint)
            guard pending?.outcome == nil else { break }
            await turn.wait(until: Deadline(in: .milliseconds(50)))
        }
        return finished()?.count ?? 0
    }

    private func begin(_ bytes: [UInt8]) {
        pending = OpenTransfer(bytes: bytes)
        Task {
            let outcome = await session.bulkOut(bytes[...])
            pending?.outcome = outcome
            turn.wake()
        }
    }

    /// How the transfer ended; nil where it is still under way.
    private func finished() -> (code: USBCode, count: Int)? {
        guard let ended = pending, let outcome = ended.outcome else { return nil }
        pending = nil
        if outcome.code != .success { doubts += 1 }
        return (outcome.code, ended.isForgotten ? 0 : outcome.count)
    }

    private func wait(until deadline: Deadline) async {
        while let left = pending, left.outcome == nil, !deadline.isPast, !Task.isCancelled {
            await turn.wait(until: deadline)
        }
    }
}

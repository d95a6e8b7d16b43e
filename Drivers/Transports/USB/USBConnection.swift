import Printing
import Synchronization

/// A printer on USB while it is open.
struct USBConnection: ClosingConnection {
    /// Bytes in one transfer: small enough that a time-out knows where the printer stopped.
    static let chunk = 16_384
    /// Stalls that one call clears before it gives up.
    static let stallLimit = 8

    private let session: USBSession
    private let interface: PrinterInterface
    private let unread = Unread()

    var deliveryIsProof: Bool { false }
    var canAnswer: Bool { interface.bulkIn != nil }

    /// A packet may hold more than was asked for; the rest is kept for the next question.
    private final class Unread: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    init(_ session: USBSession, _ interface: PrinterInterface) {
        self.session = session
        self.interface = interface
    }

    func send(_ bytes: ArraySlice<UInt8>, within limit: Duration) async throws(TransportFault)
        -> Int
    {
        let deadline = Deadline(in: limit)
        var rest = bytes
        var stalls = 0
        while !rest.isEmpty {
            let left = deadline.milliseconds(atMost: 60_000)
            guard left > 0 else { break }
            let outcome = await session.bulkOut(rest.prefix(Self.chunk), milliseconds: left)
            rest = rest.dropFirst(outcome.count)
            switch outcome.code {
            case .success, .timedOut: continue
            case .cancelled: return bytes.count - rest.count
            case .stalled where stalls < Self.stallLimit:
                stalls += 1
                try await clearHalt(interface.bulkOut, sent: bytes.count - rest.count)
            default: throw await fault(outcome.code, sent: bytes.count - rest.count)
            }
        }
        return bytes.count - rest.count
    }

    func receive(_ count: Int, within limit: Duration) async throws(TransportFault) -> [UInt8] {
        guard let endpoint = interface.bulkIn else { return [] }
        let deadline = Deadline(in: limit)
        var came = unread.bytes.withLock { kept in
            defer { kept = [] }
            return kept
        }
        var stalls = 0
        while came.count < count {
            let left = deadline.milliseconds(atMost: 60_000)
            guard left > 0 else { break }
            let (code, bytes) = await session.bulkIn(
                count - came.count, from: endpoint, milliseconds: left)
            came += bytes
            switch code {
            case .success where bytes.isEmpty: await pause(deadline)
            case .success, .timedOut: continue
            case .cancelled: return take(count, of: came)
            case .stalled where stalls < Self.stallLimit:
                stalls += 1
                try await clearHalt(endpoint, sent: 0)
            default: throw await fault(code, sent: 0)
            }
        }
        return take(count, of: came)
    }

    func portStatus() async -> PrinterStatus? {
        let (code, bytes) = await session.control(.portStatus(of: interface), 1)
        guard code == .success, let byte = bytes.first else { return nil }
        return PrinterStatus(portStatus: byte)
    }

    func close() async { await session.close() }

    private func take(_ count: Int, of came: [UInt8]) -> [UInt8] {
        unread.bytes.withLock { $0 = Array(came.dropFirst(count)) }
        return Array(came.prefix(count))
    }

    /// Many printers answer "nothing to say" with an empty packet, at once and for ever.
    private func pause(_ deadline: Deadline) async {
        // A cancelled task is seen by the next transfer.
        try? await Task.sleep(for: .milliseconds(deadline.milliseconds(atMost: 20)))
    }

    private func clearHalt(_ endpoint: UInt8, sent: Int) async throws(TransportFault) {
        do throws(USBCode) {
            try await session.clearHalt(endpoint)
        } catch {
            throw await fault(error, sent: sent)
        }
    }

    /// A cable that is pulled often shows as an I/O error before the kernel takes the device away,
    /// so the device is asked, for up to half a second, whether it is still there.
    private func fault(_ code: USBCode, sent: Int) async -> TransportFault {
        if code == .gone { return .unplugged(bytesSent: sent) }
        for _ in 0..<5 where code == .ioError {
            switch await session.control(.deviceStatus, 2).0 {
            case .gone: return .unplugged(bytesSent: sent)
            case .ioError: try? await Task.sleep(for: .milliseconds(100))
            default: return .broken(bytesSent: sent, code: code.number)
            }
        }
        return .broken(bytesSent: sent, code: code.number)
    }
}

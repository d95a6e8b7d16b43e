import Printing

/// A printer on USB while it is open.
struct USBConnection: CloseableConnection {
    /// Bytes in one transfer: small enough that a time-out knows where the printer stopped.
    static let chunk = 16_384
    /// Stalls that one call clears before it gives up.
    static let stallLimit = 8

    private let session: USBSession
    private let interface: PrinterInterface
    /// Nil where the printer cannot talk back.
    private let listener: USBListener?

    var deliveryIsProof: Bool { false }
    var canAnswer: Bool { listener != nil }

    init(_ session: USBSession, _ interface: PrinterInterface) {
        self.session = session
        self.interface = interface
        listener = interface.bulkIn.map {
            USBListener(session, endpoint: $0, packet: interface.bulkInPacket)
        }
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
        guard let listener else { return [] }
        do throws(USBCode) {
            return try await listener.hear(count, until: Deadline(in: limit))
        } catch {
            throw await fault(error, sent: 0)
        }
    }

    func portStatus() async -> PrinterStatus? {
        let (code, bytes) = await session.control(.portStatus(of: interface), 1)
        guard code == .success, let byte = bytes.first else { return nil }
        return PrinterStatus(portStatus: byte)
    }

    func close() async { await session.close() }

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

import Printing

/// A printer on USB while it is open.
struct USBConnection: CloseableConnection {
    private let session: USBSession
    private let interface: PrinterInterface
    private let sender: USBSender
    /// Nil where the printer cannot talk back.
    private let listener: USBListener?

    var deliveryIsProof: Bool { false }
    var canAnswer: Bool { listener != nil }

    init(_ session: USBSession, _ interface: PrinterInterface) {
        self.session = session
        self.interface = interface
        sender = USBSender(session, endpoint: interface.bulkOut)
        listener = interface.bulkIn.map {
            USBListener(session, endpoint: $0, packet: interface.bulkInPacket)
        }
    }

    func send(_ bytes: ArraySlice<UInt8>, within limit: Duration) async throws(TransportFault)
        -> Int
    {
        do throws(USBSender.Failure) {
            return try await sender.send(bytes, until: Deadline(in: limit))
        } catch {
            throw await fault(error.code, sent: error.sent)
        }
    }

    func takeBack() async -> Int { await sender.takeBack() }

    var doubtfulCounts: Int { get async { await sender.doubts } }

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

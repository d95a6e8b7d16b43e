public import Printing

/// Prints through a USB printer class interface (class 7, subclass 1), whatever its make.
public struct USBTransport: PrinterTransport {
    private let bus: USBBus
    private let serial: String?

    /// - Parameters:
    ///   - bus: Held for as long as the transport is.
    ///   - serial: The printer's serial number; nil takes the first printer, by port.
    public init(bus: USBBus, serial: String? = nil) {
        self.bus = bus
        self.serial = serial
    }

    private var address: String { DeviceAddress.usb(serial: serial).description }

    /// Opens the printer, hands it to `body`, and closes it whatever happens.
    ///
    /// - Throws: ``TransportFault`` where it cannot be opened; else what `body` throws.
    /// - Returns: What `body` returns.
    public func withConnection<Result: Sendable>(
        _ body: @Sendable (any PrinterConnection) async throws -> Result
    ) async throws -> Result {
        let (session, interface) = try await found()
        do {
            try await session.open()
            try await session.claim()
        } catch {
            await session.close()
            throw error.openingFault(at: address)
        }
        return try await USBConnection(session, interface).lend(to: body)
    }

    private func found() async throws(TransportFault) -> (USBSession, PrinterInterface) {
        let devices = bus.devices()
        for device in devices {
            guard let interface = device.printerInterface() else { continue }
            let session = USBSession(device, interface)
            if await isWanted(device, session, interface) { return (session, interface) }
        }
        let isThere = serial != nil && devices.contains { $0.kernelText("serial") == serial }
        throw isThere ? .notAPrinter(address: address) : .notFound(address: address)
    }

    /// Some printers name their serial number in the IEEE 1284 id only; those are opened and asked.
    private func isWanted(
        _ device: USBDevice, _ session: USBSession, _ interface: PrinterInterface
    ) async -> Bool {
        guard let serial else { return true }
        if let known = device.kernelText("serial") { return known == serial }
        guard (try? await session.open()) != nil else { return false }
        let id = await session.deviceID(of: interface)
        await session.close()
        return id?.serial == serial
    }
}

extension USBSession {
    /// The printer's IEEE 1284 id, or nil where none comes; the interface need not be claimed for
    /// it.
    func deviceID(of interface: PrinterInterface) async -> DeviceID? {
        let (code, answer) = await control(.deviceID(of: interface), 1_024)
        return code == .success ? DeviceID(answer: answer) : nil
    }
}

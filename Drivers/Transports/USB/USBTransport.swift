public import Printing

/// Prints through a USB printer class interface (class 7, subclass 1), whatever its make.
public struct USBTransport: PrinterTransport {
    private let bus: USBBus
    private let choice: USBChoice

    /// - Parameters:
    ///   - bus: Held for as long as the transport is.
    ///   - choice: Which printer; the first one by port, unless told otherwise.
    public init(bus: USBBus, _ choice: USBChoice = USBChoice()) {
        self.bus = bus
        self.choice = choice
    }

    private var address: String { DeviceAddress.usb(choice).description }

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
            let interfaces = device.printerInterfaces()
            guard
                let interface = interfaces.first(where: {
                    choice.interface == nil || $0.number == choice.interface
                })
            else { continue }
            let session = USBSession(device, interface)
            if await isWanted(device, session, interface) { return (session, interface) }
        }
        throw devices.contains(where: isNamed)
            ? .notAPrinter(address: address) : .notFound(address: address)
    }

    /// Whether a device is the one named, as far as can be told without opening it.
    private func isNamed(_ device: USBDevice) -> Bool {
        switch choice.device {
        case .first: false
        case .port(let port): device.location == port
        case .serial(let serial): device.kernelText("serial") == serial
        }
    }

    /// Some printers name their serial number in the IEEE 1284 id only; those are opened and asked.
    private func isWanted(
        _ device: USBDevice, _ session: USBSession, _ interface: PrinterInterface
    ) async -> Bool {
        switch choice.device {
        case .first: return true
        case .port: return isNamed(device)
        case .serial(let serial):
            if device.kernelText("serial") != nil { return isNamed(device) }
            guard (try? await session.open()) != nil else { return false }
            let id = await session.deviceID(of: interface)
            await session.close()
            return id?.serial == serial
        }
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

public import Printing

/// Prints through a USB printer class interface (class 7, subclass 1), whatever its make.
public struct USBTransport: PrinterTransport {
    private let bus: USBBus
    private let choice: USBChoice
    private let language: String?

    /// - Parameters:
    ///   - bus: Held for as long as the transport is.
    ///   - choice: Which printer; the only one that speaks the language, unless told otherwise.
    ///   - language: What it has to speak where it is not named; nil for any that Larder speaks.
    public init(bus: USBBus, _ choice: USBChoice = USBChoice(), language: String? = nil) {
        self.bus = bus
        self.choice = choice
        self.language = language
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
        var fitting: [(rank: Int, device: USBDevice, interface: PrinterInterface)] = []
        var unread: TransportFault?
        for device in devices {
            let interfaces = device.printerInterfaces().filter {
                choice.interface == nil || $0.number == choice.interface
            }
            var ranked: [(rank: Int, device: USBDevice, interface: PrinterInterface)] = []
            for interface in interfaces {
                do throws(USBCode) {
                    let rank = try await rank(
                        device, interface, isOneOfSeveral: interfaces.count > 1)
                    if let rank { ranked.append((rank, device, interface)) }
                } catch {
                    unread = error.openingFault(at: address)
                }
            }
            if let best = ranked.min(by: { $0.rank < $1.rank }) { fitting.append(best) }
        }
        guard let only = fitting.first else {
            // What cannot be asked may be the one.
            if let unread { throw unread }
            throw devices.contains(where: isNamed)
                ? .notAPrinter(address: address) : .notFound(address: address)
        }
        // Which of several is meant is for a person to say: a label on the wrong one is lost.
        guard fitting.count == 1 else { throw .ambiguous(address: address) }
        return (USBSession(only.device, only.interface), only.interface)
    }

    /// Whether an interface may be the one meant: nil for no, else the lower the likelier.
    ///
    /// Without a name, only a printer that is known to speak the language is meant: on any other the labels would come out as
    /// nonsense, however alone it is. Of a device that somebody named, the interface is likeliest that speaks it, then one
    /// that is not known to be something else. So of a LabelWriter DUO it is the label side, not the tape side.
    ///
    /// - Throws: Why a printer cannot be asked what it is.
    private func rank(
        _ device: USBDevice, _ interface: PrinterInterface, isOneOfSeveral: Bool
    ) async throws(USBCode) -> Int? {
        guard choice.device != .first else {
            return speaks(try await device.recognise(interface)) ? 0 : nil
        }
        guard await isMeant(device, interface) else { return nil }
        guard isOneOfSeveral, let seen = try? await device.recognise(interface) else { return 0 }
        return speaks(seen) ? 0 : seen.isForeign ? 2 : 1
    }

    /// Whether a printer is known to speak the language that is wanted.
    private func speaks(_ seen: Recognition) -> Bool {
        language.map { $0 == seen.language } ?? (seen.language != nil)
    }

    /// Whether a device is the one named.
    private func isMeant(_ device: USBDevice, _ interface: PrinterInterface) async -> Bool {
        if isNamed(device) { return true }
        guard case .serial(let serial) = choice.device, device.kernelText("serial") == nil else {
            return false
        }
        // Some name it in the IEEE 1284 id only; those are opened and asked.
        return await device.deviceID(of: interface)?.serial == serial
    }

    /// Whether a device is the one named, as far as can be told without opening it.
    private func isNamed(_ device: USBDevice) -> Bool {
        switch choice.device {
        case .first: false
        case .port(let port): device.location == port
        case .serial(let serial): device.kernelText("serial") == serial
        }
    }
}

extension USBDevice {
    /// The IEEE 1284 id of an interface; nil where the device may not be opened or gives none.
    fileprivate func deviceID(of interface: PrinterInterface) async -> DeviceID? {
        let session = USBSession(self, interface)
        guard (try? await session.open()) != nil else { return nil }
        let id = await session.deviceID(of: interface)
        await session.close()
        return id
    }

    /// What an interface is taken for.
    ///
    /// - Throws: Why it cannot be asked, where its numbers and name do not say what it is.
    fileprivate func recognise(_ interface: PrinterInterface) async throws(USBCode) -> Recognition {
        let name = "\(location)/\(number)#\(interface.number)"
        if let known = bus.recognition(name) { return known }
        let session = USBSession(self, interface)
        var id: DeviceID?
        var obstacle: USBCode?
        do throws(USBCode) {
            try await session.open()
            id = await session.deviceID(of: interface)
            if id == nil, await session.isHeldElsewhere() { obstacle = .busy }
        } catch {
            obstacle = error
        }
        await session.close()
        let (vendor, product) = numbers()
        let seen = Recognition(
            id: id, vendor: vendor, product: product, model: id?.model ?? kernelText("product"))
        if id != nil { bus.remember(seen, of: name) }
        if let obstacle, seen.language == nil, !seen.isForeign { throw obstacle }
        return seen
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

import Printing

/// A USB printer as it stands there, for a list that people choose from.
public struct USBPrinterDescription: Sendable, Hashable {
    /// Whether the printer could be printed to now.
    public enum Readiness: Sendable, Hashable {
        case ready
        /// This user may not open it.
        case permissionMissing
        /// Another program holds it.
        case busy
        /// It was there and does not open; the code is libusb's.
        case unreachable(code: Int32)
    }

    /// Bus and port, `1-4.2`: the same after a replug.
    public let location: String
    /// As the printer's IEEE 1284 id names it, else its USB descriptor.
    public let maker: String?
    /// As the printer's IEEE 1284 id names it, else its USB descriptor.
    public let model: String?
    /// As its USB descriptor names it, else its IEEE 1284 id.
    public let serial: String?
    /// Command sets as the printer spells them; empty where it names none or was not asked.
    public let commandSets: [String]
    /// The language it speaks, where the command sets leave no doubt.
    public let languageName: String?
    /// Whether it could be printed to when it was asked.
    public let readiness: Readiness

    /// How to name this printer to `printer add`; one without a serial number is the first found.
    public var address: DeviceAddress { .usb(serial: serial) }
}

extension USBBus {
    /// Lists every USB printer, by where it is plugged in.
    ///
    /// Nothing is printed, reset or taken from its driver.
    public func printers() async -> [USBPrinterDescription] {
        var found: [USBPrinterDescription] = []
        for device in devices() {
            guard let interface = device.printerInterface() else { continue }
            let session = USBSession(device, interface)
            found.append(await session.describe(device, interface))
            await session.close()
        }
        return found
    }
}

extension USBSession {
    fileprivate func describe(
        _ device: USBDevice, _ interface: PrinterInterface
    ) async -> USBPrinterDescription {
        var id: DeviceID?
        var readiness = USBPrinterDescription.Readiness.ready
        do throws(USBCode) {
            try open()
            id = await deviceID(of: interface)
            if isHeldElsewhere() { readiness = .busy }
        } catch {
            readiness =
                error == .accessDenied ? .permissionMissing : .unreachable(code: error.number)
        }
        return USBPrinterDescription(
            location: device.location,
            maker: id?.maker ?? device.kernelText("manufacturer"),
            model: id?.model ?? device.kernelText("product"),
            serial: device.kernelText("serial") ?? id?.serial,
            commandSets: id?.commandSets ?? [], languageName: id?.languageName,
            readiness: readiness)
    }
}

public import Printing

/// A USB printer as it stands there, for a list that people choose from.
public struct USBPrinterDescription: Sendable, Hashable {
    /// Whether the printer could be printed to now.
    public enum Readiness: Sendable, Hashable {
        case ready
        /// This user may not open it.
        case permissionMissing
        /// Another program holds it.
        case busy
        /// This process is printing on it.
        case printing
        /// It is a printer in disguise, or one of a language that is not spoken here.
        case hindered(Obstacle)
        /// It was there and does not open; the code is libusb's.
        case unreachable(code: Int32)
    }

    /// Bus and port, `1-4.2`: the same after a replug.
    public let location: String
    /// `bInterfaceNumber`, where the device is several printers.
    public let interface: UInt8?
    /// USB `idVendor`.
    public let vendor: UInt16
    /// USB `idProduct`.
    public let product: UInt16
    /// As the printer's IEEE 1284 id names it, else its USB descriptor.
    public let maker: String?
    /// As the printer's IEEE 1284 id names it, else its USB descriptor.
    public let model: String?
    /// As its USB descriptor names it, else its IEEE 1284 id.
    public let serial: String?
    /// Command sets as the printer spells them; empty where it names none or was not asked.
    public let commandSets: [String]
    /// What it is taken for.
    public let recognition: Recognition
    /// Whether it could be printed to when it was asked.
    public let readiness: Readiness
    /// How to name this printer to `printer add`.
    public internal(set) var address: DeviceAddress
}

extension [USBPrinterDescription] {
    /// The same printers, each with the shortest address that means it alone: its serial number,
    /// where no other printer here has the same; `usb:`, where it is the only one and its language is known; else its port.
    func addressed() -> Self {
        map { printer in
            let device: USBChoice.Device
            if let serial = printer.serial,
                !contains(where: { $0.serial == serial && $0.location != printer.location })
            {
                device = .serial(serial)
            } else {
                let isAlone =
                    printer.recognition.language != nil
                    && allSatisfy { $0.location == printer.location }
                device = isAlone ? .first : .port(printer.location)
            }
            var addressed = printer
            // A serial line's address is its path, which was known from the first.
            if case .usb = printer.address {
                addressed.address = .usb(USBChoice(device, interface: printer.interface))
            }
            return addressed
        }
    }
}

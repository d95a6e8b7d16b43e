import Languages
import Printing
import Server
import Spool
import Storage
import Transports

/// How the hub finds and opens printers: the one place where languages and transports meet.
final class Printers: Sendable {
    /// Nil where this machine has no USB that libusb can use; TCP and file printers work all the
    /// same.
    private let bus: USBBus?

    init() { bus = try? USBBus() }

    /// A configured printer's language and way.
    ///
    /// - Throws: `PrinterUnusable` in words.
    func open(_ printer: PrinterRecord) throws -> OpenedPrinter {
        guard let language = PrinterLanguages.named(printer.language) else {
            let known = PrinterLanguages.all.map(\.name).joined(separator: ", ")
            throw PrinterUnusable(
                "This Larder does not speak \(printer.language); it speaks \(known).")
        }
        let address: DeviceAddress
        do { address = try DeviceAddress(printer.device) } catch {
            throw PrinterUnusable(
                "A device is usb:, usb:SERIAL, tcp:HOST, tcp:HOST:PORT or file:PATH; “\(printer.device)” is not (\(error))."
            )
        }
        let transport = try address.transport { () throws(PrinterUnusable) in
            guard let bus else { throw PrinterUnusable("USB cannot be used on this machine.") }
            return bus
        }
        return OpenedPrinter(language: language, transport: transport)
    }

    /// Printers on USB.
    func find() async -> [FoundPrinter] {
        await bus?.printers().map { printer in
            let reason: String? =
                switch printer.readiness {
                case .ready: nil
                case .permissionMissing: JobEnd.Reason.permissionMissing.rawValue
                case .busy: JobEnd.Reason.busy.rawValue
                case .unreachable: JobEnd.Reason.broken.rawValue
                }
            return FoundPrinter(
                maker: printer.maker, model: printer.model, device: printer.address.description,
                languages: printer.languageName.map { [$0] } ?? [], isReady: reason == nil,
                reason: reason)
        } ?? []
    }
}

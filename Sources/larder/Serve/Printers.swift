import Hub
import Languages
import Printing
import Spool
import Storage
import Transports

/// How the hub opens printers: the one place where languages and transports meet.
struct Printers: Sendable {
    let usb = USBPrinters()
    /// The hub's data directory, which no label is printed into.
    let forbidden: String

    /// The names of all languages, in the order in which a person is asked to choose.
    static let languages = PrinterLanguages.all.map(\.name)

    /// A configured printer's language and way.
    ///
    /// - Throws: `PrinterUnusable` in words.
    func open(_ printer: PrinterRecord) throws -> OpenedPrinter {
        guard let language = PrinterLanguages.named(printer.language) else {
            let known = Self.languages.joined(separator: ", ")
            throw PrinterUnusable(
                "This Larder does not speak \(printer.language); it speaks \(known).")
        }
        let address: DeviceAddress
        do { address = try DeviceAddress(printer.device) } catch {
            throw PrinterUnusable(
                "A device is usb:, usb:SERIAL, usb:@PORT, tcp:HOST, tcp:HOST:PORT or file:PATH; “\(printer.device)” is not: \(error)."
            )
        }
        let transport = try address.transport(
            forbidden: forbidden, asksBySNMP: language is BrotherQL
        ) {
            () throws(PrinterUnusable) in
            guard let bus = usb.bus else {
                throw PrinterUnusable("USB cannot be used on this machine.")
            }
            return bus
        }
        return OpenedPrinter(
            language: language, transport: transport, head: printer.setup.head,
            leavesEdgesOff: language is DymoLabel)
    }
}

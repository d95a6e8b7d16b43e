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
            throw PrinterUnusable.languageUnknown(printer.language, known: Self.languages)
        }
        let address: DeviceAddress
        do { address = try DeviceAddress(printer.device) } catch {
            throw PrinterUnusable.deviceUnreadable(printer.device, reason: "\(error)")
        }
        let transport = try address.transport(
            forbidden: forbidden, asksBySNMP: language is BrotherQL, language: language.name
        ) {
            () throws(PrinterUnusable) in
            guard let bus = usb.bus else {
                throw .noUSB
            }
            return bus
        }
        return OpenedPrinter(
            language: language, transport: transport, head: printer.setup.head,
            leavesEdgesOff: language is DymoLabel)
    }
}

import API
import Printing
import Transports

/// The printers on this machine's USB.
final class USBPrinters: Sendable {
    /// Nil where this machine has no USB that libusb can use; TCP and file printers work all the
    /// same.
    let bus: USBBus?

    init() { bus = try? USBBus() }

    /// Printers on USB.
    func find() async -> [FoundPrinter] {
        await bus?.printers().map { FoundPrinter($0) } ?? []
    }

    /// Something was plugged in or out of USB; from now on, until whoever listens stops.
    func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        guard let bus else {
            continuation.finish()
            return stream
        }
        let telling = Task {
            for await _ in bus.changes() { continuation.yield() }
            continuation.finish()
        }
        continuation.onTermination = { _ in telling.cancel() }
        return stream
    }
}

extension FoundPrinter {
    fileprivate init(_ printer: USBPrinterDescription) {
        let reason: String? =
            switch printer.readiness {
            case .ready: nil
            case .permissionMissing:
                PrinterPermission.isGroupMissing()
                    ? Obstacle.groupMissing.rawValue : JobEnd.Reason.permissionMissing.rawValue
            case .busy: JobEnd.Reason.busy.rawValue
            case .printing: Obstacle.printing.rawValue
            case .hindered(let obstacle): obstacle.rawValue
            case .unreachable: JobEnd.Reason.broken.rawValue
            }
        let seen = printer.recognition
        self.init(
            maker: printer.maker, model: printer.model, device: printer.address.description,
            port: printer.location, numbers: printer.vendor.asHex + ":" + printer.product.asHex,
            commandSets: printer.commandSets, languages: seen.language.map { [$0] } ?? [],
            decidedBy: seen.basis.map { Word(like: $0) }, dpi: seen.dpi, head: seen.head,
            confirms: seen.confirms, isReady: reason == nil, reason: reason,
            serialDevice: printer.serial.map {
                DeviceAddress.usb(USBChoice(.serial($0))).description
            })
    }
}

extension UInt16 {
    /// Four digits, as USB numbers are written.
    fileprivate var asHex: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

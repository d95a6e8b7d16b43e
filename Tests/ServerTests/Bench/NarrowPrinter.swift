import Printing
import Spool

/// A printer at `tcp:narrow` whose head is 100 dots wide, and which nobody has plugged in.
struct NarrowPrinter: PrinterTransport, PrinterLanguage {
    static let device = "tcp:narrow"
    /// Where it is as well, on USB.
    static let port = "usb:@1-9"
    static let opened = OpenedPrinter(
        language: NarrowPrinter(), transport: NarrowPrinter(), head: 100)

    var name: String { "plain" }
    var statusQuestions: [StatusQuestion] { [] }
    var optionRanges: OptionRanges { OptionRanges(darkness: 0...15, confirms: true) }

    /// As a receipt printer the other way round: no strip is for it.
    func prints(on media: Media) -> Bool { media.name != "80" }

    func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        // It reaches no edge that its paper says it does not.
        guard settings.media.edgeAlong == 0 else { throw .inkBeyondReach(dots: 1) }
        return label.bytes
    }

    func status(from answer: [UInt8]) -> PrinterStatus? { nil }

    func withConnection<Result: Sendable>(
        _ body: @Sendable (any PrinterConnection) async throws -> Result
    ) async throws -> Result { throw TransportFault.notFound(address: Self.device) }
}

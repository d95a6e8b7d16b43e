package import Printing
import Rendering
package import Storage

/// How one configured printer is spoken to and reached.
package struct OpenedPrinter: Sendable {
    /// What it understands.
    package var language: any PrinterLanguage
    /// How bytes get there.
    package var transport: any PrinterTransport
    /// Dots across its print head; nil where that is not known.
    package var head: Int?
    /// Whether its maker's own labels are a little wider than its head, so that their white edges
    /// are left off.
    package var leavesEdgesOff: Bool

    /// A language, a transport, and the width of the head where it is known.
    package init(
        language: any PrinterLanguage, transport: any PrinterTransport, head: Int? = nil,
        leavesEdgesOff: Bool = false
    ) {
        self.language = language
        self.transport = transport
        self.head = head
        self.leavesEdgesOff = leavesEdgesOff
    }

    /// Why it could not be opened, or was lost: one that is not found at its port, and says by another
    /// way that nothing is wrong, is at work for others.
    func reason(of error: any Error) async -> JobEnd.Reason {
        guard let fault = error as? TransportFault else { return .broken }
        guard case .notFound = fault, let status = await transport.statusElsewhere() else {
            return JobEnd.Reason(fault)
        }
        return status.conditions.min().map { JobEnd.Reason($0) } ?? .busy
    }
}

extension Spool {
    /// The papers that a printer could print on, in the order of the catalogue: those that its
    /// language has words for and its head covers.
    ///
    /// - Throws: What `open` throws.
    package nonisolated func compatibleMedia(for printer: PrinterRecord) throws -> [Media] {
        guard !printer.printsToPictures else { return encoder.catalogue.media }
        let opened = try open(printer)
        return encoder.catalogue.media.filter { media in
            var loaded = printer
            loaded.media = media.name
            guard let settings = try? encoder.settings(loaded, copies: 1) else { return false }
            let (width, height) = (
                settings.resolution.dots(media.width), settings.resolution.dots(media.feed)
            )
            let blank = Drawing(bitmap: Bitmap(width: width, height: height), notes: [])
            guard let fitted = try? blank.fitted(to: opened, at: settings.resolution) else {
                return false
            }
            let request = PrintRequest(layout: "", code: nil, fields: [:], copies: 1)
            return (try? encoder.bytes(fitted, of: request, settings, in: opened.language)) != nil
        }
    }

    /// Dots in an inch that printers of a printer's language have; empty where they have several.
    ///
    /// - Throws: What `open` throws.
    package nonisolated func resolutions(of printer: PrinterRecord) throws -> [Int] {
        printer.printsToPictures ? [] : try open(printer).language.resolutions.map(\.dpi)
    }

    /// Whether printers of a printer's language can be asked how they are.
    ///
    /// - Throws: What `open` throws.
    package nonisolated func canBeAsked(_ printer: PrinterRecord) throws -> Bool {
        printer.printsToPictures ? true : try !open(printer).language.statusQuestions.isEmpty
    }
}

extension Drawing {
    /// Refuses a label that is wider than a printer's head.
    ///
    /// Where the printer leaves edges off, a label that is at most 3 mm wider loses what is white
    /// there, half on each side: DYMO's 57.15 and 58.7 mm labels are 3 and 21 dots wider than the
    /// head that prints them. A calibration label may lose ink, for what is missing of it is what
    /// it shows.
    ///
    /// - Throws: ``LabelFault/labelWiderThanHead(label:head:)``.
    func fitted(
        to printer: OpenedPrinter, at resolution: Resolution, mayLoseInk: Bool = false
    ) throws(LabelFault) -> Drawing {
        guard let head = printer.head, bitmap.width > head else { return self }
        let beyond = bitmap.width - head
        guard printer.leavesEdgesOff, beyond <= resolution.dots(3) else {
            throw .labelWiderThanHead(label: bitmap.width, head: head)
        }
        let middle = bitmap.window(x: beyond / 2, y: 0, width: head, height: bitmap.height)
        guard mayLoseInk || middle.blackDots == bitmap.blackDots else {
            throw .labelWiderThanHead(label: bitmap.width, head: head)
        }
        return Drawing(bitmap: middle, notes: notes)
    }
}

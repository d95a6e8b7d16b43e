public import Printing
import Rendering
public import Storage

extension Spool {
    /// The papers that a printer could print on, in the order of the catalogue: those that its
    /// language has words for and its head covers.
    ///
    /// - Throws: What `open` throws.
    public nonisolated func suitingMedia(for printer: PrinterRecord) throws -> [Media] {
        guard !printer.printsToPictures else { return press.catalogue.media }
        let opened = try open(printer)
        return press.catalogue.media.filter { media in
            var loaded = printer
            loaded.media = media.name
            guard let settings = try? press.settings(loaded, copies: 1) else { return false }
            let (width, height) = (
                settings.resolution.dots(media.width), settings.resolution.dots(media.feed)
            )
            let blank = Drawing(bitmap: Bitmap(width: width, height: height), notes: [])
            guard let fitted = try? blank.fitted(to: opened, at: settings.resolution) else {
                return false
            }
            let request = PrintRequest(layout: "", code: nil, fields: [:], copies: 1)
            return (try? press.bytes(fitted, of: request, settings, in: opened.language)) != nil
        }
    }

    /// Dots in an inch that printers of a printer's language have; empty where they have several.
    ///
    /// - Throws: What `open` throws.
    public nonisolated func resolutions(of printer: PrinterRecord) throws -> [Int] {
        printer.printsToPictures ? [] : try open(printer).language.resolutions.map(\.dpi)
    }

    /// Whether printers of a printer's language can be asked how they are.
    ///
    /// - Throws: What `open` throws.
    public nonisolated func canBeAsked(_ printer: PrinterRecord) throws -> Bool {
        printer.printsToPictures ? true : try !open(printer).language.statusQuestions.isEmpty
    }

    /// The exact dots of a job's label as a PNG, drawn anew for its printer as that is set now.
    ///
    /// - Returns: Nothing where the printer is gone, or the label cannot be drawn any more.
    public nonisolated func drawnPicture(of job: PrintJobRecord) async throws -> [UInt8]? {
        guard let printer = try await store.read({ try $0.printer(job.printer) }) else {
            return nil
        }
        guard let settings = try? press.settings(printer, copies: 1) else { return nil }
        let drawing = try? press.draw(job.request, settings, for: nil)
        return try drawing?.bitmap.png()
    }
}

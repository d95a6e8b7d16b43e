import Printing
import Rendering
import Storage
import Synchronization

/// Turns what a job asks for into the bytes of one printer: draws the label and says it in its
/// language.
struct LabelEncoder: Sendable {
    let catalogue: LayoutCatalogue
    private let renderer: LabelRenderer
    private let drawings = LabelCache<DrawingKey, Drawing>(limit: SpoolLimits.drawingsKept)
    private let encodings = LabelCache<EncodingKey, [UInt8]>(
        limit: SpoolLimits.encodedBytesKept, size: \.count)

    /// What a drawing follows from.
    struct DrawingKey: Sendable, Hashable {
        private let layout: String
        private let code: String?
        private let fields: [String: String]
        private let media: Media
        private let resolution: Resolution

        init(_ request: PrintRequest, _ settings: JobSettings) {
            (layout, code, fields) = (request.layout, request.code, request.fields)
            (media, resolution) = (settings.media, settings.resolution)
        }
    }

    /// What the bytes of a job follow from.
    private struct EncodingKey: Sendable, Hashable {
        let drawing: DrawingKey
        /// Dots of the drawing, once it fits the printer's head.
        let width: Int
        let settings: JobSettings
        let language: String
    }

    init(_ catalogue: LayoutCatalogue) {
        self.catalogue = catalogue
        renderer = LabelRenderer(catalogue)
    }

    /// Whether no label that was drawn is kept.
    var keepsNothing: Bool { drawings.isEmpty && encodings.isEmpty }

    /// Forgets every label that was drawn.
    func forget() {
        drawings.forget()
        encodings.forget()
        renderer.forget()
    }

    /// The paper and the head that a printer's record names.
    func settings(_ printer: PrinterRecord, copies: Int) throws(SpoolFault) -> JobSettings {
        guard let resolution = Resolution(dpi: printer.dpi) else {
            throw .resolutionOutOfRange(dpi: printer.dpi)
        }
        do throws(LabelFault) {
            return JobSettings(
                media: try catalogue.media(named: printer.media), resolution: resolution,
                head: printer.setup.head, copies: copies, options: printer.setup.options)
        } catch {
            throw .label(error)
        }
    }

    /// The label for a printer; for none, where the picture itself is the product.
    func draw(
        _ request: PrintRequest, _ settings: JobSettings, for printer: OpenedPrinter?
    ) throws(SpoolFault) -> Drawing {
        do throws(LabelFault) {
            let drawing =
                request.isCalibration
                ? CalibrationEncoder.drawing(settings)
                : try drawings.value(DrawingKey(request, settings)) { () throws(LabelFault) in
                    try renderer.draw(
                        request.layout, on: settings.media, at: settings.resolution,
                        fields: request.fields, code: request.code)
                }
            guard let printer else { return drawing }
            return try drawing.fitted(
                to: printer, at: settings.resolution, mayLoseInk: request.isCalibration)
        } catch {
            throw .label(error)
        }
    }

    /// Bytes of the next labels of a job, at most `most` and as many as the language says at once.
    ///
    /// - Parameters:
    ///   - job: Its labels that are left.
    ///   - printer: What it is set to.
    ///   - opened: Its language and reach.
    ///   - most: Labels wanted at once.
    ///   - counts: Whether the printer is asked to say which labels are out: one that does not
    ///     understand might print the request.
    /// - Returns: The bytes, and for how many labels.
    /// - Throws: ``SpoolFault`` where the label cannot be drawn or said.
    func run(
        of job: PrintJobRecord, at printer: PrinterRecord, as opened: OpenedPrinter, most: Int,
        counts: Bool
    ) throws(SpoolFault) -> (settings: JobSettings, bytes: [UInt8]) {
        var settings = try settings(printer, copies: min(job.labelsLeft, most))
        if counts { settings.mark = job.mark }
        let drawing = try draw(job.request, settings, for: opened)
        if let known = encodings.find(key(drawing, job.request, settings, opened.language)) {
            return (settings, known)
        }
        do throws(SpoolFault) {
            return (settings, try bytes(drawing, of: job.request, settings, in: opened.language))
        } catch .encoding(.copiesOutOfRange(let copies, let limit)) where 1..<copies ~= limit {
            settings.copies = limit
            return (settings, try bytes(drawing, of: job.request, settings, in: opened.language))
        }
    }

    /// Finds out whether a job can be printed, by drawing and encoding its label, and keeps both for
    /// when its turn comes.
    ///
    /// - Returns: What a person should know before it is printed.
    /// - Throws: ``SpoolFault`` where the label cannot be drawn or said.
    func check(
        _ request: PrintRequest, _ settings: JobSettings, for printer: OpenedPrinter
    ) throws(SpoolFault) -> [Note] {
        let drawing = try draw(request, settings, for: printer)
        _ = try encodings.value(key(drawing, request, settings, printer.language)) {
            () throws(SpoolFault) in
            try bytes(drawing, of: request, settings, in: printer.language)
        }
        return drawing.notes
    }

    /// Finds out whether all that a label must say fits it, without drawing it.
    ///
    /// - Returns: What a person should know before it is printed.
    /// - Throws: ``SpoolFault/label(_:)`` where it does not.
    func checkTexts(_ request: PrintRequest, _ settings: JobSettings) throws(SpoolFault) -> [Note] {
        guard !request.isCalibration else { return [] }
        do throws(LabelFault) {
            return try renderer.check(
                request.layout, on: settings.media, at: settings.resolution,
                fields: request.fields, code: request.code)
        } catch {
            throw .label(error)
        }
    }

    private func key(
        _ drawing: Drawing, _ request: PrintRequest, _ settings: JobSettings,
        _ language: any PrinterLanguage
    ) -> EncodingKey {
        EncodingKey(
            drawing: DrawingKey(request, settings), width: drawing.bitmap.width,
            settings: settings, language: language.name)
    }

    /// A drawing in a printer's language.
    func bytes(
        _ drawing: Drawing, of request: PrintRequest, _ settings: JobSettings,
        in language: any PrinterLanguage
    ) throws(SpoolFault) -> [UInt8] {
        guard language.prints(on: settings.media) else { throw .encoding(.mediaUnsuitable) }
        try language.check(settings.resolution)
        do throws(EncodingFault) {
            return request.isCalibration
                ? try CalibrationEncoder.encode(settings, in: language)
                : try language.encode(drawing.bitmap.laid(by: settings), settings: settings)
        } catch {
            throw .encoding(error)
        }
    }
}

extension PrintJobRecord {
    /// Tells its next labels from those of the jobs and runs around it; never 0, which asks nothing.
    fileprivate var mark: Int { Int((number &* 31 &+ Int64(labelsSent)) & 4_095 | 1) }
}

/// What was made last of labels, so that one that is asked for, looked at and printed is made once.
///
/// A key is all that the value follows from: where the paper or the head was set anew meanwhile, the
/// label is made anew.
final class LabelCache<Key: Sendable & Hashable, Value: Sendable>: Sendable {
    private let limit: Int
    private let size: @Sendable (Value) -> Int
    /// The one used last stands last.
    private let kept = Mutex<[(key: Key, value: Value)]>([])

    /// Keeps values whose sizes come to `limit` at the most; each has the size 1 unless told
    /// otherwise.
    init(limit: Int, size: @escaping @Sendable (Value) -> Int = { _ in 1 }) {
        self.limit = limit
        self.size = size
    }

    var isEmpty: Bool { kept.withLock { $0.isEmpty } }

    /// Keeps nothing any more.
    func forget() { kept.withLock { $0 = [] } }

    /// The value of that key, where it is kept.
    func find(_ key: Key) -> Value? {
        kept.withLock { kept in
            guard let index = kept.firstIndex(where: { $0.key == key }) else { return nil }
            kept.append(kept.remove(at: index))
            return kept.last?.value
        }
    }

    /// Keeps a value, and forgets those that were used longest ago.
    func keep(_ value: Value, as key: Key) {
        kept.withLock { kept in
            kept.removeAll { $0.key == key }
            kept.append((key, value))
            var total = kept.reduce(0) { $0 + size($1.value) }
            while total > limit { total -= size(kept.removeFirst().value) }
        }
    }

    /// The value of that key; `make` makes it where it is not kept.
    func value<Fault: Error>(
        _ key: Key, make: () throws(Fault) -> Value
    ) throws(Fault) -> Value {
        if let known = find(key) { return known }
        let value = try make()
        keep(value, as: key)
        return value
    }
}

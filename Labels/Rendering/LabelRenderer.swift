public import Printing
import Synchronization

/// Draws labels: a layout, a medium and what a label says go in, dots come out.
///
/// It may be used from any thread and draws one label at a time; make a second one to draw two at
/// the same time. The same input and the same fonts give the same dots.
public final class LabelRenderer: Sendable {
    /// Dots on a side at most: 250 mm at 1,016 dpi.
    static let sideLimit = 10_000

    /// Labels on sheets at once.
    static let sheetLabelLimit = 1_000

    private let catalogue: LayoutCatalogue
    private let context: Mutex<RenderContext>

    /// A renderer of these layouts; the first label it draws waits for the fonts to be found.
    public init(_ catalogue: LayoutCatalogue) {
        self.catalogue = catalogue
        context = Mutex(RenderContext())
    }

    /// One label as the dots of a printer.
    ///
    /// - Parameters:
    ///   - layout: One of the catalogue's names, with `-large` after it in large type.
    ///   - media: Its size at the resolution is the bitmap's size.
    ///   - resolution: Of the print head.
    ///   - fields: What the label says, such as `name` and `detail`; an empty field leaves its room
    ///     to the others, and of a text, or of one row of a list, only the first 1,000 Unicode
    ///     scalars are looked at.
    ///   - code: What the QR holds, 1 to 300 bytes; nil draws none.
    /// - Returns: The dots, with a note for everything that had to be left out.
    /// - Throws: ``LabelFault``.
    public func draw(
        _ layout: String, on media: Media, at resolution: Resolution, fields: [String: String],
        code: String?
    ) throws(LabelFault) -> Drawing {
        let request = try request(layout, media, resolution, fields, code)
        return try context.withLock { context throws(LabelFault) in try context.draw(request) }
    }

    /// Finds out whether a label can be drawn, at a fraction of what drawing it takes.
    ///
    /// - Returns: The notes that its drawing would have.
    /// - Throws: What ``draw(_:on:at:fields:code:)`` throws.
    @discardableResult
    public func check(
        _ layout: String, on media: Media, at resolution: Resolution, fields: [String: String],
        code: String?
    ) throws(LabelFault) -> [Note] {
        let request = try request(layout, media, resolution, fields, code)
        return try context.withLock { context throws(LabelFault) in
            try context.compose(request).notes
        }
    }

    /// The same label as a PDF of one page of the media's size, in outlines.
    ///
    /// - Parameters:
    ///   - layout: One of the catalogue's names.
    ///   - media: Its size is the page's.
    ///   - resolution: Of the print head whose label the page shows: the QR is a whole number of
    ///     its dots, and lines end where they end there.
    ///   - fields: What the label says.
    ///   - code: What the QR holds, 1 to 300 bytes; nil draws none.
    /// - Returns: The file's bytes.
    /// - Throws: ``LabelFault``.
    public func pdf(
        _ layout: String, on media: Media, at resolution: Resolution, fields: [String: String],
        code: String?
    ) throws(LabelFault) -> [UInt8] {
        let request = try request(layout, media, resolution, fields, code)
        return try context.withLock { context throws(LabelFault) in try context.page(request) }
    }

    /// Many labels on sheets for an office printer, a PDF in outlines.
    ///
    /// - Parameters:
    ///   - labels: 1 to 1,000, in the order of the cells: row by row from the top left.
    ///   - sheet: One of the catalogue's.
    ///   - place: The first page's cell for the first label, from 1; sheets may be used up bit by
    ///     bit.
    ///   - offset: By which all labels are moved on the page.
    /// - Returns: The file, with notes for every label.
    /// - Throws: ``LabelFault``; of several labels, ``LabelFault/ofLabel(_:_:)``.
    public func sheets(
        of labels: [SheetLabel], on sheet: Sheet, from place: Int = 1,
        movedBy offset: SheetOffset = .none
    ) throws(LabelFault) -> SheetDrawing {
        guard (1...sheet.count).contains(place) else {
            throw .sheetPlaceOutOfRange(place: place, limit: sheet.count)
        }
        guard (1...Self.sheetLabelLimit).contains(labels.count) else {
            throw .labelCountOutOfRange(count: labels.count, limit: Self.sheetLabelLimit)
        }
        var requests: [RenderRequest] = []
        for (index, label) in labels.enumerated() {
            let drawn = try LabelFault.naming(index, of: labels.count) {
                () throws(LabelFault) in
                try request(label.layout, sheet.media, .dpi300, label.fields, label.code)
            }
            requests.append(drawn)
        }
        return try context.withLock { context throws(LabelFault) in
            try context.sheets(sheet, requests, from: place - 1, movedBy: offset)
        }
    }

    /// Lets go of the label that was drawn last.
    public func forget() { context.withLock { $0.forget() } }

    private func request(
        _ layout: String, _ media: Media, _ resolution: Resolution, _ fields: [String: String],
        _ code: String?
    ) throws(LabelFault) -> RenderRequest {
        let layout = try catalogue.layout(layout)
        let code = try code.map { content throws(LabelFault) in try QRContent(content) }
        return RenderRequest(
            layout: layout, media: media, resolution: resolution, fields: fields, code: code,
            vocabulary: catalogue.vocabulary)
    }
}

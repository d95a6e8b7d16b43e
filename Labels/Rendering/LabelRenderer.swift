public import Printing
import Synchronization

/// Draws labels: a layout, a medium and what a label says go in, dots come out.
///
/// It may be used from any thread and draws one label at a time; renderers that should draw at the
/// same time are made separately. The same input and the same fonts give the same dots.
public final class LabelRenderer: Sendable {
    /// Dots on a label's longer side at most; 250 mm at 1,016 dpi.
    static let sideLimit = 10_000

    private let catalogue: LayoutCatalogue
    private let studio: Mutex<Studio>

    public init(_ catalogue: LayoutCatalogue) {
        self.catalogue = catalogue
        studio = Mutex(Studio())
    }

    /// One label, as the dots of a printer of that resolution.
    ///
    /// - Parameters:
    ///   - layout: One of the catalogue's names.
    ///   - fields: What the label says, such as `name` and `detail`; an empty field leaves its room
    ///     to the others.
    ///   - code: What the QR holds, 1 to 300 bytes; nil draws none.
    /// - Throws: ``LabelFault``.
    public func draw(
        _ layout: String, on media: Media, at resolution: Resolution, fields: [String: String],
        code: String?
    ) throws(LabelFault) -> Drawing {
        let layout = try catalogue.layout(layout)
        let code = try code.map { content throws(LabelFault) in try LabelCode(content) }
        return try studio.withLock { studio throws(LabelFault) in
            try studio.draw(layout, on: media, at: resolution, fields: fields, code: code)
        }
    }
}

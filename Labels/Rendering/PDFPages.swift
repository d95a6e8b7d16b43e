import CPangoCairo
import Printing

/// Labels on pages of a PDF, in outlines.
@safe struct PDFPages {
    // Safety: made and destroyed by `bytes`, which alone makes pages and outlives them.
    private let cairo: OpaquePointer?

    /// A file of pages of one size in millimetres, drawn by `draw`, which calls ``turn()`` between
    /// two.
    ///
    /// - Throws: ``LabelFault/drawingFailed(status:)`` where memory ran out, and what `draw` throws.
    static func bytes(
        width: Double, height: Double, _ draw: (PDFPages) throws(LabelFault) -> Void
    ) throws(LabelFault) -> [UInt8] {
        var fault: LabelFault?
        let bytes = try unsafe bytesWritten { write, sink in
            // Safety: surface and context live and die here; the sink outlives them.
            let surface = unsafe cairo_pdf_surface_create_for_stream(
                write, sink, width / 25.4 * 72, height / 25.4 * 72)
            defer { unsafe cairo_surface_destroy(surface) }
            let cairo = unsafe cairo_create(surface)
            do throws(LabelFault) { try draw(unsafe PDFPages(cairo: cairo)) } catch {
                fault = error
            }
            let status = unsafe cairo_status(cairo)
            unsafe cairo_destroy(cairo)
            unsafe cairo_surface_finish(surface)
            return status == CAIRO_STATUS_SUCCESS ? unsafe cairo_surface_status(surface) : status
        }
        if let fault { throw fault }
        return bytes
    }

    private init(cairo: OpaquePointer?) { unsafe self.cairo = cairo }

    /// Ends this page and begins the next.
    func turn() { unsafe cairo_show_page(cairo) }

    /// Draws a label with its top left at a point, in millimetres.
    func draw(
        _ label: Composition, media: Media, resolution: Resolution, left: Double, top: Double
    ) {
        let millimetre = 72 / 25.4
        unsafe cairo_save(cairo)
        defer { unsafe cairo_restore(cairo) }
        unsafe cairo_translate(cairo, left * millimetre, top * millimetre)
        if label.turned {
            unsafe cairo_translate(cairo, media.width * millimetre, 0)
            unsafe cairo_rotate(cairo, .pi / 2)
        }
        unsafe cairo_scale(cairo, 72 / Double(resolution.dpi), 72 / Double(resolution.dpi))
        for item in label.items { draw(item) }
    }

    private func draw(_ placed: Arrangement.Placement) {
        let (x, y) = (placed.x, placed.y)
        use(black: !placed.isWhite)
        switch placed.item {
        case .text(let text):
            unsafe text.paragraph.show(on: cairo, x: x, y: y, within: text.extents)
        case .symbol(let symbol, let module): fill(symbol, module, x, y)
        case .icon(let icon, let side):
            unsafe icon.draw(on: cairo, x: x, y: y, side: side) { use(black: $0 != placed.isWhite) }
        case .area(let width, let height), .ground(let width, let height):
            unsafe cairo_rectangle(cairo, Double(x), Double(y), Double(width), Double(height))
            unsafe cairo_fill(cairo)
        }
    }

    private func use(black: Bool) {
        let level = black ? 0.0 : 1.0
        unsafe cairo_set_source_rgb(cairo, level, level, level)
    }

    /// All modules as one path, so that no viewer shows seams between them.
    private func fill(_ symbol: QRSymbol, _ module: Int, _ x: Int, _ y: Int) {
        for row in 0..<symbol.side {
            for column in 0..<symbol.side where symbol[column, row] {
                unsafe cairo_rectangle(
                    cairo, Double(x + column * module), Double(y + row * module), Double(module),
                    Double(module))
            }
        }
        unsafe cairo_fill(cairo)
    }
}

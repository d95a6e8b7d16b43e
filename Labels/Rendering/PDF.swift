import CPangoCairo
import Printing

extension Composition {
    /// One page, everything where and as large as it stands in dots.
    ///
    /// - Throws: ``LabelFault/drawingFailed(status:)`` where memory ran out.
    func pdf(media: Media, resolution: Resolution) throws(LabelFault) -> [UInt8] {
        let point = 72 / Double(resolution.dpi)
        let page = (width: media.width / 25.4 * 72, height: media.feed / 25.4 * 72)
        return try unsafe bytesWritten { write, sink in
            // Safety: surface and context live and die here; the sink outlives them.
            let surface = unsafe cairo_pdf_surface_create_for_stream(
                write, sink, page.width, page.height)
            defer { unsafe cairo_surface_destroy(surface) }
            let cairo = unsafe cairo_create(surface)
            if turned {
                unsafe cairo_translate(cairo, page.width, 0)
                unsafe cairo_rotate(cairo, .pi / 2)
            }
            unsafe cairo_scale(cairo, point, point)
            for item in items {
                switch item.item {
                case .text(let text):
                    unsafe text.paragraph.show(
                        on: cairo, x: item.x, y: item.y, within: text.extents)
                case .symbol(let symbol, let module):
                    unsafe fill(symbol, module, item.x, item.y, on: cairo)
                }
            }
            let status = unsafe cairo_status(cairo)
            unsafe cairo_destroy(cairo)
            unsafe cairo_surface_finish(surface)
            return status == CAIRO_STATUS_SUCCESS ? unsafe cairo_surface_status(surface) : status
        }
    }

    /// All modules as one path, so that no viewer shows seams between them.
    private func fill(
        _ symbol: QRSymbol, _ module: Int, _ x: Int, _ y: Int, on cairo: OpaquePointer?
    ) {
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

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
            // With a plain table of its objects, which `unscaled` adds to.
            unsafe cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
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
        return unscaled(bytes)
    }

    /// The same file with a wish that viewers print it at its own size: an update after its end
    /// (ISO 32000-1, 7.5.6) with a catalogue that has `PrintScaling` (12.2), which Cairo cannot write.
    private static func unscaled(_ file: [UInt8]) -> [UInt8] {
        let end = String(decoding: file.suffix(1_024), as: UTF8.self)
        guard let root = end.firstMatch(of: /\/Root (\d+) 0 R/)?.1,
            let size = end.firstMatch(of: /\/Size (\d+)/)?.1,
            let table = end.firstMatch(of: /startxref\s+(\d+)\s+%%EOF\s*$/)?.1,
            let from = Int(table), file.indices.contains(from)
        else { return file }
        // The catalogue is the last object, and stands before the table.
        let before = String(decoding: file[max(0, from - 1_024)..<from], as: UTF8.self)
        guard let pages = before.matches(of: /\/Type \/Catalog\s+\/Pages (\d+) 0 R/).last?.1
        else { return file }
        let object = file.count + 1
        let catalogue =
            "\n\(root) 0 obj\n<< /Type /Catalog /Version /1.6 /Pages \(pages) 0 R\n"
            + "/ViewerPreferences << /PrintScaling /None >> >>\nendobj\n"
        let offset =
            String(repeating: "0", count: max(0, 10 - String(object).count)) + String(object)
        let update =
            catalogue + "xref\n\(root) 1\n\(offset) 00000 n \n"
            + "trailer\n<< /Size \(size) /Root \(root) 0 R /Prev \(table) >>\n"
            + "startxref\n\(file.count + catalogue.utf8.count)\n%%EOF\n"
        return file + Array(update.utf8)
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
            unsafe text.paragraph.show(on: cairo, x: x, y: y)
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

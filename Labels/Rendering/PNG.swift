import CPangoCairo
public import Printing

extension Bitmap {
    /// A PNG of exactly these dots: one grey pixel a dot, 0 for ink and 255 for paper, no other
    /// value.
    ///
    /// - Throws: ``LabelFault/drawingFailed(status:)`` where memory ran out.
    public func png() throws(LabelFault) -> [UInt8] {
        // Safety: the surface lives and dies here; its rows hold `stride` ≥ `width` bytes.
        let surface = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_A8, Int32(width), Int32(height))
        defer { unsafe cairo_surface_destroy(surface) }
        guard let data = unsafe cairo_image_surface_get_data(surface) else {
            throw .drawingFailed(status: unsafe cairo_surface_status(surface).rawValue)
        }
        let stride = unsafe Int(cairo_image_surface_get_stride(surface))
        for y in 0..<height {
            for (place, byte) in row(y).enumerated() {
                for bit in 0..<min(8, width - place * 8) {
                    unsafe data[y * stride + place * 8 + bit] = byte & (0x80 >> bit) == 0 ? 255 : 0
                }
            }
        }
        unsafe cairo_surface_mark_dirty(surface)
        return try unsafe bytesWritten { unsafe cairo_surface_write_to_png_stream(surface, $0, $1) }
    }
}

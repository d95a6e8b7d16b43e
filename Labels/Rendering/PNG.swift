import CPangoCairo
public import Printing

extension Bitmap {
    /// A PNG of exactly these dots: one bit a pixel, black ink on white paper.
    ///
    /// - Throws: ``LabelFault/drawingFailed(status:)`` where memory ran out.
    public func png() throws(LabelFault) -> [UInt8] {
        // Safety: the surface lives and dies here; its rows hold `stride` ≥ `bytesPerRow` bytes.
        let surface = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_A1, Int32(width), Int32(height))
        defer { unsafe cairo_surface_destroy(surface) }
        guard let data = unsafe cairo_image_surface_get_data(surface) else {
            throw .drawingFailed(status: unsafe cairo_surface_status(surface).rawValue)
        }
        let stride = unsafe Int(cairo_image_surface_get_stride(surface))
        for y in 0..<height {
            for (x, byte) in row(y).enumerated() {
                unsafe data[y * stride + x] = ~byte.bitsReversed
            }
        }
        unsafe cairo_surface_mark_dirty(surface)
        return try unsafe bytesWritten { unsafe cairo_surface_write_to_png_stream(surface, $0, $1) }
    }
}

extension UInt8 {
    /// Cairo has the leftmost dot in the lowest bit.
    fileprivate var bitsReversed: UInt8 {
        var byte = self
        byte = byte >> 4 | byte << 4
        byte = (byte & 0xCC) >> 2 | (byte & 0x33) << 2
        return (byte & 0xAA) >> 1 | (byte & 0x55) << 1
    }
}

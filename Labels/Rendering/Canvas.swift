import CPangoCairo
import Printing

/// A picture of one size that labels of that size are drawn on, one after the other.
///
/// One bit a dot from the start: no grey is ever drawn that would have to be decided on later.
@safe final class Canvas {
    let width: Int
    let height: Int
    // Safety: made in init, released in deinit. Cairo owns the dots; they are read after a flush.
    private let surface: OpaquePointer?
    private let cairo: OpaquePointer?

    /// - Throws: ``LabelFault/drawingFailed(status:)`` where there is no memory for it.
    init(width: Int, height: Int) throws(LabelFault) {
        self.width = width
        self.height = height
        unsafe surface = cairo_image_surface_create(CAIRO_FORMAT_A1, Int32(width), Int32(height))
        unsafe cairo = cairo_create(surface)
        let status = unsafe cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawingFailed(status: status.rawValue) }
        unsafe cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE)
    }

    deinit {
        unsafe cairo_destroy(cairo)
        unsafe cairo_surface_destroy(surface)
    }

    /// White paper, then the items; what is beyond an item's own box is not drawn.
    func draw(_ items: [Arrangement.Placed]) throws(LabelFault) -> Bitmap {
        unsafe cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR)
        unsafe cairo_paint(cairo)
        unsafe cairo_set_operator(cairo, CAIRO_OPERATOR_OVER)
        for item in items {
            guard case .text(let text) = item.item else { continue }
            unsafe text.paragraph.show(on: cairo, x: Double(item.x), y: Double(item.y))
        }
        unsafe cairo_surface_flush(surface)
        let status = unsafe cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawingFailed(status: status.rawValue) }
        var dots = bytes()
        for item in items {
            guard case .symbol(let symbol, let module) = item.item else { continue }
            dots.paint(symbol, x: item.x, y: item.y, module: module)
        }
        return Bitmap(width: width, height: height, bytes: dots.bytes)
    }

    /// Cairo's A1 rows are padded to 32 bits and have the leftmost dot in the lowest bit.
    private func bytes() -> Dots {
        let stride = unsafe Int(cairo_image_surface_get_stride(surface))
        let data = unsafe UnsafeBufferPointer(
            start: cairo_image_surface_get_data(surface), count: stride * height)
        let bytesPerRow = (width + 7) / 8
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: bytesPerRow * height) {
            bytes, count in
            for y in 0..<height {
                for x in 0..<bytesPerRow {
                    unsafe bytes[y * bytesPerRow + x] = data[y * stride + x].bitsReversed
                }
            }
            count = bytesPerRow * height
        }
        return Dots(bytes: bytes, bytesPerRow: bytesPerRow)
    }
}

/// Rows of dots that modules are painted into.
private struct Dots {
    var bytes: [UInt8]
    let bytesPerRow: Int

    /// Paints one row of dots a row of modules, and copies it down.
    mutating func paint(_ symbol: QRSymbol, x: Int, y: Int, module: Int) {
        for row in 0..<symbol.side {
            let first = (y + row * module) * bytesPerRow
            for column in 0..<symbol.side where symbol[column, row] {
                for dot in x + column * module..<x + (column + 1) * module {
                    bytes[first + dot / 8] |= 0x80 >> UInt8(dot % 8)
                }
            }
            for copy in 1..<module {
                for byte in x / 8...(x + symbol.side * module) / 8 where byte < bytesPerRow {
                    bytes[first + copy * bytesPerRow + byte] |= bytes[first + byte]
                }
            }
        }
    }
}

extension UInt8 {
    var bitsReversed: UInt8 {
        var byte = self
        byte = byte >> 4 | byte << 4
        byte = (byte & 0xCC) >> 2 | (byte & 0x33) << 2
        return (byte & 0xAA) >> 1 | (byte & 0x55) << 1
    }
}

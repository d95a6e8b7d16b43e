import CPangoCairo
import Printing

/// A picture of one size that labels of that size are drawn on, one after the other.
@safe final class Canvas {
    let width: Int
    let height: Int
    // Safety: made in init, released in deinit. Cairo owns the dots: `stride` bytes a row, written
    // while it draws and read after a flush.
    private let surface: OpaquePointer?
    private let cairo: OpaquePointer?
    private let stride: Int

    /// - Throws: ``LabelFault/drawingFailed(status:)`` where there is no memory for it.
    init(width: Int, height: Int) throws(LabelFault) {
        self.width = width
        self.height = height
        // A byte a dot: Cairo is three times as fast with these as with bits.
        unsafe surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(height))
        unsafe cairo = cairo_create(surface)
        stride = unsafe Int(cairo_image_surface_get_stride(surface))
        try check()
    }

    deinit {
        unsafe cairo_destroy(cairo)
        unsafe cairo_surface_destroy(surface)
    }

    /// White paper, then the items in their order.
    func draw(_ items: [Arrangement.Placement]) throws(LabelFault) -> Dots {
        unsafe cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR)
        unsafe cairo_paint(cairo)
        // Ink on white is the same sum either way, and pixman has a fast path for this one.
        unsafe cairo_set_operator(cairo, CAIRO_OPERATOR_ADD)
        for item in items {
            switch item.item {
            case .text(let text) where !text.mayHaveColour:
                unsafe text.paragraph.show(on: cairo, x: item.x, y: item.y)
            case .icon(let icon, let side):
                unsafe icon.draw(on: cairo, x: item.x, y: item.y, side: side) { isBlack in
                    unsafe cairo_set_operator(
                        cairo, isBlack ? CAIRO_OPERATOR_OVER : CAIRO_OPERATOR_DEST_OUT)
                }
                unsafe cairo_set_operator(cairo, CAIRO_OPERATOR_ADD)
            case .text, .symbol, .area, .ground: break
            }
        }
        unsafe cairo_surface_flush(surface)
        try check()
        var dots = dots()
        for item in items {
            switch item.item {
            case .symbol(let symbol, let module):
                dots.paint(symbol, x: item.x, y: item.y, module: module)
            case .text(let text) where text.mayHaveColour:
                var ink = try ColourInk(text)
                let left = item.x + text.extents.left
                let top = item.y + text.extents.top
                ink.dots { dots.blacken(x: left + $0, y: top + $1) }
            case .area(let width, let height):
                dots.fill(x: item.x..<item.x + width, y: item.y..<item.y + height)
            case .text, .icon, .ground: break
            }
        }
        for case (let x, let y, .ground(let width, let height)) in items.map({
            ($0.x, $0.y, $0.item)
        }) {
            dots.invert(x: x..<x + width, y: y..<y + height)
        }
        return dots
    }

    private func check() throws(LabelFault) {
        let status = unsafe cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawingFailed(status: status.rawValue) }
    }

    /// A dot is black where ink covers half of it or more: the top bit of its byte.
    private func dots() -> Dots {
        let bytesPerRow = (width + 7) / 8
        guard let data = unsafe cairo_image_surface_get_data(surface) else {
            return Dots(width: width, height: height)
        }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: bytesPerRow * height) {
            bytes, count in
            for y in 0..<height {
                let row = unsafe UnsafeRawPointer(data) + y * stride
                for x in 0..<width / 8 {
                    let eight = unsafe row.loadUnaligned(fromByteOffset: x * 8, as: UInt64.self)
                    unsafe bytes[y * bytesPerRow + x] = Self.topBits(of: UInt64(bigEndian: eight))
                }
                guard width % 8 > 0 else { continue }
                var last: UInt8 = 0
                for x in width / 8 * 8..<width where unsafe data[y * stride + x] >= 0x80 {
                    last |= 0x80 >> UInt8(x % 8)
                }
                unsafe bytes[(y + 1) * bytesPerRow - 1] = last
            }
            count = bytesPerRow * height
        }
        return Dots(width: width, height: height, bytes: bytes)
    }

    /// The top bits of eight bytes as one byte, in the same order.
    private static func topBits(of eight: UInt64) -> UInt8 {
        // Each bit is carried to its own place in the top byte; no two meet on the way.
        UInt8(truncatingIfNeeded: ((eight & 0x8080_8080_8080_8080) &* 0x0002_0408_1020_4081) >> 56)
    }
}

import CPangoCairo

/// A text that may hold emoji: fonts for these have pictures in colour, which become black and
/// white here: an outline, and inside it fewer or more dots for lighter or darker.
struct ColourInk {
    let width, height: Int
    /// Of the picture, 0 clear to 255 opaque.
    private let alpha: [UInt8]
    /// 0 black to 255 white.
    private var brightness: [Int]

    /// Draws the ink of a text on an area of its own size.
    ///
    /// - Throws: ``LabelFault/drawingFailed(status:)`` where memory ran out.
    init(_ text: FittedText) throws(LabelFault) {
        let extents = text.extents
        width = max(1, extents.right - extents.left)
        height = max(1, extents.height)
        // Safety: surface and context live and die here; a row holds `stride` ≥ 4 × width bytes.
        let surface = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        defer { unsafe cairo_surface_destroy(surface) }
        let cairo = unsafe cairo_create(surface)
        unsafe text.paragraph.show(on: cairo, x: -extents.left, y: -extents.top)
        let status = unsafe cairo_status(cairo)
        unsafe cairo_destroy(cairo)
        unsafe cairo_surface_flush(surface)
        guard status == CAIRO_STATUS_SUCCESS,
            let data = unsafe cairo_image_surface_get_data(surface)
        else {
            throw .drawingFailed(status: status.rawValue)
        }
        let stride = unsafe Int(cairo_image_surface_get_stride(surface))
        var alpha: [UInt8] = []
        var brightness: [Int] = []
        for y in 0..<height {
            for x in 0..<width {
                let word = unsafe UnsafeRawPointer(data).load(
                    fromByteOffset: y * stride + 4 * x, as: UInt32.self)
                let red = Int(word >> 16 & 0xFF)
                let green = Int(word >> 8 & 0xFF)
                let blue = Int(word & 0xFF)
                alpha.append(UInt8(word >> 24))
                brightness.append((54 * red + 183 * green + 19 * blue) >> 8)
            }
        }
        self.alpha = alpha
        self.brightness = brightness
    }

    /// Calls `blacken` with every black dot, from the top left of the ink.
    mutating func dots(_ blacken: (_ x: Int, _ y: Int) -> Void) {
        for y in 0..<height {
            for x in 0..<width where isInk(x, y) {
                let value = brightness[y * width + x]
                let isBlack = value < 128 || isOutline(x, y)
                if isBlack { blacken(x, y) }
                spread((value - (isBlack ? 0 : 255)) / 8, from: x, y)
            }
        }
    }

    private func isInk(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < width && y < height && alpha[y * width + x] >= 128
    }

    /// The outermost two dots of a picture.
    private func isOutline(_ x: Int, _ y: Int) -> Bool {
        !(isInk(x - 2, y) && isInk(x + 2, y) && isInk(x, y - 2) && isInk(x, y + 2))
    }

    /// Bill Atkinson's dithering: six of eight parts of the error go on, which keeps light areas
    /// light.
    private mutating func spread(_ part: Int, from x: Int, _ y: Int) {
        guard part != 0 else { return }
        for (dx, dy) in [(1, 0), (2, 0), (-1, 1), (0, 1), (1, 1), (0, 2)]
        where isInk(x + dx, y + dy) {
            brightness[(y + dy) * width + x + dx] += part
        }
    }
}

/// A bitmap shown elsewhere on the paper: whole rows and bytes at a time, never dot by dot.
extension Bitmap {
    /// What a window onto the picture shows; beyond the picture the paper is white.
    ///
    /// - Parameters:
    ///   - x: The window's left edge in the picture's dots; negative to the left of it.
    ///   - y: The window's top edge in the picture's dots; negative above it.
    ///   - width: Dots across the head, 1 to 65,535.
    ///   - height: Dots along the feed, 1 to 65,535.
    /// - Returns: A picture of the window's size.
    public func window(x: Int, y: Int, width: Int, height: Int) -> Bitmap {
        let from = bytesPerRow
        let to = (width + 7) / 8
        var shown = [UInt8](repeating: 0, count: to * height)
        let columns = ByteColumns(x: x, from: from, to: to)
        if !columns.inside.isEmpty {
            for row in max(0, -y)..<max(max(0, -y), min(height, self.height - y)) {
                columns.copy(
                    bytes[(y + row) * from..<(y + row + 1) * from], into: &shown, at: row * to)
            }
        }
        return Bitmap(width: width, height: height, bytes: shown)
    }

    /// The picture as a mirror shows it, left for right.
    public func mirrored() -> Bitmap {
        var flipped: [UInt8] = []
        flipped.reserveCapacity(bytes.count)
        for y in 0..<height { flipped.append(contentsOf: row(y).reversed().lazy.map(\.mirrored)) }
        return unpadded(flipped)
    }

    /// The picture turned upside down, by 180 degrees.
    public func turnedHalf() -> Bitmap { unpadded(bytes.reversed().map(\.mirrored)) }

    /// The picture as a printer's options lay it: moved as one reads it, then turned.
    ///
    /// What moves over the paper's edge, or to where its printers do not reach, is not printed. An
    /// offset beyond its range is cut off.
    public func laid(by settings: JobSettings) -> Bitmap {
        let (options, resolution) = (settings.options, settings.resolution)
        let range = PrinterOptions.offsets
        let right = resolution.dots(Double(range.nearest(options.offsetAcross)) / 10)
        let down = resolution.dots(Double(range.nearest(options.offsetAlong)) / 10)
        let moved =
            right == 0 && down == 0
            ? self
            : window(x: -right, y: -down, width: width, height: height)
                .within(settings.media, at: resolution)
        return switch options.rotation {
        case .none: moved
        case .half: moved.turnedHalf()
        }
    }

    /// The picture with nothing in the edges that a paper's printers do not reach.
    public func within(_ media: Media, at resolution: Resolution) -> Bitmap {
        let across = resolution.dots(media.edgeAcross)
        let along = resolution.dots(media.edgeAlong)
        let (inWidth, inHeight) = (width - 2 * across, height - 2 * along)
        guard across > 0 || along > 0, inWidth > 0, inHeight > 0 else { return self }
        return window(x: across, y: along, width: inWidth, height: inHeight)
            .window(x: -across, y: -along, width: width, height: height)
    }

    /// How many dots are black.
    public var blackDots: Int {
        var count = 0
        for byte in bytes { count += byte.nonzeroBitCount }
        return count
    }

    /// Mirrored rows begin with the padding they ended with: moves each to the left by it.
    private func unpadded(_ flipped: [UInt8]) -> Bitmap {
        let padding = bytesPerRow * 8 - width
        let padded = Bitmap(width: bytesPerRow * 8, height: height, bytes: flipped)
        return padding == 0
            ? padded : padded.window(x: padding, y: 0, width: width, height: height)
    }
}

/// Which bytes of a wide row stand where in another that begins some dots to its left or right.
private struct ByteColumns {
    /// Bytes of the new row that show something of the old one.
    let inside: Range<Int>
    /// From a byte of the new row to the byte of the old one that its first dot lies in.
    private let distance: Int
    private let shift: UInt8
    private let last: Int

    init(x: Int, from: Int, to: Int) {
        distance = x >> 3
        shift = UInt8(x & 7)
        last = from - 1
        let first = max(0, -distance - (shift > 0 ? 1 : 0))
        inside = first..<max(first, min(to, from - distance))
    }

    func copy(_ row: ArraySlice<UInt8>, into shown: inout [UInt8], at start: Int) {
        var target = shown.mutableSpan
        for column in inside {
            let source = column + distance
            var byte: UInt8 = source >= 0 ? row[row.startIndex + source] << shift : 0
            if shift > 0, source < last {
                byte |= row[row.startIndex + source + 1] >> (8 - shift)
            }
            target[start + column] = byte
        }
    }
}

extension UInt8 {
    /// The bits in the opposite order.
    fileprivate var mirrored: UInt8 {
        var bits = (self & 0xF0) >> 4 | (self & 0x0F) << 4
        bits = (bits & 0xCC) >> 2 | (bits & 0x33) << 2
        return (bits & 0xAA) >> 1 | (bits & 0x55) << 1
    }
}

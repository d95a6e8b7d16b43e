import CPangoCairo

/// A picture that someone sent, made small.
///
/// It is drawn anew: of what the file said beside its dots, such as where and when it was taken, nothing is left.
public enum Photo {
    /// Bytes of a file, at the most.
    public static let byteLimit = 1 << 20
    /// Dots on a side of a file, at the most.
    public static let sourceSide = 4_096
    /// Dots on the longer side of what comes out, at the most.
    public static let side = 320

    /// Draws a picture anew, on white; one that is small stays as large as it is.
    ///
    /// - Parameter file: A PNG.
    /// - Returns: A PNG of at most ``side`` dots on a side.
    /// - Throws: ``PhotoFault``, or ``LabelFault/drawingFailed(status:)`` where memory ran out.
    public static func thumbnail(of file: [UInt8]) throws -> [UInt8] {
        let (width, height) = try size(of: file)
        // Safety: both surfaces and the context live and die here. The source outlives the reading, and Cairo calls the
        // function within it only; it is given a buffer of as many bytes as it says.
        let source = ByteSource(file)
        let whole = unsafe withExtendedLifetime(source) {
            unsafe cairo_image_surface_create_from_png_stream(
                { closure, data, length in
                    guard let closure = unsafe closure, let data = unsafe data else {
                        return CAIRO_STATUS_READ_ERROR
                    }
                    let source = unsafe Unmanaged<ByteSource>.fromOpaque(closure)
                        .takeUnretainedValue()
                    guard let bytes = source.take(Int(length)) else {
                        return CAIRO_STATUS_READ_ERROR
                    }
                    for (place, byte) in bytes.enumerated() { unsafe data[place] = byte }
                    return CAIRO_STATUS_SUCCESS
                }, Unmanaged.passUnretained(source).toOpaque())
        }
        defer { unsafe cairo_surface_destroy(whole) }
        guard unsafe cairo_surface_status(whole) == CAIRO_STATUS_SUCCESS else {
            throw PhotoFault.damaged
        }
        let scale = min(1, Double(side) / Double(max(width, height)))
        let across = max(1, Int((Double(width) * scale).rounded()))
        let along = max(1, Int((Double(height) * scale).rounded()))
        let small = unsafe cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, Int32(across), Int32(along))
        defer { unsafe cairo_surface_destroy(small) }
        let cairo = unsafe cairo_create(small)
        defer { unsafe cairo_destroy(cairo) }
        unsafe cairo_set_source_rgb(cairo, 1, 1, 1)
        unsafe cairo_paint(cairo)
        unsafe cairo_scale(
            cairo, Double(across) / Double(width), Double(along) / Double(height))
        unsafe cairo_set_source_surface(cairo, whole, 0, 0)
        // What lies beyond the edge would mix with it.
        unsafe cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD)
        unsafe cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD)
        unsafe cairo_paint(cairo)
        let status = unsafe cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw LabelFault.drawingFailed(status: status.rawValue)
        }
        unsafe cairo_surface_flush(small)
        return try unsafe bytesWritten { unsafe cairo_surface_write_to_png_stream(small, $0, $1) }
    }

    /// Dots across and along, by the file's head: a few bytes can say that there are so many that no memory holds them.
    private static func size(of file: [UInt8]) throws(PhotoFault) -> (width: Int, height: Int) {
        // Signature, then the chunk IHDR (PNG, third edition, sections 5.2 and 11.2.1).
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        guard file.starts(with: head.prefix(8)) else { throw .noPNG(kind: kind(of: file)) }
        guard file.count >= 33, file.starts(with: head + Array("IHDR".utf8)) else {
            throw .damaged
        }
        func number(_ place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (width, height) = (number(16), number(20))
        guard width > 0, height > 0 else { throw .damaged }
        // Later versions of Cairo take 16 bytes for a dot of 16 bits a colour, and 4 for any other.
        let isDeep = file[24] == 16
        let limit = isDeep ? sourceSide / 2 : sourceSide
        guard width <= limit, height <= limit else {
            throw .tooLarge(width: width, height: height, limit: limit)
        }
        return (width, height)
    }

    /// What a file is that is no PNG, by its first bytes; nil where they do not tell.
    private static func kind(of file: [UInt8]) -> PhotoFault.Kind? {
        if file.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if file.starts(with: Array("GIF8".utf8)) { return .gif }
        let brand = file.dropFirst(8).prefix(4)
        if file.starts(with: Array("RIFF".utf8)), brand.elementsEqual("WEBP".utf8) { return .webp }
        guard file.dropFirst(4).prefix(4).elementsEqual("ftyp".utf8) else { return nil }
        if brand.starts(with: "av".utf8) { return .avif }
        return ["heic", "heix", "mif1", "msf1"].contains { brand.elementsEqual($0.utf8) }
            ? .heic : nil
    }
}

/// Why a picture that someone sent is not taken, in order of precedence.
public enum PhotoFault: Error, Hashable {
    /// What a picture is that is no PNG.
    public enum Kind: String, Sendable {
        case jpeg = "JPEG"
        case gif = "GIF"
        case webp = "WebP"
        case heic = "HEIC"
        case avif = "AVIF"
    }

    /// It is no PNG, but of that kind; nil where nobody can tell.
    case noPNG(kind: Kind?)
    /// It has more dots than `limit` on a side.
    case tooLarge(width: Int, height: Int, limit: Int)
    /// It begins as a PNG, and cannot be read to its end.
    case damaged
}

/// Gives the bytes of a file to Cairo.
private final class ByteSource {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes that follow; nil where there are fewer.
    func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.count - place else { return nil }
        defer { place += count }
        return bytes[place..<place + count]
    }
}

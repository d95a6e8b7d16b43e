import CZlib
package import NIOCore

/// Presses bytes into gzip (RFC 1952) as they come, with 256 KB for its own use, however many they are.
@safe package final class GzipStream {
    /// How long it looks for a shorter way to say the same, as zlib counts: 1 to 9.
    package enum Effort: Int32 {
        /// Of what is pressed for one answer: 80 KB of pages in a millisecond, and a twelfth longer than at best.
        case once = 4
        /// Of a page that someone waits for: 0.3 ms more for that of a full pantry, and as short as can be.
        case page = 8
        /// Of what is pressed at start and sent many times.
        case kept = 9
    }

    // Safety: zlib's state is made here and let go in `deinit`, at one address, which it holds itself against. The pointers that it
    // reads and writes by are of buffers that stand for the length of each call, and are taken back after it.
    private let stream: UnsafeMutablePointer<z_stream>

    package init(_ effort: Effort) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 31 is a window of 15 bits, and 16 for gzip about it; 8 is zlib's own measure of memory, 9 its greatest.
        let begun = unsafe deflateInit2_(
            stream, effort.rawValue, Z_DEFLATED, 31, effort == .kept ? 9 : 8, Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(begun == Z_OK, "zlib of another version, or no memory")
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// What there is to send once these bytes came; the rest comes with the last.
    package func press(_ bytes: ByteBuffer, isLast: Bool = false) -> ByteBuffer {
        var pressed = ByteBuffer()
        unsafe bytes.withUnsafeReadableBytes { bytes in
            let start = unsafe bytes.bindMemory(to: UInt8.self).baseAddress
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
            unsafe stream.pointee.avail_in = UInt32(bytes.count)
            repeat {
                unsafe pressed.writeWithUnsafeMutableBytes(
                    minimumWritableBytes: max(512, bytes.count / 4)
                ) { space in
                    unsafe stream.pointee.next_out =
                        space.bindMemory(to: UInt8.self).baseAddress
                    unsafe stream.pointee.avail_out = UInt32(space.count)
                    unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    return unsafe space.count - Int(stream.pointee.avail_out)
                }
            } while unsafe stream.pointee.avail_out == 0
            unsafe stream.pointee.next_in = nil
            unsafe stream.pointee.next_out = nil
        }
        return pressed
    }

    /// All of these bytes, pressed.
    package static func whole(_ bytes: ByteBuffer, _ effort: Effort) -> ByteBuffer {
        GzipStream(effort).press(bytes, isLast: true)
    }
}

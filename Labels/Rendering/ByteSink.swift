import CPangoCairo

/// Collects what Cairo writes to a stream.
private final class ByteSink {
    var bytes: [UInt8] = []
}

/// The bytes that `write` hands to the stream function and closure it is given.
///
/// - Throws: ``LabelFault/drawingFailed(status:)`` with the status that `write` returns.
func bytesWritten(
    by write: (cairo_write_func_t, UnsafeMutableRawPointer) -> cairo_status_t
) throws(LabelFault) -> [UInt8] {
    let sink = ByteSink()
    // Safety: the sink outlives `write`, and Cairo calls the function within it only.
    let status = withExtendedLifetime(sink) {
        unsafe write(
            { closure, data, length in
                guard let closure = unsafe closure else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
                unsafe sink.bytes.append(
                    contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque())
    }
    guard status == CAIRO_STATUS_SUCCESS else { throw .drawingFailed(status: status.rawValue) }
    return sink.bytes
}

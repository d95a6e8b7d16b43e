import ParserChecks

/// Reads what libFuzzer made up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // Safety: libFuzzer keeps these bytes until this function returns; here they are copied.
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let faults = scanFaults(reading: String(decoding: bytes, as: UTF8.self))
    precondition(faults.isEmpty, "\(faults)")
    return 0
}

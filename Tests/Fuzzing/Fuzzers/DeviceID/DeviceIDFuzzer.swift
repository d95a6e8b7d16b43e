import ParserChecks

/// Reads what libFuzzer made up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    hold(start, count) { deviceIDFaults(reading: String(decoding: $0, as: UTF8.self)) }
}

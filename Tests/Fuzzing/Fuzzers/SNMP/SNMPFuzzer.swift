import ParserChecks

/// Reads what libFuzzer made up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    hold(start, count) { snmpFaults(reading: $0) }
}

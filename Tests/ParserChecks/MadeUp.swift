/// Holds what libFuzzer made up against a check; the program ends where that finds a fault.
///
/// - Returns: What libFuzzer wants to hear.
public func hold(
    _ start: UnsafePointer<UInt8>?, _ count: Int, against check: ([UInt8]) -> [String]
) -> CInt {
    // Safety: libFuzzer keeps these bytes until this function returns; here they are copied.
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    let faults = check(bytes)
    precondition(faults.isEmpty, "\(faults)")
    return 0
}

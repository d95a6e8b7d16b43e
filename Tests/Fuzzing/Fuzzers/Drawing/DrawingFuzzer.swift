import ParserChecks
import Rendering

private let shipped = Result { try LayoutCatalogue() }

/// Reads what libFuzzer made up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // Safety: libFuzzer keeps these bytes until this function returns; here they are copied.
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard case .success(let shipped) = shipped else { preconditionFailure("no shipped layouts") }
    let faults = drawingFaults(reading: String(decoding: bytes, as: UTF8.self), in: shipped)
    precondition(faults.isEmpty, "\(faults)")
    return 0
}

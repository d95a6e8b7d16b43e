import ParserChecks
import Rendering

private let shipped = Result { try LayoutCatalogue() }

/// Reads what libFuzzer made up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard case .success(let shipped) = shipped else { preconditionFailure("no shipped layouts") }
    return hold(start, count) {
        drawingFaults(reading: String(decoding: $0, as: UTF8.self), in: shipped)
    }
}

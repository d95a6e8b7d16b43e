import Barcodes

/// What is wrong with how a scan is read, whatever it says; empty where nothing is, and where there
/// is nothing to read.
public func scanFaults(reading raw: String) -> [String] {
    guard let scanned = try? ScanReader.read(raw) else { return [] }
    let (keys, learned) = (scanned.keys, scanned.keyToLearn)
    var faults: [String] = []
    for key in keys {
        let scalars = key.unicodeScalars
        if !(1...ScanInterpretation.lengthLimit).contains(scalars.count) {
            faults.append("a key of \(scalars.count) scalars")
        }
        if scalars.contains(where: { $0.value < 0x20 && $0.value != 0x1D }) {
            faults.append("a control character in \(key.debugDescription)")
        }
    }
    if !keys.contains(learned) {
        faults.append("learned by \(learned.debugDescription), looked up by \(keys)")
    }
    // An AIM identifier says of digits what they alone cannot say again: that eight are an EAN-8 and
    // no UPC-E, or (ITF) no trade item number.
    if !raw.contains("]"), (try? ScanReader.read(learned))?.keyToLearn != learned {
        faults.append("\(learned.debugDescription) is read otherwise the next time")
    }
    return faults
}

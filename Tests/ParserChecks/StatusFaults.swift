public import Printing

/// What is wrong with how a language reads what a printer sent, whatever that is; empty where nothing
/// is.
public func statusFaults(of language: any PrinterLanguage, hearing heard: [UInt8]) -> [String] {
    var faults: [String] = []
    if let status = language.status(from: heard) {
        if status.isIdle && !saysReady(heard, in: language.name) {
            faults.append("ready, without word of it")
        }
        if let left = status.labelsLeft, left < 0 { faults.append("\(left) labels left") }
        if let width = status.loaded?.width, width < 1 { faults.append("paper \(width) mm wide") }
        if let feed = status.loaded?.feed, feed < 1 { faults.append("labels \(feed) mm long") }
    }
    if let out = language.labelsOut(in: heard, mark: 1), !(0...mostLabels(heard)).contains(out) {
        faults.append("\(out) labels out, in \(heard.count) bytes")
    }
    return faults
}

/// Words of 7 bytes, each at most 64 labels after the one before.
private func mostLabels(_ heard: [UInt8]) -> Int { heard.count / 7 * 64 }

/// Whether the bytes say that a printer is idle and nothing is in the way, by another way to look at
/// them than the parser's.
private func saysReady(_ heard: [UInt8], in language: String) -> Bool {
    switch language {
    case "tspl": heard == [0x00]
    case "dymo": heard == [0x03]
    case "epl2": heard == Array("00\r\n".utf8)
    case "brother":
        heard.indices.dropLast(31).contains { start in
            let report = Array(heard[start..<start + 32])
            return report.starts(with: [0x80, 0x20, 0x42]) && report[8] == 0 && report[9] == 0
                && [0, 1, 5, 6].contains(report[18]) && report[19] == 0
        }
    case "zpl": saysReadyInZPL(String(decoding: heard, as: UTF8.self))
    // ESC/POS has no word for idle.
    default: false
    }
}

/// Three lines from STX to ETX with a zero in each field that could be in the way.
private func saysReadyInZPL(_ heard: String) -> Bool {
    let first = #/\x02\d*,0,0,\d*,0+,0,\d*,0,\d*,0,0,0\x03/#
    // The sixth field is the print mode: a digit or a letter.
    let second = #/\x02\d*,\d*,0,0,\d*,[0-9A-Z],(?:\d*,){2}0+,\d*,\d*\x03/#
    let third = #/\x02\d*,\d*\x03/#
    guard let buffer = heard.firstMatch(of: first.matchingSemantics(.unicodeScalar)),
        let head = heard[buffer.range.upperBound...].firstMatch(
            of: second.matchingSemantics(.unicodeScalar))
    else { return false }
    return heard[head.range.upperBound...].contains(third.matchingSemantics(.unicodeScalar))
}

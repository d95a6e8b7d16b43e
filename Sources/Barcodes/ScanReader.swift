/// Says what a scan is, from the raw text a scanner sent or a person typed.
///
/// Takes the text with or without an AIM identifier (`]E0`), and with whatever a scanner puts
/// around it (CR, LF, TAB, STX). It follows no link and looks nothing up; docs/reference/codes.md
/// lists what is read.
///
/// - Throws: ``ReadFault`` where there is nothing that could be looked up.
public func read(_ raw: String) throws(ReadFault) -> ScanInterpretation {
    let (carrier, payload) = try legible(raw)
    guard carrier != .gs1 else { return ScanInterpretation([.text(String(payload))]) }

    if let digits = Digits(payload) {
        let numbers = readings(of: digits, from: carrier)
        if !numbers.isEmpty { return ScanInterpretation(numbers) }
    }
    let text = String(payload)
    if let label = (try? LabelCode(text)) ?? LabelCode(link: payload) {
        return ScanInterpretation([.label(label), .text(text)])
    }
    if let command = command(text) { return ScanInterpretation([.command(command), .text(text)]) }
    return ScanInterpretation([.text(text)])
}

/// Why a scan cannot be read, in order of precedence.
public enum ReadFault: Error, Hashable {
    /// More than ``ScanInterpretation/lengthLimit`` Unicode scalars. Driving licences and other papers of
    /// people carry such symbols; they are refused whole, for a part of one could be kept as a code.
    case tooLong
    /// Nothing is left without blanks, control characters and the AIM identifier.
    case nothingToRead
}

/// A command card's text in upper case, where it is `U` and 1 to 31 more letters and digits.
private func command(_ text: String) -> String? {
    let bytes = text.utf8
    guard let first = bytes.first, first & 0xDF == UInt8(ascii: "U"),
        (2...32).contains(bytes.count),
        bytes.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) })
    else { return nil }
    return text.uppercased()
}

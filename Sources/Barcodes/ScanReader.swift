/// Says what a scan is; docs/reference/codes.md lists what is read.
public enum ScanReader {
    /// Reads the raw text that a scanner sent or a person typed.
    ///
    /// Takes the text with or without an AIM identifier (`]E0`), and with whatever a scanner puts
    /// around it (CR, LF, TAB, STX). It follows no link and looks nothing up.
    ///
    /// - Throws: ``ReadFault`` where there is nothing that could be looked up.
    public static func read(_ raw: String) throws(ReadFault) -> ScanInterpretation {
        guard raw.utf8.count <= ScanSanitizer.rawBytesLimit else { throw .tooLong }
        guard !PersonalPaper.isLine(raw) else { throw .paperOfAPerson }
        let (symbology, payload) = try ScanSanitizer.sanitize(raw)
        // What cannot be seen may have stood within it.
        guard ScanSanitizer.isPlain(raw) || !PersonalPaper.isLine(String(payload)) else {
            throw .paperOfAPerson
        }
        guard symbology != .gs1 else { return ScanInterpretation([.text(String(payload))]) }

        if let digits = Digits(payload) {
            let numbers = readings(of: digits, from: symbology)
            if !numbers.isEmpty { return ScanInterpretation(numbers) }
        }
        let text = String(payload)
        if let label = (try? LabelCode(text)) ?? LabelCode(link: payload) {
            return ScanInterpretation([.label(label), .text(text)])
        }
        if let command = command(text) {
            return ScanInterpretation([.command(command), .text(text)])
        }
        return ScanInterpretation([.text(text)])
    }

    /// A code as it is on the package: without what only scanners send, and a product's number without the zeros that they put
    /// in front of its twelve or thirteen digits.
    public static func printed(_ raw: String) -> String {
        guard let (symbology, payload) = try? ScanSanitizer.sanitize(raw) else { return raw }
        guard symbology != .gs1 else { return String(payload.dropFirst(3)) }
        guard let digits = Digits(payload), digits.count >= 12, GTIN(number: digits.value) != nil
        else { return String(payload) }
        let zeros = digits.text.prefix(digits.count - 12).prefix { $0 == "0" }.count
        return String(digits.text.dropFirst(zeros))
    }

    /// What digits can mean, likeliest first; empty where they have not the length of a GTIN.
    ///
    /// Eight digits can be a UPC-E, a GTIN-8 and a label code at once (58 % of all UPC-E pass as
    /// GTIN-8). UPC-E goes first unless the scanner says EAN-8: a GTIN-8 that begins with 0 is
    /// internal to one company (GS1 General Specifications 2.1.11), so on donated food it is the
    /// rarer. The other stays behind it, for a hub's scanners differ in what they say and one may
    /// have learned it so.
    private static func readings(of digits: Digits, from symbology: Symbology) -> [Reading] {
        let hasLength =
            symbology == .interleaved ? digits.count == 14 : GTIN.lengths.contains(digits.count)
        guard hasLength else { return [] }
        let plain = GTIN(number: digits.value)
        let expanded = digits.value < 100_000_000 ? GTIN(expandingUPCE: digits.value) : nil
        let isNoUPCE = digits.count != 8 || symbology == .ean8
        let gtins = isNoUPCE ? [plain, plain == nil ? nil : expanded] : [expanded, plain]

        var readings = gtins.compactMap { $0.map(Reading.gtin) }
        let isUnknown = readings.isEmpty
        let mayBeLabel = digits.count == 8 && symbology != .ean8 && symbology != .retail
        if mayBeLabel, let label = try? LabelCode(digits.text) { readings.append(.label(label)) }
        // A symbol that is not a retail one may well hold twelve digits that are no GTIN.
        if isUnknown {
            readings.append(symbology == .other ? .text(digits.text) : .misread(digits.text))
        }
        return readings
    }

    /// A command card's text in upper case, where it is `U` and 1 to 31 more letters and digits.
    private static func command(_ text: String) -> String? {
        let bytes = text.utf8
        guard let first = bytes.first, first & 0xDF == UInt8(ascii: "U"),
            (2...32).contains(bytes.count),
            bytes.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) })
        else { return nil }
        return text.uppercased()
    }
}

/// Why a scan cannot be read, in order of precedence.
public enum ReadFault: Error, Hashable {
    /// A line of a driving licence or a passport, or the stripe of a card, as ``PersonalPaper`` knows them: nothing of it is kept.
    case paperOfAPerson
    /// More than ``ScanInterpretation/lengthLimit`` Unicode scalars. Driving licences and other
    /// papers of people carry such symbols; they are refused whole, for a part of one could be kept
    /// as a code.
    case tooLong
    /// Nothing is left without blanks, control characters and the AIM identifier.
    case nothingToRead
}

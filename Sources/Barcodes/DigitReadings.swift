/// What digits can mean, likeliest first; empty where they have not the length of a GTIN.
///
/// Eight digits can be a UPC-E, a GTIN-8 and a label code at once (58 % of all UPC-E pass as
/// GTIN-8). UPC-E goes first unless the scanner says EAN-8: a GTIN-8 that begins with 0 is internal
/// to one company (GS1 General Specifications 2.1.11), so on donated food it is the rarer. The other
/// stays behind it, for a hub's scanners differ in what they say and one may have learned it so.
func readings(of digits: Digits, from carrier: Symbology) -> [Reading] {
    guard carrier == .interleaved ? digits.count == 14 : GTIN.lengths.contains(digits.count) else {
        return []
    }
    let plain = GTIN(number: digits.value)
    let expanded = digits.value < 100_000_000 ? GTIN(expandingUPCE: digits.value) : nil
    let isNoUPCE = digits.count != 8 || carrier == .ean8
    let gtins = isNoUPCE ? [plain, plain == nil ? nil : expanded] : [expanded, plain]

    var readings = gtins.compactMap { $0.map(Reading.gtin) }
    let isUnknown = readings.isEmpty
    let mayBeLabel = digits.count == 8 && carrier != .ean8 && carrier != .retail
    if mayBeLabel, let label = try? LabelCode(digits.text) { readings.append(.label(label)) }
    // A symbol that is not a retail one may well hold twelve digits that are no GTIN.
    if isUnknown { readings.append(carrier == .other ? .text(digits.text) : .misread(digits.text)) }
    return readings
}

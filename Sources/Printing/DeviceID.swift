/// An IEEE 1284 device id: `MFG:Zebra;MDL:ZD220;CMD:ZPL;`.
///
/// Keys come in several spellings, and any may be missing or blank.
public struct DeviceID: Sendable, Hashable {
    /// `MFG`; nil where missing or blank, as is each of the others.
    public let maker: String?
    /// `MDL`.
    public let model: String?
    /// `SN`.
    public let serial: String?
    /// `CLS`: `PRINTER`, where the device says what it is.
    public let deviceClass: String?
    /// `DES`: what it calls itself to people.
    public let description: String?
    /// Command sets as the printer spells them, in its order.
    public let commandSets: [String]

    /// Reads the text of an id, without the two length bytes; what is not `key:value;` is passed
    /// over.
    public init(_ text: String) {
        var values: [String: String] = [:]
        for field in text.split(separator: ";").flatMap(Self.fields) {
            guard let colon = field.firstIndex(of: ":") else { continue }
            let key = field[..<colon].trimmed.uppercased()
            let value = String(field[field.index(after: colon)...].trimmed)
            if !value.isEmpty, values[key] == nil { values[key] = value }
        }
        func first(_ keys: String...) -> String? { keys.lazy.compactMap { values[$0] }.first }
        maker = first("MFG", "MANUFACTURER")
        model = first("MDL", "MODEL")
        serial = first("SN", "SERN", "SERIALNUMBER")
        deviceClass = first("CLS", "CLASS")
        description = first("DES", "DESCRIPTION")
        commandSets = (first("CMD", "COMMAND SET", "ACTIVE COMMAND") ?? "")
            .split(separator: ",").map { String($0.trimmed) }.filter { !$0.isEmpty }
    }

    /// Some printers leave out the semicolon: `MFG:PrinterCMD:ESCPO`.
    private static func fields(_ text: Substring) -> [Substring] {
        let upper = text.uppercased()
        guard upper.count == text.count else { return [text] }
        for key in ["CMD:", "MDL:", "CLS:"] {
            guard let found = upper.firstRange(of: key) else { continue }
            let place = upper.distance(from: upper.startIndex, to: found.lowerBound)
            let start = text.index(text.startIndex, offsetBy: place)
            let before = text[..<start]
            // The key itself may only have blanks before it.
            guard before.contains(":") else { continue }
            return fields(before) + [text[start...]]
        }
        return [text]
    }

    /// The name of a printer language this id speaks of, where one is certain.
    ///
    /// Spellings seen in the wild: `TSPL2` is TSPL, `CEZD` and `Bixolon_01` are ZPL, `ESCPO` is
    /// ESC/POS, and so is `EPSON` of a POS printer. `PT-CBP` is Brother's QL raster in a QL only, and
    /// `XPP,XL` is a family of firmwares of several languages: it says nothing.
    public var languageName: String? {
        let spellings = [
            "ZPL": "zpl", "ZPL II": "zpl", "ZPL2": "zpl", "CEZD": "zpl", "BIXOLON_01": "zpl",
            "TSPL": "tspl", "TSPL2": "tspl",
            "ESC/POS": "escpos", "ESCPOS": "escpos", "ESCPO": "escpos",
            "EPL": "epl2", "EPL2": "epl2",
        ]
        return words.lazy.compactMap { word in
            switch word {
            case "PT-CBP": isNamed("QL-") ? "brother" : nil
            case "EPSON": isNamed("POS") ? "escpos" : nil
            case let word: spellings[word]
            }
        }.first
    }

    /// What a printer is whose command sets are none of Larder's; nil where that is not certain, or it
    /// has one that is.
    public var obstacle: Obstacle? {
        guard languageName == nil else { return nil }
        let words = words
        if words.contains("PT-CBP") { return isNamed("PT-") ? .tapePrinter : .languageUnknown }
        // STAR, StarPRNT, StarLine, StarGraphic.
        if words.contains(where: { $0.hasPrefix("STAR") }) { return .starPrinter }
        if words.contains("CPCL") { return .cpclPrinter }
        // `DW-PCL` is one of several dialects that end so.
        let dialects = words.flatMap { $0.split(separator: "-").map(String.init) }
        let isOffice = (words + dialects).contains { word in
            Self.officeWords.contains(word) || Self.officePrefixes.contains { word.hasPrefix($0) }
        }
        return isOffice ? .officePrinter : nil
    }

    /// The command sets in capitals, and the words of those that have blanks: some printers part their list with these
    /// (`TSPL CPCL ESC`).
    private var words: [String] {
        commandSets.flatMap { set in
            let whole = set.uppercased()
            let parts = whole.split { $0.isWhitespace }.map(String.init)
            return parts.count > 1 ? [whole] + parts : [whole]
        }
    }

    /// Whether a word of the model's name begins so.
    private func isNamed(_ beginning: String) -> Bool {
        (model ?? "").uppercased().split { $0 == " " || $0 == "_" }
            .contains { $0.hasPrefix(beginning) }
    }

    /// Page description and job languages of office printers, and of photo printers.
    private static let officeWords: Set = [
        "PJL", "PML", "MLC", "PS", "URF", "PDF", "JPEG", "XPS", "GDI", "LIDIL", "QPDL",
        "CAPT", "DESKJET", "DYN", "LDL", "LASERJET", "PPDS",
        "HBP", "XQX", "HIPERC", "ACL", "CPCA", "DDST", "KPDL",
        "PRESCRIBE", "RPCS", "REFINED PRINTING COMMAND STREAM", "SPDL",
    ]
    /// `ESC/P` is that of sheets, `ESC/P-R` and `ESC/Page` too; ESC/POS is one of Larder's.
    private static let officePrefixes = [
        "PCL", "POSTSCRIPT", "ESC/P", "ESCP", "PWG", "LIPS", "UFR", "HBPL", "IVEC", "SPL", "BJ",
        "BR-SCRIPT", "BRSCRIPT", "ZJS", "AIRPRINT", "APPLERASTER",
    ]
}

extension Substring {
    fileprivate var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return self[first...last]
    }
}

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
        for field in text.split(separator: ";") {
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

    /// The name of a printer language this id speaks of, where one is certain.
    ///
    /// Spellings seen in the wild: `XPP,XL` and `TSPL2` are TSPL, `CEZD` and `Bixolon_01` are ZPL.
    public var languageName: String? {
        let spellings = [
            "ZPL": "zpl", "ZPL II": "zpl", "ZPL2": "zpl", "CEZD": "zpl", "BIXOLON_01": "zpl",
            "TSPL": "tspl", "TSPL2": "tspl", "XPP": "tspl", "XL": "tspl",
            "ESC/POS": "escpos", "ESCPOS": "escpos",
            "EPL": "epl2", "EPL2": "epl2", "PT-CBP": "brother",
        ]
        return commandSets.lazy.compactMap { spellings[$0.uppercased()] }.first
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return self[first...last]
    }
}

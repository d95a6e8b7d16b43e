/// Why a device that is a printer cannot be printed to as it is, each with its own words and remedy
/// on the pages.
public enum Obstacle: String, Sendable, Hashable, CaseIterable, Codable {
    /// A Brother QL that shows itself as a disk: its Editor Lite light is on.
    case editorLite
    /// It is a serial line and no USB printer: it can be had as `file:` with the line's path.
    case serialLine
    /// It is known to speak none of Larder's languages, such as a LabelWriter 550.
    case languageUnknown
    /// A laser or ink printer for sheets of paper.
    case officePrinter
    /// A printer for tapes, such as a Brother P-touch, a DYMO LabelManager or the tape side of a LabelWriter DUO.
    case tapePrinter
    /// A Star printer, in Star's own language.
    case starPrinter
    /// A printer that speaks CPCL only.
    case cpclPrinter
    /// The rule that lets people print is there, and the hub's user is not in the group that it lets.
    case groupMissing
    /// The hub itself is printing on it.
    case printing

    /// Whether it is no label printer that Larder speaks to, whatever is done about it.
    public var isForeign: Bool {
        switch self {
        case .languageUnknown, .officePrinter, .tapePrinter, .starPrinter, .cpclPrinter: true
        case .editorLite, .serialLine, .groupMissing, .printing: false
        }
    }

    /// What it is and what to do about it, for people at the command line and programs.
    public var advice: String {
        switch self {
        case .editorLite:
            "it shows itself as a disk: hold the Editor Lite button until its light is off"
        case .serialLine: "it is on a serial line: name its language and use this device"
        case .languageUnknown: "it speaks a language that Larder does not; use another printer"
        case .officePrinter:
            "it is an office printer for sheets of paper; labels on sheets are printed from the Labels page, as a PDF"
        case .tapePrinter: "it prints on tapes, not on labels; use a label printer"
        case .starPrinter:
            "it speaks Star's own language; set its emulation to ESC/POS with Star's utility, where it has one, then name escpos and this device"
        case .cpclPrinter:
            "it speaks CPCL; set it to ZPL or TSPL in its settings, where it has them, then name that and this device"
        case .groupMissing:
            "you may not use it: run sudo usermod -aG lp $USER once, then sign in anew (a service: start it again)"
        case .printing: "printing now"
        }
    }

    /// What a device without a printer interface is, where it is known to be a printer all the same.
    ///
    /// - Parameters:
    ///   - vendor: USB `idVendor`.
    ///   - product: USB `idProduct`.
    ///   - classes: `bInterfaceClass` of each of its interfaces.
    ///   - name: As its USB descriptor names it.
    /// - Returns: Nothing where it is not known to be a printer.
    public static func disguise(
        vendor: UInt16, product: UInt16, classes: [UInt8], name: String?
    ) -> Obstacle? {
        if classes.contains(0x08), vendor == 0x04F9 {
            let isListed = editorLiteProducts.contains(product)
            return isListed || name?.uppercased().hasPrefix("QL-") == true ? .editorLite : nil
        }
        // Communications class: a serial line. 0483:5740 is any device with that maker's chip.
        guard classes.contains(0x02) else { return nil }
        let words = (name ?? "").uppercased()
        let isPrinter = ["PRINT", "POS", "LABEL", "RECEIPT", "TP88"].contains { words.contains($0) }
        return isPrinter || serialPrinters.contains { $0 == (vendor, product) } ? .serialLine : nil
    }

    /// QL-700, 720NW, 800, 1100, 1110NWB and 1115NWB while Editor Lite is on (usb.ids, LPrint #172).
    private static let editorLiteProducts: Set<UInt16> = [
        0x2049, 0x204D, 0x209E, 0x20A9, 0x20AA, 0x20AC,
    ]

    /// Phomemo TP88 and others with the ready-made serial line of their chip's maker.
    private static let serialPrinters: [(UInt16, UInt16)] = [(0x0483, 0x5740)]
}

/// Why a device that is a printer cannot be printed to as it is, each with its own words and remedy
/// on the pages.
public enum Obstacle: String, Sendable, Hashable, CaseIterable, Codable {
    /// A Brother QL that shows itself as a disk: its Editor Lite light is on.
    case editorLite
    /// It is a serial line and no USB printer: it can be had as `file:` with the line's path.
    case serialLine
    /// It is known to speak none of Larder's languages, such as a LabelWriter 550.
    case languageUnknown

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

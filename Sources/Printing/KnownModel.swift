/// One row of what is known of printers by their USB numbers and name: ``all``.
public struct KnownModel: Sendable, Hashable {
    /// Where a row's facts were read; none of them is a test on the device itself.
    public enum Evidence: String, Sendable, Hashable, CaseIterable {
        /// The list of USB ids, <http://www.linux-usb.org/usb.ids>.
        case usbIDs
        /// The maker's own data sheet or programmer's manual.
        case maker
        /// The table of models in the package `brother_ql` (PyPI).
        case brotherQL
        /// The source of the DYMO filter of CUPS and of LPrint.
        case cups
        /// What people reported of one device: LPrint, labelle, and TSPL drivers on GitHub.
        case reported
    }

    /// USB `idVendor`.
    public let vendor: UInt16
    /// USB `idProduct`.
    public let product: UInt16
    /// As the device itself spells it, without its maker.
    public let model: String
    /// The printer language it understands; nil where it is none of Larder's.
    public let language: String?
    /// Dots in an inch of its head; nil where the model comes with several.
    public let dpi: Int?
    /// The widest label it prints, in dots; nil where that is not known.
    public let head: Int?
    /// Where this was read.
    public let source: Evidence

    init(
        _ vendor: UInt16, _ product: UInt16, _ model: String, _ language: String?, _ dpi: Int?,
        _ head: Int?, _ source: Evidence
    ) {
        (self.vendor, self.product, self.model) = (vendor, product, model)
        (self.language, self.dpi, self.head, self.source) = (language, dpi, head, source)
    }

    /// The row of a device: its vendor, its product and its name have to be those of the row.
    ///
    /// Makers write their own name before the model's, and some the resolution behind it:
    /// `ZTC ZD410-203dpi ZPL` is the row `ZD410`.
    ///
    /// - Returns: Nothing where any of the three is another, or the name is not known.
    public static func row(vendor: UInt16, product: UInt16, model: String?) -> KnownModel? {
        guard let model else { return nil }
        let name = ModelName(model)
        let row = all.first {
            $0.vendor == vendor && $0.product == product && name.ends(with: $0.model)
        }
        return row ?? labelWriter(vendor, product, model)
    }

    /// One of DYMO's LabelWriters by its name, whatever its number.
    ///
    /// Those up to the 450 and the 4XL speak one language; the 550, the 5XL and the Wireless another. The tape side of a DUO is
    /// none, and of the SE450 nobody has said what it speaks.
    private static func labelWriter(
        _ vendor: UInt16, _ product: UInt16, _ model: String
    ) -> KnownModel? {
        let words = model.uppercased().split(separator: " ")
        func isOne(of names: Set<Substring>) -> Bool { words.contains { names.contains($0) } }
        guard vendor == 0x0922, isOne(of: ["LABELWRITER"]), !isOne(of: ["TAPE"]) else { return nil }
        let isWide = isOne(of: ["4XL", "5XL"])
        if isOne(of: ["550", "5XL", "WIRELESS"]) {
            return KnownModel(vendor, product, model, nil, 300, isWide ? 1_248 : 672, .reported)
        }
        guard isOne(of: ["300", "310", "315", "320", "330", "400", "450", "4XL"]) else {
            return nil
        }
        let head = isWide ? 1_248 : isOne(of: ["400", "450"]) ? 672 : nil
        return KnownModel(vendor, product, model, "dymo", 300, head, .reported)
    }
}

extension KnownModel {
    /// The head of one of Epson's receipt printers, by its name: the TM-T88 and TM-T70 have 180 dots in
    /// an inch and 512 across, the others 203 and 576 (Epson's technical reference guides).
    static func receiptHead(_ model: String) -> (dpi: Int, head: Int)? {
        let words = model.uppercased().split(separator: " ")
        func isOne(of names: String...) -> Bool {
            words.contains { word in names.contains { word.hasPrefix($0) } }
        }
        if isOne(of: "TM-T88", "TM-T70") { return (180, 512) }
        return isOne(of: "TM-T20", "TM-T82", "TM-M30", "TM-T90", "TM-L90") ? (203, 576) : nil
    }

    /// The head of a Brother QL, by the number in its name, whatever letters follow (`QL-1110NWBc`): the models of four
    /// figures have the wide one.
    static func brotherHead(_ model: String) -> (dpi: Int, head: Int)? {
        let numbers = model.uppercased().split { " _".contains($0) }
            .filter { $0.hasPrefix("QL-") }
            .map { $0.dropFirst(3).prefix { ("0"..."9").contains($0) } }
        guard let number = numbers.first(where: { (3...4).contains($0.count) }) else { return nil }
        return (300, number.count == 4 ? wideBrotherHead : narrowBrotherHead)
    }

    /// Dots across the widest label of a wide QL, of 103.6 mm.
    public static let wideBrotherHead = 1_224
    /// The same of any other, of 62 mm.
    public static let narrowBrotherHead = 732

    /// Printers of the firmware family `XPP,XL` that are known to speak TSPL, whatever their numbers.
    static let familyOfTSPL: Set = ["X1038", "X4", "PM-241-BT"]

    /// Those of it that print on A4 paper, with rows of 1,680 and more dots behind commands of their
    /// own.
    static let familyOfSheets: Set = ["A4RJ", "TP88"]
}

/// A model's name as its words, by which two spellings of it are compared.
struct ModelName {
    private let words: [Substring]
    /// The resolution that the name ends with, as in `ZD410-203dpi`, or stands for.
    let dpi: Int?

    init(_ name: String) {
        var words = name.uppercased().split { " _()".contains($0) }
        if let language = words.last, ["ZPL", "EPL", "TSPL", "CPCL"].contains(language) {
            words.removeLast()
        }
        var dpi: Int?
        if let last = words.last, last.hasSuffix("DPI"), let dash = last.lastIndex(of: "-") {
            dpi =
                Int(last[last.index(after: dash)...].dropLast(3))
                .flatMap { Resolution(dpi: $0) }?.dpi
            // Zebra calls its heads of 8 dots in a millimetre so.
            if dpi == 200 { dpi = 203 }
            if dpi != nil { words[words.count - 1] = last[..<dash] }
        }
        // The one desktop Zebra of the G series with 12 dots in a millimetre, which its name says by a number alone.
        if dpi == nil, words.contains(where: { $0.hasPrefix("GX430") }) { dpi = 300 }
        (self.words, self.dpi) = (words, dpi)
    }

    /// Whether the name ends with these words.
    func ends(with model: String) -> Bool {
        let wanted = ModelName(model).words
        return !wanted.isEmpty && words.suffix(wanted.count) == wanted[...]
    }
}

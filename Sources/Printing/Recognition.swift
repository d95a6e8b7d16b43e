/// What a printer is taken for, and why: the user's choice comes before the printer's own word,
/// that before the table of known models; else nobody knows, and a test label in each language
/// asks.
public struct Recognition: Sendable, Hashable {
    /// How the language was decided.
    public enum Basis: String, Sendable, Hashable, CaseIterable, Codable {
        /// A person named it.
        case chosen
        /// The IEEE 1284 id names its command set.
        case deviceID
        /// Vendor, product and model are those of a row of ``KnownModel/all``.
        case knownModel
        /// A person picked the test label that came out right.
        case testLabel
    }

    /// The language to print in; nil where that has to be asked.
    public let language: String?
    /// How it was decided; nil where it was not.
    public let basis: Basis?
    /// Dots in an inch of its head, where its name or its row says so.
    public let dpi: Int?
    /// The widest label it prints, in dots, where its row says so.
    public let head: Int?
    /// Whether it says when a label is out, if it is asked; nil where nobody knows.
    public let confirms: Bool?
    /// What it is, where it is known to speak none of Larder's languages.
    public let obstacle: Obstacle?

    /// Whether it is known to speak none of Larder's languages.
    public var isForeign: Bool { obstacle != nil }

    /// Seiko Epson's USB `idVendor`; its command reference is the one that describes `GS ( H`.
    private static let epson: UInt16 = 0x04B8

    /// Nothing is known, as of a printer on the network.
    public static let unknown = Recognition(id: nil, vendor: 0, product: 0, model: nil)

    /// Decides.
    ///
    /// - Parameters:
    ///   - chosen: What a person said; nil where nobody did.
    ///   - id: What the printer says of itself; nil where it was not or could not be asked.
    ///   - vendor: USB `idVendor`.
    ///   - product: USB `idProduct`.
    ///   - model: As the id names it, else the USB descriptor.
    public init(
        chosen: String? = nil, id: DeviceID?, vendor: UInt16, product: UInt16, model: String?
    ) {
        let row = KnownModel.row(vendor: vendor, product: product, model: model)
        let isOfFamily = id?.commandSets.contains("XPP") == true
        let member = isOfFamily ? id?.model?.uppercased() ?? "" : ""
        let ways: [(String?, Basis)] = [
            (chosen, .chosen), (id?.languageName, .deviceID), (row?.language, .knownModel),
            (KnownModel.familyOfTSPL.contains(member) ? "tspl" : nil, .knownModel),
        ]
        let decided = ways.first { $0.0 != nil }
        (language, basis) = (decided?.0, decided?.1)
        let named =
            if language == "brother" {
                model.flatMap { KnownModel.brotherHead($0) }
            } else {
                vendor == Self.epson ? model.flatMap { KnownModel.receiptHead($0) } : nil
            }
        // The receipt printers that others build have 8 dots in a millimetre; Epson's have several heads.
        let isClone = language == "escpos" && basis == .deviceID && vendor != Self.epson
        dpi =
            model.flatMap { ModelName($0).dpi } ?? row?.dpi ?? named?.dpi
            ?? (isClone ? Resolution.dpi203.dpi : nil)
        head = row?.head ?? named?.head
        confirms = vendor == Self.epson && id?.maker?.uppercased() == "EPSON" ? true : nil
        let isForeign = row != nil || KnownModel.familyOfSheets.contains(member)
        let name = model?.uppercased() ?? ""
        let isTape = name.hasSuffix("DUO TAPE") || name.contains("LABELMANAGER")
        let known = isTape ? .tapePrinter : id?.obstacle ?? (isForeign ? .languageUnknown : nil)
        obstacle = decided == nil ? known : nil
    }
}

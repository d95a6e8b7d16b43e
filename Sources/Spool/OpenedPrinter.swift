public import Printing
public import Storage

/// How one configured printer is spoken to and reached.
public struct OpenedPrinter: Sendable {
    /// What it understands.
    public var language: any PrinterLanguage
    /// How bytes get there.
    public var transport: any PrinterTransport
    /// Dots across its print head; nil where that is not known.
    public var head: Int?
    /// Whether its maker's own labels are a little wider than its head, so that their white edges
    /// are left off.
    public var leavesEdgesOff: Bool

    /// A language, a transport, and the width of the head where it is known.
    public init(
        language: any PrinterLanguage, transport: any PrinterTransport, head: Int? = nil,
        leavesEdgesOff: Bool = false
    ) {
        self.language = language
        self.transport = transport
        self.head = head
        self.leavesEdgesOff = leavesEdgesOff
    }
}

extension PrinterRecord {
    /// The device of a printer that prints to pictures.
    public static let pictureDevice = "picture:"

    /// What a hub without a printer prints with: pictures of 50 × 30 mm labels at 203 dpi.
    public static let pictures = PrinterRecord(
        name: "pictures", device: pictureDevice, language: "png", media: "50x30", dpi: 203)

    /// Whether it prints to pictures in the data directory.
    public var printsToPictures: Bool { device == Self.pictureDevice }
}

public import Printing

/// DYMO LabelWriter 300, 310, 330, 400, 450 and 4XL: rows of dots in run lengths.
///
/// The 550 and 5XL speak otherwise and are not among them.
/// Source: DYMO LabelWriter 450 Series Technical Reference Manual, the commands named below.
public struct DymoLabel: PrinterLanguage {
    /// The 4XL's head; the others have 672 dots.
    static let headDots = 1_248
    /// `ESC L` ends at 32,767 rows, some of which are left for the search of the label's end.
    static let heightLimit = 32_000
    /// There is no command for copies: the label is said again, up to this many bytes in all.
    static let jobBytes = 64 * 1_024 * 1_024

    /// Light, medium, normal and dark, the four commands there are.
    static let darkness = 0...3

    /// `dymo`.
    public let name = "dymo"

    /// 300 dpi.
    public let resolutions = [Resolution.dpi300]

    /// Darkness, and the roll of a Twin Turbo.
    public var optionRanges: OptionRanges { OptionRanges(darkness: Self.darkness, rolls: true) }

    /// It has no state.
    public init() {}

    /// Rows and a form feed for every copy.
    public func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        // No row needs more than its bytes and the one that says so.
        let mostBytes = label.height * (label.bytesPerRow + 1) + 2
        let limits = EncodingLimits(
            width: Self.headDots, height: Self.heightLimit,
            copies: min(9_999, Self.jobBytes / mostBytes))
        try limits.check(label, copies: settings.copies)
        var rows: [UInt8] = []
        rows.reserveCapacity(mostBytes)
        rows.append(dymoRowsOf: label)

        var job = [UInt8](repeating: 0x1B, count: Self.synchronizing)
        job.reserveCapacity(Self.synchronizing + 16 + (rows.count + 2) * settings.copies)
        job += Self.setup(label, settings)
        for copy in 1...settings.copies {
            job += rows
            // ESC G, up to the next label; ESC E, out to the tear bar.
            job += [0x1B, copy == settings.copies ? 0x45 : 0x47]
        }
        return job
    }

    /// The number in the corner that the head begins at.
    public func trial(
        _ number: Bitmap, settings: JobSettings
    ) throws(EncodingFault) -> [UInt8] {
        var settings = settings
        settings.options = PrinterOptions()
        return try encode(number, settings: settings)
    }

    /// `ESC`s that fill up whatever row another sender left unfinished.
    private static let synchronizing = headDots / 8 + 1

    /// `ESC @` puts the dot tab, the density and the roll of a Twin Turbo back to their defaults, of
    /// which the last is that it takes the roll it has labels on.
    private static func setup(_ label: Bitmap, _ settings: JobSettings) -> [UInt8] {
        // ESC L: how far to look for the end of a label; a strip has none.
        let height = max(label.height, Resolution.dpi300.dots(settings.media.feed))
        let search = height + Resolution.dpi300.dots(max(settings.media.gap, 0)) + 1
        let length = settings.media.tracking == .continuous ? 0xFFFF : min(search, 0x7FFF)
        let density = settings.darkness(within: darkness).map { densities[$0] }
        return [0x1B, 0x40, 0x1B, 0x4C, UInt8(length >> 8), UInt8(length & 0xFF)]
            // ESC D: bytes in a row; ESC h: as many rows in an inch as dots.
            + [0x1B, 0x44, UInt8(label.bytesPerRow), 0x1B, 0x68]
            + (density.map { [0x1B, $0] } ?? [])
            // ESC q: 1 is the left roll, 2 the right one.
            + (settings.options.roll.map { [0x1B, 0x71, $0 == .left ? 0x31 : 0x32] } ?? [])
    }

    /// `ESC c`, `ESC d`, `ESC e` and `ESC g`.
    private static let densities: [UInt8] = [0x63, 0x64, 0x65, 0x67]
}

public import Printing

/// Brother's QL label printers: rows of the whole head, mirrored, on rolls that the printer knows.
///
/// The model is not known here, so nothing is sent that only some have: no compression, and two
/// colours only for the roll that wants them. A job says which roll it is for, and the printer stops
/// with a red light where another is loaded. Source: Brother QL Series Raster Command Reference, the commands named below.
public struct BrotherQL: PrinterLanguage {
    /// Rows beyond the longest label (1 m) of most models.
    static let heightLimit = 32_000
    /// There is no command for copies: the label is said again, up to this many bytes in all.
    static let jobBytes = 64 * 1_024 * 1_024

    /// `brother`.
    public let name = "brother"

    /// 300 dpi.
    public let resolutions = [Resolution.dpi300]

    /// When to cut.
    public var optionRanges: OptionRanges { OptionRanges(cuts: true) }

    /// On the rolls that Brother sells only: the printer stops at any other.
    public func prints(on media: Media) -> Bool { BrotherRoll(media).isSold }

    /// It has no state.
    public init() {}

    /// A page for every copy; what the printer does not reach of the label is left off.
    ///
    /// - Throws: Also ``EncodingFault/inkBeyondReach(dots:)``, where that would not be white.
    public func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        let roll = BrotherRoll(settings.media, at: settings.resolution)
        let picture = roll.printable(of: label)
        let head = BrotherHead(
            widestLabel: settings.head, reaching: roll.offset + picture.width)
        let colours = settings.media.colours
        let labelBytes = Self.pageBytes + picture.height * head.rowBytes(colours: colours)
        let limits = EncodingLimits(
            width: BrotherHead.wide.dots - roll.offset, height: Self.heightLimit,
            copies: min(9_999, Self.jobBytes / labelBytes))
        try limits.check(picture, copies: settings.copies)
        let lost = label.blackDots - picture.blackDots
        guard lost == 0 else { throw .inkBeyondReach(dots: lost) }

        let rows = head.rows(of: picture, offset: roll.offset, colours: colours)
        var job = [UInt8](repeating: 0, count: Self.invalid)
        job.reserveCapacity(Self.invalid + 6 + labelBytes * settings.copies)
        job += [0x1B, 0x40]  // ESC @
        // ESC i a 1, raster mode; narrow models are in it, and some of them know no other.
        if head == .wide { job += [0x1B, 0x69, 0x61, 1] }
        for copy in 1...settings.copies {
            job += Self.setup(roll, rows: picture.height, isFirst: copy == 1, settings)
            job += rows
            job.append(copy == settings.copies ? 0x1A : 0x0C)
        }
        return job
    }

    /// On Brother's own rolls only: the whole of a label, whose length the printer has to be told, or as
    /// little of a strip as it cuts.
    public func trial(
        _ number: Bitmap, settings: JobSettings
    ) throws(EncodingFault) -> [UInt8] {
        var settings = settings
        settings.resolution = .dpi300
        guard prints(on: settings.media) else { throw .mediaUnsuitable }
        let (media, edge) = (settings.media, Resolution.dpi300.dots(4))
        let length = media.tracking == .continuous ? Self.shortest : media.feed
        let label = number.window(
            x: -edge, y: -edge, width: Resolution.dpi300.dots(media.width),
            height: Resolution.dpi300.dots(length))
        return try encode(label, settings: settings)
    }

    /// Zeros that fill up whatever row another sender left unfinished; the newest models want most.
    private static let invalid = 400
    private static let pageBytes = 31
    /// Millimetres of a strip that are cut off at least.
    private static let shortest = 12.7

    /// What a page is printed on, how it is cut, and its margin.
    private static func setup(
        _ roll: BrotherRoll, rows: Int, isFirst: Bool, _ settings: JobSettings
    ) -> [UInt8] {
        let count = (0..<4).map { UInt8(truncatingIfNeeded: rows >> ($0 * 8)) }
        let cut = settings.options.cut ?? .eachLabel
        let mode: UInt8 = (cut == .never ? 0 : 0x08) | (settings.media.colours == 2 ? 0x01 : 0)
        let every = cut == .lastLabel ? UInt8(min(settings.copies, 255)) : 1
        // ESC i z: kind, width and length of the roll and best quality are all meant (0xCE).
        return [0x1B, 0x69, 0x7A, 0xCE, roll.isContinuous ? 0x0A : 0x0B, roll.width, roll.length]
            + count + [isFirst ? 0 : 1, 0]
            // ESC i M: cut by itself, or not; ESC i A: after every so many labels.
            + [0x1B, 0x69, 0x4D, cut == .never ? 0 : 0x40, 0x1B, 0x69, 0x41, every]
            // ESC i K: cut after the last (bit 3), two colours (bit 0); 300 rows an inch.
            + [0x1B, 0x69, 0x4B, mode]
            // ESC i d: 35 rows (3 mm) of margin on a strip, none where labels are cut already.
            + [0x1B, 0x69, 0x64, roll.isContinuous ? 35 : 0, 0]
    }
}

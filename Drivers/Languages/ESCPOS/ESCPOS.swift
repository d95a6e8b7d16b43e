public import Printing

/// ESC/POS: receipt printers, whose paper is one strip, so every label is fed out and cut.
///
/// The picture goes as `GS v 0`, which Epson calls obsolete and nearly every printer understands.
/// Its bytes are sent as they are. A printer may read `DLE EOT n` (10 04 n) among them as a
/// question and answer one byte too many; see docs/reference/printers.md for why that is left so,
/// and why `GS ( D` is not sent to stop it.
/// Source: Epson ESC/POS Command Reference, the commands named below.
public struct ESCPOS: PrinterLanguage {
    /// 255 bytes across, one byte of the command's count; receipt heads are half as wide at most.
    static let widthLimit = 2_040
    static let heightLimit = 32_000
    /// There is no command for copies: the label is said again, up to this many bytes in all.
    static let jobBytes = 64 * 1_024 * 1_024
    /// Rows in one `GS v 0`: some printers take no more.
    static let bandRows = 255

    /// `escpos`.
    public let name = "escpos"

    /// When to cut, and whether to ask for word of each label.
    public var optionRanges: OptionRanges { OptionRanges(cuts: true, confirms: true) }

    /// On strips only: a receipt printer finds no gap or mark, and would feed past labels.
    public func prints(on media: Media) -> Bool { media.tracking == .continuous }

    /// It has no state.
    public init() {}

    /// Bands, feed and cut for every copy; with a mark, also the request to say that it is out.
    public func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        let bands = (label.height + Self.bandRows - 1) / Self.bandRows
        let labelBytes =
            label.bytes.count + bands * Self.bandHeader + Self.feed.count + Self.cut.count
            + Self.proofBytes
        let limits = EncodingLimits(
            width: Self.widthLimit, height: Self.heightLimit,
            copies: min(9_999, Self.jobBytes / labelBytes))
        try limits.check(label, copies: settings.copies)
        var job: [UInt8] = []
        job.reserveCapacity(Self.initialize.count + labelBytes * settings.copies)
        job += Self.initialize
        let cut = settings.options.cut ?? .eachLabel
        for copy in 1...settings.copies {
            job.append(bandsOf: label)
            job += Self.feed
            let isCut = cut == .eachLabel || cut == .lastLabel && copy == settings.copies
            if isCut { job += Self.cut }
            if settings.mark > 0 { job += Self.proof(of: copy, mark: settings.mark) }
        }
        return job
    }

    /// The number, fed to where it can be seen, and no cut.
    public func trial(
        _ number: Bitmap, settings: JobSettings
    ) throws(EncodingFault) -> [UInt8] {
        var job = Self.initialize
        job.append(bandsOf: number)
        return job + Self.feed
    }

    /// `ESC @`: margins, line height and modes as at power-on; nothing of it is saved.
    private static let initialize: [UInt8] = [0x1B, 0x40]
    /// `ESC d 4`: four lines, about 15 mm, past the tear bar of a printer without a cutter.
    private static let feed: [UInt8] = [0x1B, 0x64, 4]
    /// `GS V 66 0`: feed to the cutter and cut, leaving one point uncut.
    private static let cut: [UInt8] = [0x1D, 0x56, 0x42, 0]
    private static let bandHeader = 8
    private static let proofBytes = 11

    /// `GS ( H` 48 48: when all before it is printed, the printer repeats the four digits.
    ///
    /// They are the mark and the number of the copy from 1, two each, to the base of 64. A printer
    /// that does not know the command may print it, so it is sent only where a mark asks for it.
    private static func proof(of copy: Int, mark: Int) -> [UInt8] {
        let digits = [mark >> 6, mark, copy >> 6, copy].map { UInt8(0x20 + ($0 & 0x3F)) }
        return [0x1D, 0x28, 0x48, 6, 0, 48, 48] + digits
    }
}

extension [UInt8] {
    /// One `GS v 0 0 xL xH yL yH` after another; x counts bytes, y rows.
    fileprivate mutating func append(bandsOf label: Bitmap) {
        for top in stride(from: 0, to: label.height, by: ESCPOS.bandRows) {
            let bottom = Swift.min(top + ESCPOS.bandRows, label.height)
            append(contentsOf: [0x1D, 0x76, 0x30, 0])
            append(contentsOf: [UInt8(label.bytesPerRow), 0, UInt8(bottom - top), 0])
            append(contentsOf: label.bytes[top * label.bytesPerRow..<bottom * label.bytesPerRow])
        }
    }
}

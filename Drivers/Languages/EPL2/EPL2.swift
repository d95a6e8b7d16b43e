public import Printing

/// EPL2: Eltron's and Zebra's older desktop printers, and carriers' label printers.
///
/// `O`, which lists all options of the hardware at once, is left to the printer: what it has, such
/// as a ribbon or a cutter, is not known here.
/// Source: Zebra EPL2 Programmer's Manual, the commands named below.
public struct EPL2: PrinterLanguage {
    /// The manual gives no greatest label; the lengths are those of ZPL, beyond any head or memory.
    static let limits = EncodingLimits(width: 32_000, height: 32_000, copies: 9_999)

    /// The scale of `D`.
    static let darkness = 0...15
    /// Steps of `S`; how fast each is differs from model to model.
    static let speed = 1...6

    /// `epl2`.
    public let name = "epl2"

    /// Darkness and speed.
    public var optionRanges: OptionRanges {
        OptionRanges(darkness: Self.darkness, speed: Self.speed)
    }

    /// It has no state.
    public init() {}

    /// The paper, the picture, the count.
    public func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        try Self.limits.check(label, copies: settings.copies)
        var job: [UInt8] = []
        job.reserveCapacity(label.bytes.count + 128)
        job.append(text: Self.setup(label, settings))
        job.append(text: "GW0,0,\(label.bytesPerRow),\(label.height),")
        job.append(inverted: label)
        job.append(text: "\r\nP\(settings.copies)\r\n")
        return job
    }

    /// The fewest lines: each is a line of paper to a receipt printer.
    ///
    /// The paper stays as the printer
    /// has it.
    public func trial(
        _ number: Bitmap, settings: JobSettings
    ) throws(EncodingFault) -> [UInt8] {
        var job: [UInt8] = []
        job.append(text: "\r\nN\r\nGW24,24,\(number.bytesPerRow),\(number.height),")
        job.append(inverted: number)
        job.append(text: "\r\nP1\r\n")
        return job
    }

    /// `q` and `Q` clear the picture, so they come before it; the line break ahead ends what another
    /// sender left unfinished.
    private static func setup(_ label: Bitmap, _ settings: JobSettings) -> String {
        let media = settings.media
        // Q takes a gap or mark of 16 to 240 dots.
        let gap = min(max(settings.resolution.dots(media.gap), 16), 240)
        let paper =
            switch media.tracking {
            case .gap: "\(gap)"
            case .mark: "B\(gap)"
            case .continuous: "0"
            }
        let speed = settings.speed(within: Self.speed).map { "S\($0)\r\n" } ?? ""
        let darkness = settings.darkness(within: Self.darkness).map { "D\($0)\r\n" } ?? ""
        return """
            \r\nN\r\n\(speed)\(darkness)ZT\r\n\
            q\(label.width)\r\nQ\(label.height),\(paper)\r\nR0,0\r\n
            """
    }
}

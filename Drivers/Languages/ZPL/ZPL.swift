public import Printing

/// ZPL II: Zebra's printers and many that speak like them.
///
/// A job is one format, `^XA … ^XZ`. It sets all that an earlier sender may have left otherwise
/// (shift, mirror, reverse, map clearing), and saves nothing: no `^JUS`, no stored graphic.
/// Source: Zebra ZPL II Programming Guide, the commands named below.
public struct ZPL: PrinterLanguage {
    /// `^LL` and `^FO` end at 32,000 dots.
    static let limits = EncodingLimits(width: 32_000, height: 32_000, copies: 9_999)

    /// Bytes of picture in one `^GF`, at most: its counts end at 99,999, and carriers' own labels
    /// stay under 50,000.
    static let stripBytes = 48_000

    /// The scale of `~SD`.
    static let darkness = 0...30
    /// Inches a second, the scale of `^PR`.
    static let speed = 1...14

    /// `zpl`.
    public let name = "zpl"

    /// Darkness, speed and when to cut.
    public var optionRanges: OptionRanges {
        OptionRanges(darkness: Self.darkness, speed: Self.speed, cuts: true)
    }

    /// It has no state.
    public init() {}

    /// One format, its picture in strips.
    public func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        try Self.limits.check(label, copies: settings.copies)
        var job: [UInt8] = []
        job.reserveCapacity(label.bytes.count / 2 + 512)
        if let darkness = settings.darkness(within: Self.darkness) {
            job.append(text: darkness < 10 ? "~SD0\(darkness)" : "~SD\(darkness)")
        }
        job.append(text: "^XA^MCY^PMN^LRN^PON^PW\(label.width)^LL\(label.height)")
        job.append(text: "^LH0,0^LS0^LT0^MN\(settings.media.tracking.letter)")
        if let speed = settings.speed(within: Self.speed) {
            job.append(text: "^PR\(speed),\(speed),\(speed)")
        }
        if let cut = settings.options.cut { job.append(text: cut == .never ? "^MMT" : "^MMC") }
        let stripRows = max(1, Self.stripBytes / label.bytesPerRow)
        for top in stride(from: 0, to: label.height, by: stripRows) {
            let rows = top..<min(top + stripRows, label.height)
            let count = rows.count * label.bytesPerRow
            job.append(text: "^FO0,\(top)^GFA,\(count),\(count),\(label.bytesPerRow),")
            job.append(compressed: rows, of: label)
            job.append(text: "^FS")
        }
        job.append(text: Self.quantity(settings) + "^XZ")
        return job
    }

    /// The number alone: the paper stays as the printer has it.
    public func trial(
        _ number: Bitmap, settings: JobSettings
    ) throws(EncodingFault) -> [UInt8] {
        let count = number.bytesPerRow * number.height
        var job: [UInt8] = []
        job.append(text: "^XA^FO24,24^GFA,\(count),\(count),\(number.bytesPerRow),")
        job.append(compressed: 0..<number.height, of: number)
        job.append(text: "^FS^PQ1^XZ")
        return job
    }

    /// `^PQ`: how many, and after how many of them to cut, without a pause.
    private static func quantity(_ settings: JobSettings) -> String {
        switch settings.options.cut {
        case nil, .never: "^PQ\(settings.copies),0,0,N"
        case .eachLabel: "^PQ\(settings.copies),1,0,Y"
        case .lastLabel: "^PQ\(settings.copies),\(settings.copies),0,Y"
        }
    }
}

extension Media.Tracking {
    /// The parameter of `^MN`.
    fileprivate var letter: String {
        switch self {
        case .gap: "Y"
        case .mark: "M"
        case .continuous: "N"
        }
    }
}

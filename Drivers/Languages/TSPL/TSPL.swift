public import Printing

/// TSPL and TSPL2: TSC's printers and most small label printers sold without a name.
///
/// A job is one burst of few commands. Cheap firmware loses what arrives while it prints, and some
/// throws the rest of a job away at the first command it does not know.
/// Source: TSC TSPL/TSPL2 Programming Manual, the commands named below.
public struct TSPL: PrinterLanguage {
    /// The manual gives no greatest label; the lengths are those of ZPL, beyond any head or memory.
    static let limits = EncodingLimits(width: 32_000, height: 32_000, copies: 9_999)

    /// The scale of `DENSITY`.
    static let darkness = 0...15
    /// Inches a second, the scale of `SPEED`.
    static let speed = 1...14

    /// `tspl`.
    public let name = "tspl"

    /// Darkness, speed and when to cut.
    public var optionRanges: OptionRanges {
        OptionRanges(darkness: Self.darkness, speed: Self.speed, cuts: true)
    }

    /// It has no state.
    public init() {}

    /// One burst: the paper, the picture, the count.
    public func encode(_ label: Bitmap, settings: JobSettings) throws(EncodingFault) -> [UInt8] {
        try Self.limits.check(label, copies: settings.copies)
        var job: [UInt8] = []
        job.reserveCapacity(label.bytes.count + 256)
        job.append(text: Self.setup(label, settings))
        job.append(text: "BITMAP 0,0,\(label.bytesPerRow),\(label.height),1,")
        job.append(inverted: label)
        job.append(text: "\r\nPRINT 1,\(settings.copies)\r\n")
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
        job.append(text: "\r\nCLS\r\nBITMAP 24,24,\(number.bytesPerRow),\(number.height),1,")
        job.append(inverted: number)
        job.append(text: "\r\nPRINT 1,1\r\n")
        return job
    }

    /// The paper and an empty picture; the line break ahead ends what another sender left
    /// unfinished.
    private static func setup(_ label: Bitmap, _ settings: JobSettings) -> String {
        let media = settings.media
        let length =
            switch media.tracking {
            case .gap, .mark: media.feed
            case .continuous: Double(label.height) * 25.4 / Double(settings.resolution.dpi)
            }
        let tracking =
            switch media.tracking {
            case .gap: "GAP \(millimetres(media.gap))"
            case .mark: "BLINE \(millimetres(media.gap))"
            case .continuous: "GAP 0 mm"
            }
        let density = settings.darkness(within: Self.darkness).map { "DENSITY \($0)\r\n" } ?? ""
        let speed = settings.speed(within: Self.speed).map { "SPEED \($0)\r\n" } ?? ""
        let cutter = settings.options.cut.map { "SET CUTTER \(Self.word(for: $0))\r\n" } ?? ""
        return """
            \r\nSIZE \(millimetres(media.width)),\(millimetres(length))\r\n\
            \(tracking),0 mm\r\n\(density)\(speed)\(cutter)\
            DIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\n
            """
    }

    /// The parameter of `SET CUTTER`, which only printers with a cutter are sent.
    private static func word(for cut: PrinterOptions.Cut) -> String {
        switch cut {
        case .never: "OFF"
        case .eachLabel: "1"
        case .lastLabel: "BATCH"
        }
    }

    /// A length to a hundredth, such as `101.6 mm`; the manual wants the space.
    private static func millimetres(_ length: Double) -> String {
        let hundredths = Int((length * 100).rounded())
        let (whole, part) = hundredths.quotientAndRemainder(dividingBy: 100)
        switch part {
        case 0: return "\(whole) mm"
        case _ where part % 10 == 0: return "\(whole).\(part / 10) mm"
        case ..<10: return "\(whole).0\(part) mm"
        default: return "\(whole).\(part) mm"
        }
    }
}

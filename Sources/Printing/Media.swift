/// The paper a printer is loaded with.
public struct Media: Sendable, Hashable {
    /// How the printer finds where one label ends.
    public enum Tracking: String, Sendable, Hashable, CaseIterable {
        /// Die-cut labels with a gap that light passes through.
        case gap
        /// A black mark on the back.
        case mark
        /// One endless strip: a label is as long as its picture.
        case continuous
    }

    /// Width × feed in millimetres, as people and `--media` write it: `50x30`, `101.6x152.4`; of
    /// continuous paper the width alone, with a word behind it where there are two of that width.
    public let name: String
    /// Millimetres across the head.
    public let width: Double
    /// Millimetres along the feed.
    public let feed: Double
    /// Millimetres between two labels (the gap or the mark); 0 for continuous media.
    public let gap: Double
    /// How the printer finds the next label on it.
    public let tracking: Tracking
    /// Millimetres at the left and at the right that its printers do not reach: labels are drawn
    /// within.
    public let edgeAcross: Double
    /// The same at the top and at the bottom.
    public let edgeAlong: Double
    /// Colours that its printers print on it, 1 or 2; labels are drawn in the first, which is black.
    public let colours: Int
    /// Whether a label is a disc as wide as it is long, so that its corners are no paper.
    public let isRound: Bool

    /// A paper as the media table or a person describes it.
    public init(
        name: String, width: Double, feed: Double, gap: Double, tracking: Tracking,
        edgeAcross: Double = 0, edgeAlong: Double = 0, colours: Int = 1, isRound: Bool = false
    ) {
        self.name = name
        self.width = width
        self.feed = feed
        self.gap = gap
        self.tracking = tracking
        self.edgeAcross = edgeAcross
        self.edgeAlong = edgeAlong
        self.colours = colours
        self.isRound = isRound
    }

    /// Whole millimetres that the whole paper has across, its edges included, as it is sold.
    public var soldWidth: Int {
        Int(name.prefix { $0.isNumber }) ?? Int(width.rounded())
    }
}

extension Media {
    /// The name of the paper that is taken where nobody says one.
    public static let usual = "50x30"
}

/// Dots in an inch of a print head; 203 and 300 are the common ones.
public struct Resolution: Sendable, Hashable {
    /// Dots in an inch.
    public static let range = 100...1_200
    /// One of ``range``.
    public let dpi: Int

    /// - Returns: Nothing where `dpi` is outside ``range``.
    public init?(dpi: Int) {
        guard Self.range.contains(dpi) else { return nil }
        self.dpi = dpi
    }

    /// 203 dpi: 8 dots in a millimetre.
    public static let dpi203 = Resolution(unchecked: 203)
    /// 300 dpi: 11.8 dots in a millimetre.
    public static let dpi300 = Resolution(unchecked: 300)

    private init(unchecked dpi: Int) { self.dpi = dpi }

    /// The whole number of dots nearest to a length: `round(mm / 25.4 × dpi)`.
    ///
    /// - Precondition: `millimetres` is finite and below 10¹⁵.
    public func dots(_ millimetres: Double) -> Int {
        Int((millimetres / 25.4 * Double(dpi)).rounded())
    }
}

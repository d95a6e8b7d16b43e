import Printing

/// A roll as `ESC i z` names it, and the part of it that the head reaches.
///
/// Source: Brother QL Series Raster Command Reference, "Page size" (300 dpi).
struct BrotherRoll {
    /// Whole millimetres across the head.
    let width: UInt8
    /// Whole millimetres along the feed; 0 on a strip.
    let length: UInt8
    let isContinuous: Bool
    /// Pins between the head's first one in use and the first that reaches the paper.
    let offset: Int
    /// Dots across and along (0 on a strip) that can be printed; nil for a roll that Brother does
    /// not sell.
    private let reach: (across: Int, along: Int)?

    /// The roll that is loaded.
    init(_ media: Media, at resolution: Resolution = .dpi300) {
        let isStrip = media.tracking == .continuous
        let printable = Resolution.dpi300.dots(media.width)
        let wanted = (Self.millimetres(media.width), isStrip ? 0 : Self.millimetres(media.feed))
        // On a strip, a medium may be as wide as the head reaches or as the roll is: what is reached of
        // 54 mm is just as much as 50 mm.
        let reached = Self.sold.first { isStrip && $0.size.1 == 0 && $0.reach.0 == printable }
        let known = reached ?? Self.sold.first { $0.size == wanted }
        isContinuous = isStrip
        (width, length) = known?.size ?? wanted
        offset = known?.offset ?? 0
        reach = resolution == .dpi300 ? known?.reach : nil
    }

    /// Whether Brother sells it.
    var isSold: Bool { reach != nil }

    /// Pins up to the last one that reaches a label of so many dots.
    func pins(for dots: Int) -> Int { offset + min(dots, reach?.across ?? dots) }

    /// The middle of a label, as far as the head reaches; the whole of one it reaches beyond.
    func printable(of label: Bitmap) -> Bitmap {
        guard let reach else { return label }
        let across = min(label.width, reach.across)
        let along = reach.along == 0 ? label.height : min(label.height, reach.along)
        guard across < label.width || along < label.height else { return label }
        return label.window(
            x: (label.width - across) / 2, y: (label.height - along) / 2, width: across,
            height: along)
    }

    private static func millimetres(_ length: Double) -> UInt8 {
        UInt8(min(max(length.rounded(), 1), 255))
    }

    private static let sold: [(size: (UInt8, UInt8), reach: (Int, Int), offset: Int)] = [
        ((12, 0), (106, 0), 29), ((29, 0), (306, 0), 6), ((38, 0), (413, 0), 12),
        ((50, 0), (554, 0), 12), ((54, 0), (590, 0), 0), ((62, 0), (696, 0), 12),
        ((102, 0), (1_164, 0), 12),
        ((17, 54), (165, 566), 0), ((17, 87), (165, 956), 0), ((23, 23), (202, 202), 42),
        ((29, 42), (306, 425), 6), ((29, 90), (306, 991), 6), ((38, 90), (413, 991), 12),
        ((39, 48), (425, 495), 6), ((52, 29), (578, 271), 0), ((62, 29), (696, 271), 12),
        ((12, 12), (94, 94), 113), ((24, 24), (236, 236), 42), ((58, 58), (618, 618), 51),
        ((62, 100), (696, 1_109), 12), ((102, 51), (1_164, 526), 12),
        ((102, 152), (1_164, 1_660), 12), ((103, 164), (1_200, 1_822), 12),
    ]
}

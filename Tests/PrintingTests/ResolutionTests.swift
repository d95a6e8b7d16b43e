import Printing
import Testing

/// Millimetres to dots.
@Suite struct ResolutionTests {
    /// The papers that are sold, by the inch where they are inch sizes.
    @Test(
        arguments: [
            (101.6, 152.4, 812, 1_218, 1_200, 1_800), (101.6, 76.2, 812, 609, 1_200, 900),
            (101.6, 50.8, 812, 406, 1_200, 600), (76.2, 50.8, 609, 406, 900, 600),
            (76.2, 25.4, 609, 203, 900, 300), (57.15, 31.75, 457, 254, 675, 375),
            (57.15, 101.6, 457, 812, 675, 1_200), (50.8, 25.4, 406, 203, 600, 300),
            (100, 150, 799, 1_199, 1_181, 1_772), (50, 30, 400, 240, 591, 354),
            (40, 30, 320, 240, 472, 354), (58.7, 101.6, 469, 812, 693, 1_200),
            (104, 159, 831, 1_271, 1_228, 1_878),
            // 88.9 mm is 710½ dots: the formula, as it is worked out in floating point, goes up.
            (28.6, 88.9, 229, 711, 338, 1_050),
        ] as [(Double, Double, Int, Int, Int, Int)])
    func `a paper is as many dots as the dpi say`(
        _ width: Double, _ feed: Double, _ across203: Int, _ along203: Int, _ across300: Int,
        _ along300: Int
    ) {
        #expect(Resolution.dpi203.dots(width) == across203)
        #expect(Resolution.dpi203.dots(feed) == along203)
        #expect(Resolution.dpi300.dots(width) == across300)
        #expect(Resolution.dpi300.dots(feed) == along300)
    }

    @Test func `a head has from 100 to 1200 dots in an inch`() {
        #expect(Resolution(dpi: 99) == nil)
        #expect(Resolution(dpi: 100)?.dots(25.4) == 100)
        #expect(Resolution(dpi: 1_200)?.dots(25.4) == 1_200)
        #expect(Resolution(dpi: 1_201) == nil)
        #expect(Resolution(dpi: 203) == .dpi203)
        #expect(Resolution(dpi: 300) == .dpi300)
    }
}

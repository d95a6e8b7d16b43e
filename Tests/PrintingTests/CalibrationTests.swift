import Printing
import Testing

/// The label that shows where a picture lies on its paper.
@Suite struct CalibrationTests {
    static let papers = [
        (40.0, 30.0), (50, 30), (57.15, 31.75), (17, 54), (62, 29), (101.6, 152.4), (76.2, 25.4),
    ]

    private func media(_ size: (Double, Double)) -> Media {
        Media(name: "x", width: size.0, feed: size.1, gap: 3, tracking: .gap)
    }

    @Test(arguments: papers, [Resolution.dpi203, .dpi300])
    func `it is as large as the paper and marks its four corners`(
        size: (Double, Double), resolution: Resolution
    ) {
        let label = CalibrationLabel.bitmap(on: media(size), at: resolution)
        #expect(label.width == resolution.dots(size.0))
        #expect(label.height == resolution.dots(size.1))
        for x in [0, label.width - 1] {
            for y in [0, label.height - 1] { #expect(label[x, y]) }
        }
    }

    @Test(arguments: papers)
    func `each ruler begins at its edge and has a tick for every millimetre`(
        size: (Double, Double)
    ) {
        let label = CalibrationLabel.bitmap(on: media(size), at: .dpi203)
        let (middle, centre) = (label.height / 2, label.width / 2)
        for step in 0...2 {
            let at = Resolution.dpi203.dots(Double(step))
            #expect(label[at, middle] && label[label.width - 1 - at, middle])
            #expect(label[centre, at] && label[centre, label.height - 1 - at])
        }
        #expect(!label[5, middle] && !label[centre, 5], "between two ticks it is white")
    }

    @Test(arguments: [24.0, 58])
    func `on a disc nothing is beyond its rim, and its rulers and fields are whole`(width: Double) {
        let disc = Media(
            name: "x", width: width, feed: width, gap: 3, tracking: .gap, isRound: true)
        let label = CalibrationLabel.bitmap(on: disc, at: .dpi300)
        let radius = Double(label.width) / 2
        var dark = 0
        for y in 0..<label.height {
            for x in 0..<label.width where label[x, y] {
                let (across, along) = (Double(x) + 0.5 - radius, Double(y) + 0.5 - radius)
                #expect(across * across + along * along <= radius * radius)
                // The black field is the quarter at the top left.
                dark += min(-across, -along) > 3.75 / 25.4 * 300 ? 1 : 0
            }
        }
        let middle = label.width / 2
        for step in 0...2 {
            let at = Resolution.dpi300.dots(Double(step))
            #expect(label[at, middle] && label[label.width - 1 - at, middle])
            #expect(label[middle, at] && label[middle, label.height - 1 - at])
        }
        let side = min((width / 2 - 1) / 2.0.squareRoot() - 3.75, 8) / 25.4 * 300 - 2
        #expect(Double(dark) >= side * side)
    }

    @Test func `an edge that a printer does not reach can stay white`() {
        let whole = CalibrationLabel.bitmap(on: media((50, 30)), at: .dpi203)
        let label = CalibrationLabel.bitmap(on: media((50, 30)), at: .dpi203, whiteEdge: 2)
        for x in 0..<label.width {
            for y in 0..<label.height {
                let inside =
                    (16..<label.width - 16).contains(x) && (16..<label.height - 16).contains(y)
                #expect(label[x, y] == (inside && whole[x, y]))
            }
        }
    }

    @Test func `its fields are as dark as they should be`() {
        let label = CalibrationLabel.bitmap(on: media((50, 30)), at: .dpi203)
        func share(_ xs: Range<Int>, _ ys: Range<Int>) -> Int {
            ys.reduce(0) { sum, y in sum + xs.count { label[$0, y] } } * 100 / (xs.count * ys.count)
        }
        let (left, right) = (30..<70, label.width - 70..<label.width - 30)
        let (top, low) = (30..<70, label.height - 70..<label.height - 30)
        #expect(share(left, top) == 100)
        #expect(share(right, top) == 50)
        #expect(share(left, low) == 50)
        #expect(share(right, low) == 50)
    }

    @Test(arguments: [
        (20, 0, 0, 5, 20, -5), (0, 30, 15, 0, -30, 15), (20, 10, 0, 0, 5, 0), (0, 0, 0, 0, 0, 0),
    ])
    func `a picture that slipped over an edge is moved back by what is missing there`(
        left: Int, right: Int, top: Int, bottom: Int, across: Int, along: Int
    ) {
        var options = PrinterOptions(offsetAcross: 7, offsetAlong: -7)
        let reading = CalibrationReading(left: left, right: right, top: top, bottom: bottom)
        reading.apply(to: &options)
        #expect(options.offsetAcross == 7 + across)
        #expect(options.offsetAlong == -7 + along)
        #expect(reading.paperIsTooSmall == (left > 0 && right > 0))
    }

    @Test(arguments: 1...12)
    func `no two numbers of test labels look alike, and each is small`(number: Int) {
        let label = TrialLabel.bitmap(number, at: .dpi203)
        let others = (1...12).filter { $0 != number }.map { TrialLabel.bitmap($0, at: .dpi203) }
        #expect(!others.contains(label))
        #expect((16...24).contains(label.height) && label.bytes.count < 120)
        #expect(label.blackDots > label.height)
    }
}

import Printing
import Testing

/// A picture elsewhere on the paper, against the same said dot by dot.
@Suite struct BitmapMovesTests {
    private static let sizes = [(1, 1), (7, 3), (8, 3), (9, 3), (31, 5), (64, 4), (65, 2)]

    private func picture(_ width: Int, _ height: Int) -> Bitmap {
        var picture = Bitmap(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width { picture[x, y] = (x * 7 + y * 5 + x * y) % 3 == 0 }
        }
        return picture
    }

    /// A picture whose dots come from another's, white where there is none.
    private func made(
        _ width: Int, _ height: Int, from old: Bitmap, _ place: (Int, Int) -> (Int, Int)
    ) -> Bitmap {
        var made = Bitmap(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                let (oldX, oldY) = place(x, y)
                guard (0..<old.width).contains(oldX), (0..<old.height).contains(oldY) else {
                    continue
                }
                made[x, y] = old[oldX, oldY]
            }
        }
        return made
    }

    @Test(arguments: sizes)
    func `a window shows what is behind it, and white beyond`(_ width: Int, _ height: Int) {
        let old = picture(width, height)
        let places = [-70, -17, -8, -7, -1, 0, 1, 3, 8, 9, 70]
        for x in places {
            for y in [-9, -1, 0, 1, 9] {
                for (across, along) in [(width, height), (5, 4), (72, 6)] {
                    let seen = old.window(x: x, y: y, width: across, height: along)
                    #expect(
                        seen == made(across, along, from: old) { ($0 + x, $1 + y) }, "\(x), \(y)")
                }
            }
        }
    }

    @Test(arguments: sizes)
    func `a mirror and a half turn move every dot to its place`(_ width: Int, _ height: Int) {
        let old = picture(width, height)
        #expect(old.mirrored() == made(width, height, from: old) { (width - 1 - $0, $1) })
        #expect(
            old.turnedHalf() == made(width, height, from: old) { (width - 1 - $0, height - 1 - $1) }
        )
        #expect(old.turnedHalf().turnedHalf() == old)
    }

    private func settings(
        _ options: PrinterOptions = PrinterOptions(), edge: Double = 0
    ) -> JobSettings {
        let media = Media(
            name: "m", width: 8, feed: 2, gap: 2, tracking: .gap, edgeAcross: edge,
            edgeAlong: edge / 2)
        return JobSettings(media: media, resolution: .dpi203, options: options)
    }

    @Test func `an offset is in tenths of a millimetre, as one reads the label`() {
        let old = picture(65, 20)
        var options = PrinterOptions(offsetAcross: 10, offsetAlong: -5)
        // 1 mm is 8 dots at 203 dpi, half of one is 4.
        let moved = old.window(x: -8, y: 4, width: 65, height: 20)
        #expect(old.laid(by: settings(options)) == moved)
        options.rotation = .half
        #expect(old.laid(by: settings(options)) == moved.turnedHalf())
        #expect(old.laid(by: settings()) == old)
    }

    @Test(arguments: [Int.min, -201, 201, Int.max])
    func `an offset beyond its range is cut off`(_ tenths: Int) {
        let old = picture(400, 400)
        let most = PrinterOptions.offsets.nearest(tenths)
        let beyond = PrinterOptions(offsetAcross: tenths, offsetAlong: tenths)
        let last = PrinterOptions(offsetAcross: most, offsetAlong: most)
        #expect(old.laid(by: settings(beyond)) == old.laid(by: settings(last)))
        #expect(abs(most) == 200)
    }

    @Test func `what moves to where a printer does not reach is left off`() {
        let old = Bitmap(width: 65, height: 20, bytes: Array(repeating: 0xFF, count: 180))
        // 1 mm at the sides is 8 dots, half a millimetre at the top and bottom 4.
        let reached = Bitmap(width: 49, height: 12, bytes: Array(repeating: 0xFF, count: 84))
            .window(x: -8, y: -4, width: 65, height: 20)
        let options = PrinterOptions(offsetAcross: 1)
        #expect(old.laid(by: settings(options, edge: 1)) == reached)
        #expect(old.within(settings(edge: 1).media, at: .dpi203) == reached)
        // Nothing that was not moved is left off without a word.
        #expect(old.laid(by: settings(edge: 1)) == old)
    }

    @Test func `black dots are counted`() {
        #expect(Bitmap(width: 9, height: 2, bytes: [0xFF, 0x80, 0x01, 0x00]).blackDots == 10)
        #expect(Bitmap(width: 9, height: 2).blackDots == 0)
    }
}

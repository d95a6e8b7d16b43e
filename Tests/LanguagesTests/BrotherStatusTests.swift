import Languages
import Printing
import Rendering
import Testing

/// What a Brother QL says of itself, asked or not.
@Suite struct BrotherStatusTests {
    typealias Condition = PrinterStatus.Condition

    /// A report with these bytes changed, of a printer that waits with 62 mm endless paper.
    private func report(_ changes: [Int: UInt8] = [:]) -> [UInt8] {
        var bytes: [UInt8] =
            [0x80, 0x20, 0x42, 0x34, 0x35, 0x30] + [UInt8](repeating: 0, count: 26)
        (bytes[10], bytes[11], bytes[14]) = (62, 0x0A, 0x3F)
        for (place, value) in changes { bytes[place] = value }
        return bytes
    }

    private var begun: [UInt8] { report([18: 6, 19: 1]) }
    private var done: [UInt8] { report([18: 1, 19: 1]) }
    private var waits: [UInt8] { report([18: 6]) }
    private func trouble(_ place: Int, _ bit: UInt8) -> [UInt8] { report([18: 2, place: bit]) }

    private func out(_ heard: [UInt8]) -> Int? { BrotherQL().labelsOut(in: heard, mark: 0) }

    @Test func `a printer that waits is idle, and says what it is loaded with`() {
        let loaded = LoadedMedia(width: 62, isContinuous: true)
        #expect(
            BrotherQL().status(from: report())
                == PrinterStatus(busy: false, loaded: loaded, head: 732))
        let labels = BrotherQL().status(from: report([10: 29, 11: 0x0B, 17: 90]))
        #expect(labels?.loaded == LoadedMedia(width: 29, feed: 90, isContinuous: false))
        #expect(BrotherQL().status(from: report([10: 0, 11: 0]))?.loaded == nil)
        #expect(BrotherQL().statusQuestions.map(\.bytes) == [[0x1B, 0x69, 0x53]])
    }

    /// The models of the Raster Command References, by byte 4.
    @Test(
        arguments: [
            (UInt8(0x34), 1_224), (0x43, 1_224), (0x44, 1_224), (0x45, 1_224), (0x50, 1_224),
            (0x31, 732), (0x33, 732), (0x35, 732), (0x41, 732), (0x47, 732), (0x4F, 732),
            (0x51, 732),
            (0x00, nil), (0x99, nil),
        ] as [(UInt8, Int?)])
    func `a printer says by its model which head it has`(_ model: UInt8, _ head: Int?) {
        #expect(BrotherQL().status(from: report([4: model]))?.head == head)
    }

    @Test func `a narrow label made for no known head is wrong on a wide one, and not otherwise`() {
        func isWrong(_ head: Int, _ set: Int?, _ width: Double) -> Bool {
            let media = Media(name: "m", width: width, feed: 29, gap: 3, tracking: .gap)
            return BrotherQL().isWrong(
                head: head, for: JobSettings(media: media, resolution: .dpi300, head: set))
        }
        #expect(isWrong(1_224, nil, 62) && isWrong(1_224, 732, 62) && isWrong(732, 1_224, 62))
        #expect(!isWrong(732, nil, 62) && !isWrong(1_224, 1_224, 62) && !isWrong(1_224, nil, 102))
    }

    @Test(
        arguments: [
            (8, 0x01, .paperOut), (8, 0x02, .paperOut), (8, 0x04, .cutterJam), (8, 0x08, .other),
            (8, 0x10, .other), (8, 0x20, .offline), (8, 0x40, .other), (8, 0x80, .other),
            (9, 0x01, .wrongMedia), (9, 0x02, .other), (9, 0x04, .other), (9, 0x08, .other),
            (9, 0x10, .headOpen), (9, 0x20, .other), (9, 0x40, .paperOut), (9, 0x80, .other),
        ] as [(Int, UInt8, Condition)])
    func `each bit of the errors is a condition`(
        _ place: Int, _ bit: UInt8, _ condition: Condition
    ) {
        #expect(BrotherQL().status(from: report([place: bit]))?.conditions == [condition])
        let reported = BrotherQL().status(from: trouble(place, bit))
        #expect(reported?.conditions == [condition] && reported?.busy == false)
    }

    @Test func `a printer that sees no roll is out of paper, unless it is open`() {
        let empty: [Int: UInt8] = [10: 0, 11: 0]
        #expect(BrotherQL().status(from: report(empty))?.conditions == [.paperOut])
        let open = empty.merging([9: 0x10, 8: 0x01]) { $1 }
        #expect(BrotherQL().status(from: report(open))?.conditions == [.headOpen])
        // What it says by the way names no roll.
        #expect(
            BrotherQL().status(from: report(empty.merging([18: 6]) { $1 }))?.conditions == [])
    }

    /// Captured from a QL-810W with the black and red roll, and byte 25 as other rolls have it.
    @Test(arguments: [
        (UInt8(0x23), UInt8(0x0A), UInt8(0), UInt8(0x81), "62-red"),
        (0x15, 0x0A, 0, 0x01, "62"), (0x03, 0x0B, 29, 0x01, "62x29"),
        (0x3F, 0x0A, 0, 0x00, "62"),
    ])
    func `the roll that turns red is told from the white one`(
        _ sensor: UInt8, _ kind: UInt8, _ length: UInt8, _ text: UInt8, _ name: String
    ) throws {
        let answer = report([4: 0x41, 6: 4, 11: kind, 14: sensor, 17: length, 25: text])
        let loaded = try #require(BrotherQL().status(from: answer)?.loaded)
        #expect(loaded.name == name)
        for colours in 1...2 {
            let media = Media(
                name: name, width: 62, feed: 29, gap: 0,
                tracking: length == 0 ? .continuous : .gap, colours: colours)
            let isWrong = BrotherQL().isWrong(
                loaded, for: JobSettings(media: media, resolution: .dpi300))
            #expect(isWrong == (text != 0 && colours != (text == 0x81 ? 2 : 1)))
        }
    }

    /// Every roll that Brother sells, in millimetres, and the dots across that are printed of it.
    @Test(arguments: [
        (UInt8(12), UInt8(0), "12", 106), (29, 0, "29", 306), (38, 0, "38", 413),
        (50, 0, "50", 554), (54, 0, "54", 590), (62, 0, "62", 696), (102, 0, "102", 1_164),
        (12, 12, "12x12", 94), (24, 24, "24x24", 236), (58, 58, "58x58", 618),
        (17, 54, "17x54", 165), (17, 87, "17x87", 165), (23, 23, "23x23", 202),
        (29, 42, "29x42", 306), (29, 90, "29x90", 306), (38, 90, "38x90", 413),
        (39, 48, "39x48", 425), (52, 29, "52x29", 578), (62, 29, "62x29", 696),
        (62, 100, "62x100", 696), (102, 51, "102x51", 1_164), (102, 152, "102x152", 1_164),
    ])
    func `each roll that is loaded is a paper of the catalogue, and its own`(
        _ width: UInt8, _ length: UInt8, _ name: String, _ dots: Int
    ) throws {
        let answer = report([10: width, 11: length == 0 ? 0x0A : 0x0B, 17: length])
        let loaded = try #require(BrotherQL().status(from: answer)?.loaded)
        #expect(loaded.name == name)
        let media = try ShippedPaper.catalogue.get().media(named: name)
        let settings = JobSettings(media: media, resolution: .dpi300)
        #expect(!BrotherQL().isWrong(loaded, for: settings))
        let others = try ShippedPaper.catalogue.get().media.filter { $0.name != name }
        for other in others where other.edgeAcross > 0 && other.tracking != media.tracking {
            let wrong = JobSettings(media: other, resolution: .dpi300)
            #expect(BrotherQL().isWrong(loaded, for: wrong), "\(other.name)")
        }
        // Labels are drawn within what is printed, and use nearly all of it.
        let drawn = Resolution.dpi300.dots(media.width - 2 * media.edgeAcross)
        #expect(drawn <= dots && drawn > dots - 12)
        let across = Resolution.dpi300.dots(media.width)
        let along = Resolution.dpi300.dots(media.feed)
        #expect(throws: Never.self) {
            try BrotherQL().encode(Bitmap(width: across, height: along), settings: settings)
        }
    }

    @Test func `a trouble without a name is still one, and a switched off printer is away`() {
        #expect(BrotherQL().status(from: report([18: 2]))?.conditions == [.other])
        #expect(BrotherQL().status(from: report([18: 4]))?.conditions == [.offline])
    }

    @Test func `a printer that cools down is hot and goes on by itself`() {
        let cooling = BrotherQL().status(from: report([18: 5, 22: 3]))
        #expect(cooling?.conditions == [.tooHot] && cooling?.busy == true)
        #expect(BrotherQL().status(from: report([18: 5, 22: 4]))?.conditions == [])
    }

    @Test func `pages that are done are labels that are out`() {
        #expect(BrotherQL().reporting == .byItself)
        #expect(out([]) == 0 && out(report()) == 0 && out(begun) == 0)
        #expect(out(begun + done) == 1 && out(begun + done + waits) == 1)
        #expect(out((1...9_999).flatMap { _ in begun + done + waits }) == 9_999)
        #expect(BrotherQL().status(from: begun)?.busy == true)
        #expect(BrotherQL().status(from: begun + done + waits)?.isIdle == true)
    }

    @Test func `a page is done for good when the next has begun`() {
        let first = begun + done + waits
        #expect(out(first + trouble(8, 0x02)) == 0)
        #expect(out(first + begun + trouble(8, 0x02)) == 1)
        #expect(out(first + trouble(8, 0x02) + trouble(8, 0x02)) == 0)
    }

    @Test func `reports are found however they are cut, and what is none is passed over`() {
        #expect(out([0x80, 0x20] + begun + [0] + done + waits.dropLast()) == 1)
        for count in 0..<32 {
            #expect(BrotherQL().status(from: Array(report().prefix(count))) == nil)
        }
        for (place, value) in [(0, 0x81), (1, 0x21), (2, 0x43), (18, 3), (18, 7), (19, 2)] {
            #expect(BrotherQL().status(from: report([place: UInt8(value)])) == nil)
        }
    }

    @Test(arguments: [
        (62, Int?.none, true, "62", false), (29, nil, true, "62", true),
        (62, 29, false, "62", true), (62, 29, false, "62x29", false),
        (62, 100, false, "62x29", true), (62, nil, true, "62x29", true),
        (102, 152, false, "101.6x152.4", false),
    ])
    func `another roll than the job's is wrong`(
        _ width: Int, _ feed: Int?, _ isContinuous: Bool, _ name: String, _ isWrong: Bool
    ) {
        let sides = name.split(separator: "x").compactMap { Double($0) }
        let media = Media(
            name: name, width: sides[0], feed: sides.count > 1 ? sides[1] : 50,
            gap: sides.count > 1 ? 3 : 0, tracking: sides.count > 1 ? .gap : .continuous)
        let settings = JobSettings(media: media, resolution: .dpi300)
        let loaded = LoadedMedia(width: width, feed: feed, isContinuous: isContinuous)
        #expect(BrotherQL().isWrong(loaded, for: settings) == isWrong)
    }
}

import Languages
import Printing
import Rendering
import Testing

/// Brother QL raster to the byte, and what of a label its printers reach.
@Suite struct BrotherQLTests {
    private func settings(
        _ width: Double, _ feed: Double, tracking: Media.Tracking = .gap, colours: Int = 1,
        head: Int? = nil, copies: Int = 1, cut: PrinterOptions.Cut? = nil
    ) -> JobSettings {
        let media = Media(
            name: "m", width: width, feed: feed, gap: 3, tracking: tracking, colours: colours)
        return JobSettings(
            media: media, resolution: .dpi300, head: head, copies: copies,
            options: PrinterOptions(cut: cut))
    }

    private func job(_ label: Bitmap, _ settings: JobSettings) throws -> [UInt8] {
        let job = try BrotherQL().encode(label, settings: settings)
        #expect(job.prefix { $0 == 0 }.count == 400)
        return Array(job[400...])
    }

    @Test func `a small label is one page on the roll it names`() throws {
        // 62 mm tape: 696 dots, 12 pins from the right edge; one dot at the label's left end.
        var label = Bitmap(width: 696, height: 1)
        label[0, 0] = true
        var row = [UInt8](repeating: 0, count: 90)
        row[707 / 8] = 0x80 >> UInt8(707 % 8)
        #expect(
            try job(label, settings(58.93, 40, tracking: .continuous))
                == [0x1B, 0x40]
                + [0x1B, 0x69, 0x7A, 0xCE, 0x0A, 62, 0, 1, 0, 0, 0, 0, 0]
                + [0x1B, 0x69, 0x4D, 0x40, 0x1B, 0x69, 0x41, 1, 0x1B, 0x69, 0x4B, 8]
                + [0x1B, 0x69, 0x64, 35, 0, 0x67, 0, 90] + row + [0x1A])
    }

    @Test(arguments: [(732, 90), (nil, 90), (1_224, 162)] as [(Int?, Int)])
    func `a narrow roll lies at the right of the head that the printer has`(
        _ head: Int?, _ rowBytes: Int
    ) throws {
        var label = Bitmap(width: 696, height: 1)
        label[695, 0] = true
        let settings = settings(58.93, 40, tracking: .continuous, head: head)
        // The first pin over the paper: 12 of a narrow head, 44 more of a wide one.
        let first = rowBytes == 90 ? 12 : 56
        var row = [UInt8](repeating: 0, count: rowBytes)
        row[first / 8] = 0x80 >> UInt8(first % 8)
        let sent = try job(label, settings)
        #expect(sent.suffix(rowBytes + 4).elementsEqual([0x67, 0, UInt8(rowBytes)] + row + [0x1A]))
        // A wide model has to be told that raster follows.
        #expect(sent.starts(with: [0x1B, 0x40, 0x1B, 0x69, 0x61, 1]) == (rowBytes == 162))
        let printed = try Subject.named("brother").printed(label, settings)
        #expect(printed.picture.flaw(printing: label) == nil)
    }

    @Test func `a roll of two colours is sent black, and an empty row of red after each`() throws {
        var label = Bitmap(width: 696, height: 2)
        label[0, 1] = true
        let white = [UInt8](repeating: 0, count: 90)
        var black = white
        black[707 / 8] = 0x80 >> UInt8(707 % 8)
        let settings = settings(58.93, 40, tracking: .continuous, colours: 2)
        let sent = try job(label, settings)
        #expect(
            sent.suffix(4 * 93 + 1).elementsEqual(
                [0x77, 1, 90] + white + [0x77, 2, 90] + white
                    + [0x77, 1, 90] + black + [0x77, 2, 90] + white + [0x1A]))
        #expect(sent.firstRange(of: [0x1B, 0x69, 0x4B, 0x09]) != nil, "ESC i K: two colours")
        let printed = try Subject.named("brother").printed(label, settings)
        #expect(printed.picture.flaw(printing: label) == nil)
    }

    @Test func `a die-cut label has the head that other drivers send`() throws {
        let sent = try job(Bitmap(width: 732, height: 343), settings(62, 29))
        #expect(
            sent[2..<15].elementsEqual([
                0x1B, 0x69, 0x7A, 0xCE, 0x0B, 0x3E, 0x1D, 0x0F, 0x01, 0, 0, 0, 0,
            ]))
    }

    @Test(arguments: [
        (17, 54, 165, 566), (29, 90, 306, 991), (62, 29, 696, 271), (62, 100, 696, 1_109),
        (102, 51, 1_164, 526), (102, 152, 1_164, 1_660), (103, 164, 1_200, 1_822),
    ])
    func `what is printed is the middle of the label, and ink beyond it is refused`(
        _ width: Double, _ feed: Double, _ across: Int, _ along: Int
    ) throws {
        let settings = settings(width, feed)
        let (all, long) = (Resolution.dpi300.dots(width), Resolution.dpi300.dots(feed))
        let (left, top) = ((all - across) / 2, (long - along) / 2)
        let middle = Picture.black.drawn(width: across, height: along)
        var label = middle.window(x: -left, y: -top, width: all, height: long)
        let subject = try Subject.named("brother")
        #expect(try subject.printed(label, settings).picture.flaw(printing: label) == nil)

        for (x, y) in [(left - 1, top), (left, top - 1), (left + across, top), (left, top + along)]
        {
            label[x, y] = true
            #expect(throws: EncodingFault.inkBeyondReach(dots: 1)) {
                _ = try BrotherQL().encode(label, settings: settings)
            }
            label[x, y] = false
        }
    }

    @Test func `a label drawn for another maker's 4 by 6 inches is refused rather than cut`() {
        let label = Picture.black.drawn(width: 1_200, height: 1_800)
        #expect(throws: EncodingFault.inkBeyondReach(dots: 1_200 * 1_800 - 1_164 * 1_660)) {
            _ = try BrotherQL().encode(label, settings: settings(101.6, 152.4))
        }
    }

    @Test func `a wide label goes to the wide head, which is told to take raster`() throws {
        let sent = try job(Bitmap(width: 1_205, height: 602), settings(102, 51))
        #expect(sent[2..<6].elementsEqual([0x1B, 0x69, 0x61, 1]))
        #expect(sent.suffix(166).prefix(3).elementsEqual([0x67, 0, 162]))
    }

    @Test func `copies are pages, of which the last is fed out`() throws {
        let sent = try Subject.named("brother").printed(
            Bitmap(width: 8, height: 8), settings(20, 20, copies: 3))
        #expect(sent.copies == 3)
        #expect(sent.commands.filter { $0 == "12" || $0 == "26" } == ["12", "12", "26"])
    }

    @Test(arguments: [
        (PrinterOptions.Cut?.none, "M [64]", "A [1]", "K [8]"), (.never, "M [0]", "A [1]", "K [0]"),
        (.eachLabel, "M [64]", "A [1]", "K [8]"), (.lastLabel, "M [64]", "A [5]", "K [8]"),
    ])
    func `it cuts when it is told to`(
        _ cut: PrinterOptions.Cut?, _ mode: String, _ every: String, _ end: String
    ) throws {
        let sent = try Subject.named("brother").printed(
            Bitmap(width: 8, height: 8), settings(20, 20, copies: 5, cut: cut))
        #expect(sent.commands.contains("ESC i \(mode)"))
        #expect(sent.commands.contains("ESC i \(every)"))
        #expect(sent.commands.contains("ESC i \(end)"))
    }

    @Test func `it prints on the rolls that Brother sells, and on no other`() throws {
        let names = try ShippedPaper.catalogue.get().media.filter { BrotherQL().prints(on: $0) }
            .map(\.name)
        #expect(
            ["62", "62-red", "62x29", "12x12", "102x152", "103x164"].allSatisfy(names.contains))
        for other in ["50x30", "100x150", "57x32", "58", "80", "101.6x76.2", "28.6x88.9"] {
            #expect(!names.contains(other), "\(other)")
        }
    }

    @Test func `its heads have 300 dots in an inch`() {
        #expect(BrotherQL().resolutions == [.dpi300])
    }
}

import Languages
import Printing
import Testing

/// TSPL to the byte.
@Suite struct TSPLTests {
    private func head(_ settings: JobSettings, width: Int, height: Int) throws -> String {
        let job = try TSPL().encode(Bitmap(width: width, height: height), settings: settings)
        return String(decoding: job.prefix { $0 != 0xFF }, as: UTF8.self)
    }

    private func settings(_ name: String, _ width: Double, _ feed: Double) -> JobSettings {
        let media = Media(name: name, width: width, feed: feed, gap: 2, tracking: .gap)
        return JobSettings(media: media, resolution: .dpi203)
    }

    @Test func `a small label is one burst of the fewest commands`() throws {
        let label = Bitmap(width: 12, height: 2, bytes: [0xFF, 0xF0, 0x80, 0x10])
        var settings = settings("50x30", 50, 30)
        settings.copies = 12
        #expect(
            try TSPL().encode(label, settings: settings)
                == Array("\r\nSIZE 50 mm,30 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 0,0\r\n".utf8)
                + Array("REFERENCE 0,0\r\nCLS\r\nBITMAP 0,0,2,2,1,".utf8)
                + [0x00, 0x0F, 0x7F, 0xEF] + Array("\r\nPRINT 1,12\r\n".utf8))
    }

    @Test func `with darkness and speed the head is the one that other drivers send`() throws {
        var settings = settings("101.6x152.4", 101.6, 152.4)
        settings.options.darkness = 8
        settings.options.speed = 4
        settings.media = Media(
            name: "101.6x152.4", width: 101.6, feed: 152.4, gap: 3, tracking: .gap)
        #expect(
            try head(settings, width: 812, height: 1_218)
                == "\r\nSIZE 101.6 mm,152.4 mm\r\nGAP 3 mm,0 mm\r\nDENSITY 8\r\nSPEED 4\r\n"
                + "DIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\nBITMAP 0,0,102,1218,1,")
    }

    @Test(arguments: [
        (57.15, 31.75, "SIZE 57.15 mm,31.75 mm\r\n"), (25.4, 100, "SIZE 25.4 mm,100 mm\r\n"),
        (30.05, 0.5, "SIZE 30.05 mm,0.5 mm\r\n"),
    ])
    func `a size is said to the hundredth of a millimetre`(
        _ width: Double, _ feed: Double, _ line: String
    ) throws {
        #expect(try head(settings("x", width, feed), width: 8, height: 8).contains(line))
    }

    @Test func `a black mark is named by its own command`() throws {
        let marked = LabelSize(width: 8, height: 8).settings(tracking: .mark)
        let head = try head(marked, width: 8, height: 8)
        #expect(head.contains("\r\nBLINE 2 mm,0 mm\r\n") && !head.contains("GAP"))
    }

    @Test func `on endless paper the label is as long as its picture`() throws {
        var endless = settings("57x32", 57, 32)
        endless.media = Media(name: "57", width: 57, feed: 32, gap: 0, tracking: .continuous)
        let head = try head(endless, width: 456, height: 812)
        #expect(head.contains("SIZE 57 mm,101.6 mm\r\nGAP 0 mm,0 mm\r\n"))
    }

    @Test(arguments: [
        (PrinterOptions.Cut.never, "OFF"), (.eachLabel, "1"), (.lastLabel, "BATCH"),
    ])
    func `a cutter is set where a person wants it set`(
        _ cut: PrinterOptions.Cut, _ word: String
    ) throws {
        let size = LabelSize(width: 8, height: 8)
        #expect(
            try head(size.settings(cut: cut), width: 8, height: 8)
                .contains("\r\nSET CUTTER \(word)\r\n"))
        #expect(try !head(size.settings(), width: 8, height: 8).contains("CUTTER"))
    }
}

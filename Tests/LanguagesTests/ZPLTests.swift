import Languages
import Printing
import Testing

/// ZPL to the letter.
@Suite struct ZPLTests {
    private func text(_ label: Bitmap, _ settings: JobSettings) throws -> String {
        String(decoding: try ZPL().encode(label, settings: settings), as: UTF8.self)
    }

    @Test func `a small label is one format and saves nothing`() throws {
        let label = Bitmap(width: 16, height: 3, bytes: [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x00])
        let size = LabelSize(width: 16, height: 3)
        #expect(
            try text(label, size.settings(copies: 2))
                == "^XA^MCY^PMN^LRN^PON^PW16^LL3^LH0,0^LS0^LT0^MNY"
                + "^FO0,0^GFA,6,6,2,JF:0F,^FS^PQ2,0,0,N^XZ")
    }

    @Test func `darkness and speed go before and into the format`() throws {
        let size = LabelSize(width: 8, height: 1)
        let white = Bitmap(width: 8, height: 1)
        let dark = try text(white, size.settings(darkness: 15, speed: 4))
        #expect(dark.hasPrefix("~SD15^XA"))
        #expect(dark.contains("^PR4,4,4"))
        #expect(try text(white, size.settings(darkness: 0)).hasPrefix("~SD00^XA"))
        #expect(try text(white, size.settings(darkness: 30)).hasPrefix("~SD30^XA"))
        #expect(try !text(white, size.settings()).contains("~"))
    }

    @Test(arguments: [
        (PrinterOptions.Cut.never, "^MMT", "^PQ3,0,0,N"), (.eachLabel, "^MMC", "^PQ3,1,0,Y"),
        (.lastLabel, "^MMC", "^PQ3,3,0,Y"),
    ])
    func `it cuts when it is told to`(
        _ cut: PrinterOptions.Cut, _ mode: String, _ quantity: String
    ) throws {
        let size = LabelSize(width: 8, height: 1)
        let job = try text(Bitmap(width: 8, height: 1), size.settings(copies: 3, cut: cut))
        #expect(job.contains(mode) && job.hasSuffix("\(quantity)^XZ"))
        #expect(try !text(Bitmap(width: 8, height: 1), size.settings()).contains("^MM"))
    }

    @Test(arguments: zip(Media.Tracking.allCases, ["^MNY", "^MNM", "^MNN"]))
    func `the paper is named`(_ tracking: Media.Tracking, _ command: String) throws {
        let size = LabelSize(width: 8, height: 1)
        #expect(
            try text(Bitmap(width: 8, height: 1), size.settings(tracking: tracking)).contains(
                command))
    }

    @Test(arguments: [
        ([0xFF], "HF"), ([0x1F, 0xFF], "1IF"), ([0xF1], "F1"), ([0x00, 0x0F], "I0F"),
        ([0xFF, 0x00], "HF,"), ([0xF0, 0x00], "F0,"), ([0x00], ","),
    ])
    func `a row is said in its runs, and white to its end in one letter`(
        _ row: [UInt8], _ data: String
    ) throws {
        let label = Bitmap(width: row.count * 8, height: 1, bytes: row)
        let size = LabelSize(width: label.width, height: 1)
        #expect(try text(label, size.settings()).contains(",\(row.count),\(data)^FS"))
    }

    @Test(arguments: [
        (9, "XF"), (10, "gF"), (11, "gHF"), (19, "gXF"), (20, "hF"), (199, "yXF"), (200, "zF"),
        (201, "zHF"), (411, "zzgHF"),
    ])
    func `letters of a run add up`(_ bytes: Int, _ data: String) throws {
        let label = Picture.black.drawn(width: bytes * 8, height: 1)
        let size = LabelSize(width: label.width, height: 1)
        #expect(try text(label, size.settings()).contains(",\(bytes),\(data)^FS"))
    }

    @Test func `a long label goes in strips of less than fifty thousand bytes`() throws {
        let size = LabelSize(width: 812, height: 1_218)
        let job = try Subject.named("zpl").printed(
            Bitmap(width: 812, height: 1_218), size.settings())
        #expect(
            job.commands.filter { $0.hasPrefix("^FO") || $0.hasPrefix("^GF") } == [
                "^FO0,0", "^GFA,47940,47940,102", "^FO0,470", "^GFA,47940,47940,102",
                "^FO0,940", "^GFA,28356,28356,102",
            ])
    }

    @Test func `a strip never leans on the row above it in another`() throws {
        let size = LabelSize(width: 812, height: 1_218)
        let job = try text(Picture.black.drawn(width: 812, height: 1_218), size.settings())
        #expect(!job.contains(",:"))
    }

    @Test func `no picture can say a command`() throws {
        let letters = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYghijklmnopqrstuvwxyz,:")
        for picture in Picture.plain + Picture.chance {
            let label = picture.drawn(width: 812, height: 400)
            let job = try text(label, LabelSize(width: 812, height: 400).settings())
            let data = job.components(between: "^GFA,40800,40800,102,", and: "^FS")
            #expect(data.allSatisfy { letters.contains($0) } && !data.isEmpty, "\(picture)")
        }
    }

    @Test func `a whole page with little on it stays small`() throws {
        let page = Picture.white.drawn(width: 812, height: 1_218)
        let size = LabelSize(width: 812, height: 1_218)
        #expect(try ZPL().encode(page, settings: size.settings()).count < 1_500)
    }
}

extension String {
    fileprivate func components(between start: String, and end: String) -> Substring {
        guard let from = firstRange(of: start)?.upperBound,
            let to = self[from...].firstRange(of: end)?.lowerBound
        else { return "" }
        return self[from..<to]
    }
}

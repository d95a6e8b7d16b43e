import Languages
import Printing
import Testing

/// ESC/POS to the byte.
@Suite struct ESCPOSTests {
    private func job(_ label: Bitmap, copies: Int = 1) throws -> [UInt8] {
        let size = LabelSize(width: label.width, height: label.height)
        let settings = size.settings(tracking: .continuous, copies: copies)
        return try ESCPOS().encode(label, settings: settings)
    }

    private let start: [UInt8] = [0x1B, 0x40]
    private let end: [UInt8] = [0x1B, 0x64, 4, 0x1D, 0x56, 0x42, 0]

    @Test func `a small label is set up once, fed out and cut`() throws {
        let label = Bitmap(width: 12, height: 2, bytes: [0xFF, 0xF0, 0x80, 0x10])
        let band: [UInt8] = [0x1D, 0x76, 0x30, 0, 2, 0, 2, 0, 0xFF, 0xF0, 0x80, 0x10]
        #expect(try job(label) == start + band + end)
        #expect(try job(label, copies: 2) == start + band + end + band + end)
    }

    @Test func `a picture of 384 by 120 dots has the head that other drivers send`() throws {
        let label = Bitmap(width: 384, height: 120)
        let head: [UInt8] = [0x1D, 0x76, 0x30, 0x00, 0x30, 0x00, 0x78, 0x00]
        #expect(try Array(job(label)[2..<10]) == head)
    }

    @Test(arguments: [
        (255, [255]), (256, [255, 1]), (510, [255, 255]), (1_218, [255, 255, 255, 255, 198]),
    ])
    func `no band is longer than 255 rows`(_ height: Int, _ bands: [Int]) throws {
        let label = Bitmap(width: 8, height: height)
        let size = LabelSize(width: 8, height: height)
        let commands = try Subject.named("escpos").printed(label, size.settings()).commands
        let heads = bands.map { "GS v 0 [48, 0, 1, 0, \($0), 0]" }
        #expect(commands == ["ESC @"] + heads + ["ESC d [4]", "GS V [66, 0]"])
    }

    @Test func `copies that would fill the memory are refused with how many would not`() throws {
        let page = Bitmap(width: 1_200, height: 1_800)
        #expect(throws: EncodingFault.copiesOutOfRange(copies: 249, limit: 248)) {
            _ = try job(page, copies: 249)
        }
    }

    @Test func `bytes that look like a question are part of the picture and stay`() throws {
        let label = Bitmap(width: 24, height: 1, bytes: [0x10, 0x04, 0x01])
        #expect(
            try job(label) == start + [0x1D, 0x76, 0x30, 0, 3, 0, 1, 0, 0x10, 0x04, 0x01] + end)
    }

    @Test func `with a mark, each label asks to be said to be out`() throws {
        let label = Bitmap(width: 8, height: 1)
        let size = LabelSize(width: 8, height: 1)
        var settings = size.settings(copies: 70)
        settings.mark = 4_095
        let sent = try Subject.named("escpos").printed(label, settings)
        let asked = sent.commands.filter { $0.hasPrefix("GS ( H") }
        #expect(asked.count == 70 && sent.copies == 70)
        #expect(asked.first == "GS ( H [48, 48, 95, 95, 32, 33]")
        #expect(asked.last == "GS ( H [48, 48, 95, 95, 33, 38]")
        // The word comes after the label, or it would prove nothing.
        #expect(sent.commands.last == asked.last)
    }

    @Test(arguments: [
        (PrinterOptions.Cut?.none, 3), (.never, 0), (.eachLabel, 3), (.lastLabel, 1),
    ])
    func `it cuts when it is told to`(_ cut: PrinterOptions.Cut?, _ cuts: Int) throws {
        let size = LabelSize(width: 8, height: 1)
        let sent = try Subject.named("escpos").printed(
            Bitmap(width: 8, height: 1), size.settings(copies: 3, cut: cut))
        #expect(sent.commands.count { $0.hasPrefix("GS V") } == cuts)
        #expect(sent.copies == 3)
    }
}

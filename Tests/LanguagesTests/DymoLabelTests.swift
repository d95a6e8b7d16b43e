import Languages
import Printing
import Testing

/// DYMO LabelWriter to the byte.
@Suite struct DymoLabelTests {
    private func job(_ label: Bitmap, _ settings: JobSettings) throws -> [UInt8] {
        let job = try DymoLabel().encode(label, settings: settings)
        let start = try #require(job.firstIndex { $0 != 0x1B })
        return Array(job[(start - 1)...])
    }

    private let size = LabelSize(width: 16, height: 3, resolution: .dpi300)

    @Test func `a small label is set up and its rows said in runs`() throws {
        let label = Bitmap(width: 16, height: 3, bytes: [0xFF, 0xFF, 0x0F, 0x00, 0xAA, 0xAA])
        let start: [UInt8] = [0x1B, 0x40, 0x1B, 0x4C, 0, 28, 0x1B, 0x44, 2, 0x1B, 0x68]
        // Black 16; white 4, black 4, white 8 is no shorter than the row; the chequers are longer.
        let rows: [UInt8] = [0x17, 0x8F, 0x16, 0x0F, 0x00, 0x16, 0xAA, 0xAA]
        #expect(try job(label, size.settings()) == start + rows + [0x1B, 0x45])
        #expect(
            try job(label, size.settings(copies: 2))
                == start + rows + [0x1B, 0x47] + rows + [0x1B, 0x45])
    }

    @Test(
        arguments: [
            (127, [0xFE, 0x7F]), (128, [0xFF, 0x7F]), (129, [0xFF, 0x80, 0x7F]),
            (256, [0xFF, 0xFF, 0x7F]),
        ] as [(Int, [UInt8])])
    func `a run of more than 128 dots is said in several`(_ dots: Int, _ runs: [UInt8]) throws {
        var label = Bitmap(width: 1_248, height: 1)
        for x in 0..<dots { label[x, 0] = true }
        let wide = LabelSize(width: 1_248, height: 1, resolution: .dpi300)
        let row = try job(label, wide.settings()).drop { $0 != 0x17 }.dropFirst()
        #expect(row.starts(with: runs))
    }

    @Test func `on a strip there is no end of a label to look for`() throws {
        let sent = try job(Bitmap(width: 16, height: 3), size.settings(tracking: .continuous))
        #expect(sent[2..<6].elementsEqual([0x1B, 0x4C, 0xFF, 0xFF]))
    }

    @Test(arguments: [(0, 0x63), (1, 0x64), (2, 0x65), (3, 0x67), (9, 0x67)] as [(Int, UInt8)])
    func `darkness is one of four commands`(_ darkness: Int, _ command: UInt8) throws {
        let sent = try job(Bitmap(width: 16, height: 3), size.settings(darkness: darkness))
        #expect(sent[11..<13].elementsEqual([0x1B, command]))
    }

    @Test(
        arguments: [(.left, 0x31), (.right, 0x32)] as [(PrinterOptions.Roll, UInt8)])
    func `a Twin Turbo is told which roll to print on`(
        _ roll: PrinterOptions.Roll, _ number: UInt8
    ) throws {
        var settings = size.settings(darkness: 2)
        settings.options.roll = roll
        let label = Bitmap(width: 16, height: 3)
        let sent = try job(label, settings)
        #expect(Array(sent[11..<16]) == [0x1B, 0x65, 0x1B, 0x71, number])
        // The rest is the same: it is said once, before the first row.
        settings.options.roll = nil
        let usual = try job(label, settings)
        #expect(Array(sent[..<13]) + Array(sent[16...]) == usual)
    }

    @Test func `its heads have 300 dots in an inch`() {
        #expect(DymoLabel().resolutions == [.dpi300])
    }
}

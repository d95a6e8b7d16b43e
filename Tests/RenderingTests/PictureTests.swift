import Foundation
import Printing
import Rendering
import Testing

/// The dots, and the files made of them.
struct PictureTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    @Test func `a label is exactly as many dots as its millimetres at the resolution`() throws {
        for (layout, media, resolution) in samples.everyLabel {
            let bitmap = try samples.renderer.draw(
                layout, on: media, at: resolution, fields: Samples.fields(layout),
                code: Samples.code
            ).bitmap
            let dpi = Double(resolution.dpi)
            #expect(bitmap.width == Int((media.width / 25.4 * dpi).rounded()), "\(media.name)")
            #expect(bitmap.height == Int((media.feed / 25.4 * dpi).rounded()), "\(media.name)")
        }
    }

    @Test func `the margin of 1,5 mm is white on every label`() throws {
        for (layout, media, resolution) in samples.everyLabel {
            let bitmap = try samples.renderer.draw(
                layout, on: media, at: resolution, fields: Samples.fields(layout),
                code: Samples.code
            ).bitmap
            let margin = Int((1.5 / 25.4 * Double(resolution.dpi)).rounded(.down))
            let (width, height) = (bitmap.width, bitmap.height)
            let isWhite =
                bitmap.isWhite(x: 0..<width, y: 0..<margin)
                && bitmap.isWhite(x: 0..<width, y: height - margin..<height)
                && bitmap.isWhite(x: 0..<margin, y: 0..<height)
                && bitmap.isWhite(x: width - margin..<width, y: 0..<height)
            #expect(isWhite, "\(layout) on \(media.name) at \(resolution.dpi)")
            #expect(bitmap.ink > 0)
        }
    }

    @Test func `a PNG is exactly the dots in black and white`() throws {
        let bitmap = try samples.draw(Samples.fields("lot")).bitmap
        let rows = try withFolder { folder in
            let file = folder.appending(path: "label.png")
            try Data(bitmap.png()).write(to: file)
            return try run("python3", ["-c", Self.readPNG, file.path])
        }
        let expected = (0..<bitmap.height).map { y in
            String((0..<bitmap.width).map { bitmap[$0, y] ? "0" : "1" })
        }
        #expect(rows.split(separator: "\n").map(String.init) == expected)
    }

    /// Prints a row of 0 (black) and 1 (white) for every row of an 8-bit grey PNG that holds nothing else.
    private static let readPNG = """
        import struct, sys, zlib
        data = open(sys.argv[1], "rb").read()
        width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
        assert (depth, colour) == (8, 0)
        place, packed = 8, b""
        while place < len(data):
            length, kind = struct.unpack(">I4s", data[place:place + 8])
            if kind == b"IDAT": packed += data[place + 8:place + 8 + length]
            place += 12 + length
        raw, stride = zlib.decompress(packed), width
        above = bytes(stride)
        for y in range(height):
            kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
            for x in range(stride):
                left, up, corner = line[x - 1] if x else 0, above[x], above[x - 1] if x else 0
                guess = left + up - corner
                nearest = min((left, up, corner), key=lambda value: abs(guess - value))
                line[x] = (line[x] + [0, left, up, (left + up) // 2, nearest][kind]) % 256
            print("".join({0: "0", 255: "1"}[byte] for byte in line))
            above = bytes(line)
        """

    @Test func `a PDF page has the media's size in points`() throws {
        for name in ["50x30", "101.6x152.4", "28.6x88.9"] {
            let media = try samples.catalogue.media(named: name)
            let pdf = try samples.renderer.pdf(
                "lot", on: media, at: .dpi203, fields: Samples.fields("lot"), code: Samples.code)
            let text = String(decoding: pdf, as: UTF8.self)
            #expect(text.hasPrefix("%PDF-"))
            let box = try #require(text.firstMatch(of: /MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/))
            let width = try #require(Double(box.1))
            let height = try #require(Double(box.2))
            #expect(abs(width - media.width / 25.4 * 72) < 0.01)
            #expect(abs(height - media.feed / 25.4 * 72) < 0.01)
        }
    }

    @Test func `the same label is the same dots from every thread and renderer`() async throws {
        let catalogue = samples.catalogue
        let media = try catalogue.media(named: "50x30")
        let shared = samples.renderer
        func label(_ number: Int, from renderer: LabelRenderer) throws -> Bitmap {
            try renderer.draw(
                "lot", on: media, at: .dpi203,
                fields: ["name": "Beans \(number) فول", "date": "March \(2000 + number)"],
                code: Samples.code
            ).bitmap
        }
        let expected = try (0..<40).map { try label($0, from: shared) }
        try await withThrowingTaskGroup(of: (Int, Bitmap).self) { group in
            for number in 0..<40 {
                let renderer = number.isMultiple(of: 2) ? shared : LabelRenderer(catalogue)
                group.addTask { (number, try label(number, from: renderer)) }
            }
            for try await (number, bitmap) in group { #expect(bitmap == expected[number]) }
        }
    }

    @Test func `a label wider than the print head is refused with both widths`() throws {
        let bitmap = Bitmap(width: 900, height: 10)
        #expect(throws: LabelFault.labelWiderThanHead(label: 900, head: 832)) {
            try bitmap.checkFits(head: 832)
        }
        try bitmap.checkFits(head: 900)
    }

    @Test func `a label of more than 10,000 dots is refused`() throws {
        let banner = Media(name: "banner", width: 50, feed: 500, gap: 0, tracking: .continuous)
        let fine = try #require(Resolution(dpi: 1_200))
        #expect(throws: LabelFault.labelTooLarge(media: "banner", dots: 23_622, limit: 10_000)) {
            try samples.renderer.draw(
                "bin", on: banner, at: fine, fields: ["name": "A3"], code: nil)
        }
    }
}

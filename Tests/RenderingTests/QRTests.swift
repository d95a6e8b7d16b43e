import Foundation
import Printing
import Testing

@testable import Rendering

/// The QR code: read back by another program (zbar), and measured in dots.
struct QRTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    @Test func `another program reads the code of every label`() throws {
        try withFolder { folder in
            var files: [String] = []
            var codes: [String] = []
            for (index, (layout, media, resolution)) in samples.everyCodedLabel.enumerated() {
                let code = "7K2M" + String(1_000 + index)
                let drawing = try samples.renderer.draw(
                    layout, on: media, at: resolution, fields: Samples.fields(layout), code: code)
                let file = folder.appending(path: "\(layout)-\(media.name)-\(resolution.dpi).png")
                try Data(drawing.bitmap.png()).write(to: file)
                files.append(file.path)
                codes.append(code)
            }
            let read = try run(
                "zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"] + files)
            #expect(read.split(separator: "\n").map(String.init) == codes)
        }
    }

    @Test func `modules are whole dots of 0,375 mm or more, and the quiet zone is white`() throws {
        for (layout, media, resolution) in samples.everyCodedLabel {
            let fields = Samples.fields(layout)
            let label = try samples.compose(layout, on: media, at: resolution, fields: fields)
            let drawn = try samples.renderer.draw(
                layout, on: media, at: resolution, fields: fields, code: Samples.code)
            let bitmap = Upright(bitmap: drawn.bitmap, turned: label.turned)
            let (symbol, module, left, top) = try #require(label.symbol)
            #expect(Double(module) / Double(resolution.dpi) * 25.4 > 0.374)
            #expect(symbol.side == 21)
            let side = symbol.side * module
            let corners = [0, module - 1]
            let asDrawn = (0..<symbol.side).allSatisfy { row in
                (0..<symbol.side).allSatisfy { column in
                    corners.allSatisfy { y in
                        corners.allSatisfy { x in
                            bitmap[left + column * module + x, top + row * module + y]
                                == symbol[column, row]
                        }
                    }
                }
            }
            #expect(asDrawn, "\(layout) on \(media.name) at \(resolution.dpi)")
            let quiet = 4 * module
            try #require(left >= quiet && top >= quiet, "\(layout) on \(media.name)")
            let around = left - quiet..<left + side + quiet
            let isWhite =
                bitmap.isWhite(x: around, y: top - quiet..<top)
                && bitmap.isWhite(x: around, y: top + side..<top + side + quiet)
                && bitmap.isWhite(x: left - quiet..<left, y: top..<top + side)
                && bitmap.isWhite(x: left + side..<left + side + quiet, y: top..<top + side)
            #expect(isWhite, "\(layout) on \(media.name) at \(resolution.dpi)")
        }
    }

    @Test func `eight characters are version 1 at the strongest correction, in alphanumeric mode`()
        throws
    {
        #expect(try QRSymbol("7K2M9XRD", correction: .high).side == 21)
        // In bytes ten small letters would not fit where ten capitals do.
        #expect(try QRSymbol("ABCDEFGHJK", correction: .high).side == 21)
        #expect(try QRSymbol("abcdefghjk", correction: .high).side == 25)
    }

    @Test func `a link is read back, and the code alone stands under it`() throws {
        let link = "HTTPS://LARDER.EXAMPLE/L/7K2M9XRD"
        let drawing = try samples.draw(Samples.fields("bin"), code: link)
        let read = try withFolder { folder in
            let file = folder.appending(path: "link.png")
            try Data(drawing.bitmap.png()).write(to: file)
            return try run("zbarimg", ["--quiet", "--raw", file.path])
        }
        #expect(read == link + "\n")
        #expect(try QRContent(link).shown == "7K2M 9XRD")
    }

    @Test func `a code of no bytes or of more than 300 is refused`() throws {
        #expect(throws: LabelFault.codeLengthOutOfRange(bytes: 0, limit: 300)) {
            try samples.draw(["name": "A3"], code: "")
        }
        #expect(throws: LabelFault.codeLengthOutOfRange(bytes: 301, limit: 300)) {
            try samples.draw(["name": "A3"], code: String(repeating: "A", count: 301))
        }
    }

    @Test func `a code that would need modules under 0,375 mm is refused`() throws {
        let content = String(repeating: "a", count: 300)
        let media = try samples.catalogue.media(named: "17x54")
        #expect(throws: LabelFault.codeDoesNotFit(media: "17x54", layout: "lot")) {
            try samples.renderer.draw(
                "lot", on: media, at: .dpi203, fields: Samples.fields("lot"), code: content)
        }
    }

    @Test func `a link too long for the strongest correction is drawn with a weaker one`() throws {
        let media = try samples.catalogue.media(named: "50x30")
        let link = "HTTPS://" + String(repeating: "A", count: 110)
        let label = try samples.compose(
            "bin", on: media, at: .dpi203, fields: ["name": "A3"], code: link)
        let symbol = try #require(label.symbol).symbol
        #expect(try symbol.side < QRSymbol(link, correction: .high).side)
    }
}

/// A drawn label as it was composed, which may be lying on its side.
private struct Upright {
    let bitmap: Bitmap
    let turned: Bool

    subscript(x: Int, y: Int) -> Bool { turned ? bitmap[bitmap.width - 1 - y, x] : bitmap[x, y] }

    func isWhite(x: Range<Int>, y: Range<Int>) -> Bool {
        y.allSatisfy { row in x.allSatisfy { !self[$0, row] } }
    }
}

import Foundation
import Printing
import Testing

@testable import Rendering

/// Sheets of labels for an office printer, held against another program's picture of the PDF.
struct SheetTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    /// Makers' own figures in millimetres: labels on a page, one label's sides, the page's sides.
    @Test(arguments: [
        ("5160", 30, 66.7, 25.4, 215.9, 279.4), ("5163", 10, 101.6, 50.8, 215.9, 279.4),
        ("L7160", 21, 63.5, 38.1, 210, 297), ("L7163", 14, 99.1, 38.1, 210, 297),
    ])
    func `the sheets of Avery have their makers' sizes, and as much white left as right`(
        name: String, count: Int, width: Double, height: Double, pageWidth: Double,
        pageHeight: Double
    ) throws {
        let sheet = try samples.catalogue.sheet(named: name)
        #expect(sheet.count == count)
        #expect(abs(sheet.width - width) < 0.1 && abs(sheet.height - height) < 0.1)
        #expect(sheet.pageWidth == pageWidth && sheet.pageHeight == pageHeight)
        let last = sheet.corner(of: count - 1)
        #expect(abs(pageWidth - last.left - sheet.width - sheet.left) < 0.15)
        #expect(abs(pageHeight - last.top - sheet.height - sheet.top) < 0.15)
    }

    @Test func `a label stands in its cell to a fifth of a millimetre`() throws {
        try withFolder { folder in
            try "wide: {box: {text: name}, frame: 1}\ntall: {text: name}\nmargin: 2".write(
                to: folder.appending(path: "frame.yaml"), atomically: true, encoding: .utf8)
            let catalogue = try LayoutCatalogue(directory: folder.path)
            for sheet in catalogue.sheets {
                let label = SheetLabel(layout: "frame", fields: ["name": "A3"], code: nil)
                let labels = Array(repeating: label, count: sheet.count)
                let pages = try Self.pages(
                    of: try LabelRenderer(catalogue).sheets(of: labels, on: sheet), in: folder)
                let page = try #require(pages.first)
                #expect(pages.count == 1)
                for cell in 0..<sheet.count {
                    let corner = sheet.corner(of: cell)
                    let frame = try #require(
                        page.ink(
                            left: corner.left, top: corner.top, width: sheet.width,
                            height: sheet.height))
                    let place: Comment = "\(sheet.name), cell \(cell): \(frame)"
                    #expect(abs(frame.left - corner.left - 2) < 0.2, place)
                    #expect(abs(frame.top - corner.top - 2) < 0.2, place)
                    #expect(abs(frame.right - corner.left - sheet.width + 2) < 0.2, place)
                    #expect(abs(frame.bottom - corner.top - sheet.height + 2) < 0.2, place)
                }
            }
        }
    }

    @Test(arguments: [(13, -8), (-50, 50), (0, 4)])
    func `a sheet is moved as far as its printer is off`(across: Int, along: Int) throws {
        let sheet = try samples.catalogue.sheet(named: "5160")
        let label = SheetLabel(layout: "bin", fields: ["name": "A3"], code: "7K2M9XRD")
        try withFolder { folder in
            func ink(_ offset: SheetOffset) throws -> (left: Double, top: Double) {
                let drawing = try samples.renderer.sheets(
                    of: [label], on: sheet, from: 14, movedBy: offset)
                let page = try #require(Self.pages(of: drawing, in: folder).first)
                let all = try #require(page.ink(left: 0, top: 0, width: 215.9, height: 279.4))
                return (all.left, all.top)
            }
            let usual = try ink(.none)
            let moved = try ink(SheetOffset(across: across, along: along))
            #expect(abs(moved.left - usual.left - Double(across) / 10) < 0.11)
            #expect(abs(moved.top - usual.top - Double(along) / 10) < 0.11)
        }
    }

    @Test(arguments: [(51, 0, 51), (0, -51, -51), (Int.min, Int.max, Int.min)])
    func `no sheet is moved by more than 5 mm`(across: Int, along: Int, tenths: Int) {
        #expect(throws: LabelFault.sheetOffsetOutOfRange(tenths: tenths, limit: 50)) {
            try SheetOffset(across: across, along: along)
        }
    }

    @Test func `a sheet is moved by millimetres, to a tenth`() throws {
        let offset = try SheetOffset(millimetresAcross: -0.84, along: 5)
        #expect((offset.across, offset.along) == (-8, 50))
        for far in [5.1, -5.1, .infinity, .nan, 1e300] {
            #expect(throws: LabelFault.self) { try SheetOffset(millimetresAcross: far, along: 0) }
            #expect(throws: LabelFault.self) { try SheetOffset(millimetresAcross: 0, along: far) }
        }
    }

    @Test func `a used sheet is gone on with, and what does not fit goes on the next`() throws {
        let sheet = try samples.catalogue.sheet(named: "L7163")
        let labels = (0..<14).map {
            SheetLabel(layout: "bin", fields: ["name": "A\($0)"], code: "7K2M\(1_000 + $0)")
        }
        try withFolder { folder in
            let drawing = try samples.renderer.sheets(of: labels, on: sheet, from: 14)
            #expect(drawing.pages == 2 && drawing.notes.isEmpty)
            let pages = try Self.pages(of: drawing, in: folder)
            #expect(pages.count == 2)
            func isUsed(_ page: Int, _ cell: Int) -> Bool {
                let corner = sheet.corner(of: cell)
                return pages[page].ink(
                    left: corner.left, top: corner.top, width: sheet.width, height: sheet.height)
                    != nil
            }
            #expect((0..<14).map { isUsed(0, $0) } == Array(repeating: false, count: 13) + [true])
            #expect((0..<14).map { isUsed(1, $0) } == Array(repeating: true, count: 13) + [false])
            // A scanner is held over one label, so the reader sees one cell at a time.
            let used = [(0, 13)] + (0..<13).map { (1, $0) }
            let files = try used.map { page, cell in
                let corner = sheet.corner(of: cell)
                let file = folder.appending(path: "cell-\(page)-\(cell).pgm")
                try pages[page].cut(
                    left: corner.left, top: corner.top, width: sheet.width, height: sheet.height
                ).write(to: file)
                return file.path
            }
            let read = try run(
                "zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"] + files)
            #expect(read.split(separator: "\n").map(String.init) == labels.map(\.code))
        }
    }

    @Test func `a note is told by the number of its label`() throws {
        let sheet = try samples.catalogue.sheet(named: "5160")
        let long = String(repeating: "Black beans ", count: 20)
        let labels = ["Rice", long, "Oil"].map {
            SheetLabel(layout: "box", fields: ["name": "A3", "detail": $0], code: nil)
        }
        let drawing = try samples.renderer.sheets(of: labels, on: sheet)
        #expect(drawing.notes == [1: [.textCut(field: "detail")]])
    }

    @Test func `a sheet with a label that would be cut is refused`() throws {
        let sheet = try samples.catalogue.sheet(named: "5160")
        let labels = ["Rice", String(repeating: "Black beans ", count: 20)].map {
            SheetLabel(layout: "bin", fields: ["name": $0], code: nil)
        }
        let fault = LabelFault.textDoesNotFit(media: "5160", layout: "bin", field: "name")
        #expect(throws: LabelFault.ofLabel(2, fault)) {
            try samples.renderer.sheets(of: labels, on: sheet)
        }
    }

    @Test func `viewers are asked to print a sheet at its own size`() throws {
        let sheet = try samples.catalogue.sheet(named: "5160")
        let label = SheetLabel(layout: "bin", fields: ["name": "A3"], code: "7K2M9XRD")
        let pdf = try samples.renderer.sheets(of: [label], on: sheet).pdf
        let text = String(decoding: pdf, as: Unicode.ASCII.self)
        #expect(text.contains("/ViewerPreferences << /PrintScaling /None >>"))
        // The table says where the new catalogue begins, and the end of the file where the table is.
        let end = try #require(text.matches(of: /startxref\n(\d+)\n%%EOF/).last)
        let table = try String(decoding: pdf[#require(Int(end.1))...], as: Unicode.ASCII.self)
        let entry = try #require(table.firstMatch(of: /^xref\n(\d+) 1\n(\d{10}) 00000 n \n/))
        let catalogue = try String(
            decoding: pdf[#require(Int(entry.2))...], as: Unicode.ASCII.self)
        #expect(catalogue.hasPrefix("\(entry.1) 0 obj\n<< /Type /Catalog"))
    }

    @Test func `no label, too many, or a place beyond the sheet is refused`() throws {
        let sheet = try samples.catalogue.sheet(named: "5160")
        let label = SheetLabel(layout: "bin", fields: ["name": "A3"], code: nil)
        for count in [0, 1_001] {
            #expect(throws: LabelFault.labelCountOutOfRange(count: count, limit: 1_000)) {
                try samples.renderer.sheets(
                    of: Array(repeating: label, count: count), on: sheet)
            }
        }
        for place in [0, 31] {
            #expect(throws: LabelFault.sheetPlaceOutOfRange(place: place, limit: 30)) {
                try samples.renderer.sheets(of: [label], on: sheet, from: place)
            }
        }
        #expect(
            throws: LabelFault.sheetUnknown(
                name: "9999", known: samples.catalogue.sheets.map(\.name))
        ) { try samples.catalogue.sheet(named: "9999") }
    }

    /// Every page at 254 dpi, ten dots in a millimetre.
    private static func pages(of drawing: SheetDrawing, in folder: URL) throws -> [PageInk] {
        let file = folder.appending(path: "sheet.pdf")
        try Data(drawing.pdf).write(to: file)
        let stem = folder.appending(path: "page").path
        _ = try run("pdftoppm", ["-r", "254", "-gray", file.path, stem])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix("page-") && $0.hasSuffix(".pgm") }.sorted()
        return try names.map { try PageInk(Data(contentsOf: folder.appending(path: $0))) }
    }
}

/// A page as grey bytes (a binary PGM), ten dots in a millimetre.
private struct PageInk {
    let width, height: Int
    let bytes: [UInt8]

    init(_ pgm: Data) throws {
        // "P5", width, height and 255, each before one blank.
        var parts: [String] = []
        var place = pgm.startIndex
        while parts.count < 4 {
            let end = try #require(pgm[place...].firstIndex { $0 == 0x20 || $0 == 0x0A })
            parts.append(String(decoding: pgm[place..<end], as: UTF8.self))
            place = end + 1
        }
        width = try #require(Int(parts[1]))
        height = try #require(Int(parts[2]))
        bytes = Array(pgm[place...])
    }

    /// A rectangle in millimetres as a PGM of its own.
    func cut(left: Double, top: Double, width across: Double, height down: Double) -> Data {
        let (x, y) = (Int(left * 10), Int(top * 10))
        let (wide, high) = (min(width - x, Int(across * 10)), min(height - y, Int(down * 10)))
        var cut = Data("P5\n\(wide) \(high)\n255\n".utf8)
        for row in y..<y + high { cut += bytes[row * width + x..<row * width + x + wide] }
        return cut
    }

    /// Where the ink within a rectangle begins and ends, in millimetres; nil where there is none.
    func ink(
        left: Double, top: Double, width across: Double, height down: Double
    ) -> (left: Double, top: Double, right: Double, bottom: Double)? {
        var box: (Int, Int, Int, Int)?
        for y in Int(top * 10)..<min(height, Int((top + down) * 10)) {
            for x in Int(left * 10)..<min(width, Int((left + across) * 10))
            where bytes[y * width + x] < 128 {
                let now = box ?? (x, y, x, y)
                box = (min(now.0, x), min(now.1, y), max(now.2, x), max(now.3, y))
            }
        }
        return box.map {
            (Double($0.0) / 10, Double($0.1) / 10, Double($0.2 + 1) / 10, Double($0.3 + 1) / 10)
        }
    }
}

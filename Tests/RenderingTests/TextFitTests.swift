import Printing
import Testing

@testable import Rendering

/// What people type, on a label.
struct TextFitTests {
    private let samples: Samples
    /// It outlives each lock of the fonts, which it takes to let go of them.
    private let typesetter = Typesetter()

    init() throws { samples = try Samples() }

    private static let long = String(repeating: "Carapelli Extra Virgin Olive Oil ", count: 9)

    @Test func `text that does not fit at a readable size is refused, or cut where it may be`()
        throws
    {
        #expect(throws: LabelFault.textDoesNotFit(media: "50x30", layout: "lot", field: "name")) {
            try samples.draw(["name": Self.long, "date": "March 2027", "detail": "Purchased"])
        }
        let drawing = try samples.draw(["name": "A3", "detail": Self.long], layout: "box")
        #expect(drawing.notes == [.textCut(field: "detail")])
        #expect(try samples.draw(Samples.fields("lot")).notes.isEmpty)
    }

    @Test func `no text is smaller than 2 mm of a small x, and none overlaps another or the QR`()
        throws
    {
        for (layout, media, resolution) in samples.everyCodedLabel {
            for name in ["A3", "Black beans, 15 oz can", Self.long] {
                var fields = Samples.fields(layout)
                fields["name"] = name
                let composed: Composition?
                do {
                    composed = try samples.compose(
                        layout, on: media, at: resolution, fields: fields)
                } catch LabelFault.textDoesNotFit where name == Self.long {
                    composed = nil
                } catch LabelFault.codeDoesNotFit
                    where name == Self.long || min(media.width, media.feed) < 26
                { composed = nil }
                guard let label = composed else { continue }
                let place: Comment =
                    "\(layout) on \(media.name) at \(resolution.dpi): \(name.prefix(9))"
                for (text, _, _) in label.texts where text.style.field != "code" {
                    let xHeight =
                        Double(text.size) * Typesetter.xHeight / Double(resolution.dpi) * 25.4
                    #expect(xHeight >= 1.99, place)
                }
                let texts = label.texts
                for (index, one) in texts.enumerated() {
                    for other in texts[(index + 1)...] {
                        #expect(!(one.x.overlaps(other.x) && one.y.overlaps(other.y)), place)
                    }
                }
                let (symbol, module, x, y) = try #require(label.symbol)
                let zone = symbol.side * module + 4 * module
                for (text, across, along) in texts {
                    let overlaps =
                        across.overlaps(x - 4 * module..<x + zone)
                        && along.overlaps(y - 4 * module..<y + zone)
                    #expect(!overlaps, "\(place.rawValue), \(text.style.field)")
                }
            }
        }
    }

    @Test func `a code's characters are no smaller, but on the smallest and most crowded labels`()
        throws
    {
        let crowded: Set = ["allergens", "quarantine", "transit"]
        for (layout, media, resolution) in samples.everyCodedLabel {
            let label = try samples.compose(
                layout, on: media, at: resolution, fields: Samples.fields(layout))
            guard let size = label.sizes["code"] else { continue }
            let xHeight = Double(size) * Typesetter.xHeight / Double(resolution.dpi) * 25.4
            // Of a roll that heads do not reach the edges of, or that is no label, less is left.
            let isRoll = media.edgeAcross > 0 || media.tracking == .continuous
            let isSmall = media.isRound || media.width * media.feed < (isRoll ? 2_000 : 1_300)
            let least = isSmall || crowded.contains(layout) ? 1 : 1.99
            #expect(xHeight >= least, "\(layout) on \(media.name) at \(resolution.dpi): \(xHeight)")
        }
    }

    @Test func `a lot label's date is larger than anything but the name`() throws {
        for media in samples.catalogue.media where Samples.tooSmall[media.name] == nil {
            for resolution in Samples.resolutions {
                for date in ["March 2027", "12 March 2027", "Best by 12 March 2027", "2027"] {
                    var fields = Samples.fields("lot")
                    fields["date"] = date
                    let label: Composition
                    do {
                        label = try samples.compose(
                            "lot", on: media, at: resolution, fields: fields)
                    } catch LabelFault.textDoesNotFit where media.name == "17x54" { continue }
                    let sizes = label.sizes
                    let size = try #require(sizes["date"])
                    // Where room is short, the detail is what a label does without.
                    let isNarrow = min(media.width, media.feed) < 30
                    #expect(size >= (sizes["detail"] ?? 0) + (isNarrow ? 0 : 1), "\(media.name)")
                    #expect(try size > #require(sizes["code"]), "\(media.name)")
                }
            }
        }
    }

    @Test(arguments: [
        "فاصوليا سوداء", "קופסה של שעועית", "黑豆罐头", "검은콩 통조림", "缶詰の黒豆", "សណ្ដែកខ្មៅ", "काले सेम", "ถั่วดำ",
        "Đậu đen đóng hộp", "Чёрная фасоль", "Μαύρα φασόλια", "ጥቁር ባቄላ", "🥫🎉", "👩🏽‍🌾 Beans 🇺🇸",
    ])
    func `a name in any script is drawn, and no character is missing`(name: String) throws {
        let drawing = try samples.draw(["name": name])
        #expect(drawing.notes.isEmpty)
        #expect(try drawing.bitmap.ink > samples.draw([:]).bitmap.ink + 200)
    }

    @Test func `emoji keep their features in black and white`() throws {
        #expect(try samples.draw(["name": "😀"]).bitmap != samples.draw(["name": "😢"]).bitmap)
    }

    @Test func `a character that no font has is named`() throws {
        let notes = try samples.draw(["name": "Beans \u{10FFF0}"]).notes
        #expect(notes == [.charactersMissing(field: "name", characters: "\u{10FFF0}")])
    }

    @Test func `controls, line ends and NUL are drawn as one space`() throws {
        let plain = try samples.draw(["name": "Beans PRINT 1"])
        for name in ["Beans\r\nPRINT 1", "Beans\0PRINT\t1", "\u{1B}Beans\u{2028}PRINT\u{85}1\n"] {
            #expect(try samples.draw(["name": name]) == plain)
        }
    }

    @Test func `markup is drawn as it is written`() throws {
        let markup = try samples.draw(["name": "<b>Beans</b> &amp;"])
        #expect(markup.notes.isEmpty)
        #expect(try markup != samples.draw(["name": "Beans &"]))
    }

    @Test(arguments: [
        "^XA^FDx^FS^XZ~JA", "\r\nPRINT 1,99\r\n", "<span font='99999'>", "%s%n%d",
        "\u{202E}\u{2066}x",
        String(repeating: "W", count: 100_000), String(repeating: "e\u{301}\u{302}", count: 5_000),
        "Z" + String(repeating: "\u{0337}\u{0351}", count: 400), String(repeating: "👩‍👩‍👧‍👦", count: 500),
        String(repeating: "\u{0F67}\u{0F90}\u{0FB5}", count: 90), "\u{FFFE}\u{FEFF}\u{200B}", " ",
        "",
    ])
    func `hostile text stays in its own part of the label`(text: String) throws {
        for layout in ["bin", "box", "lot", "test"] {
            let drawing: Drawing
            do {
                drawing = try samples.draw(
                    ["name": text, "detail": text, "date": text], layout: layout)
            } catch LabelFault.textDoesNotFit { continue }
            let label = try samples.compose(
                layout, on: samples.catalogue.media(named: "50x30"), at: .dpi203,
                fields: ["name": text, "detail": text, "date": text])
            let (symbol, module, x, y) = try #require(label.symbol)
            let zone = x - 4 * module..<x + (symbol.side + 4) * module
            for (one, across, down) in label.texts where one.style.field != "code" {
                let overlaps =
                    across.overlaps(zone)
                    && down.overlaps(y - 4 * module..<y + (symbol.side + 4) * module)
                #expect(!overlaps, "\(layout)")
            }
            #expect(drawing.bitmap.isWhite(x: 389..<400, y: 0..<240))
            #expect(drawing.bitmap.isWhite(x: 0..<400, y: 0..<11))
            #expect(drawing.bitmap.isWhite(x: 0..<400, y: 229..<240))
        }
    }

    @Test func `a field that the layout does not have is named`() throws {
        #expect(
            try samples.draw(["name": "A3", "nmae": "A4"], layout: "bin").notes == [
                .fieldNotOnLayout(field: "nmae")
            ])
    }

    @Test func `an empty field leaves its room to the others`() throws {
        let media = try samples.catalogue.media(named: "50x30")
        func nameSize(_ fields: [String: String]) throws -> Int {
            let label = try samples.compose("bin", on: media, at: .dpi203, fields: fields)
            return try #require(label.texts.first { $0.text.style.field == "name" }).text.size
        }
        #expect(try nameSize(["name": "1"]) > nameSize(["name": "1", "detail": "Cereal"]))
    }

    private static let foods = [
        "Leche entera de vaca pasteurizada", "Leche entera de vaca semidesnatada",
        "Cream of mushroom soup, low salt", "Unsweetened apple sauce, 24 cups",
        "Frijoles negros con poca sal, 15 oz", "Whole milk pasteurized",
    ]

    @Test(arguments: foods)
    func `a text that needs two lines has them as large as they have room`(text: String) {
        FontLock.take()
        defer { FontLock.give() }
        let style = TextStyle(field: "name", bold: true, centred: false)
        func fitted(_ secondLine: SecondLine, _ width: Int) -> FittedText? {
            typesetter.begin()
            return typesetter.paragraph().fit(
                text, style,
                in: TextBox(
                    width: width, height: 150, secondLine: secondLine, smallest: 30, largest: 90))
        }
        var seen: Set<Int> = []
        for width in stride(from: 300, to: 700, by: 2) {
            guard let needed = fitted(.needed, width), let larger = fitted(.larger, width)
            else { continue }
            let lines = needed.extents.lines
            seen.insert(lines)
            #expect(lines == 1 || needed.size >= larger.size, "\(width)")
        }
        #expect(seen.isSuperset(of: [1, 2]))
    }

    @Test func `a wide label's name is no smaller than a longer one, and goes on to a second line`()
        throws
    {
        for layout in ["shelf", "donation", "quarantine", "bag"] {
            let media = try samples.catalogue.media(named: "101.6x50.8")
            let known = try samples.catalogue.fields(ofLayout: layout)
            let fields = ["source": "Harvest Market", "date": "Dec 1, 2026", "icons": "milk"]
                .filter { known.contains($0.key) && (layout != "bag" || $0.key != "date") }
            for name in Self.foods {
                let label = try samples.compose(
                    layout, on: media, at: .dpi203, fields: fields.merging(["name": name]) { $1 })
                let text = try #require(label.texts.first { $0.text.style.field == "name" }).text
                let xHeight = Double(text.size) * Typesetter.xHeight / 203 * 25.4
                #expect(text.extents.lines == 2 && xHeight > 2.9, "\(layout): \(name)")
            }
        }
    }
}

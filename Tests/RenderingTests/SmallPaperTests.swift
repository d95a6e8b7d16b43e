import Printing
import Testing

@testable import Rendering

/// What has room on large labels only is on small ones too, or there is no label.
struct SmallPaperTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    private static let full: [String: [String: String]] = [
        "transit": [
            "to": "St. Mary’s Pantry", "name": "Box 12", "date": "Nov 21, 2026",
            "icons": "heavy, frozen",
        ],
        "quarantine": ["name": "Baby formula", "detail": "Recalled", "date": "Nov 21, 2026"],
        "bag": [
            "name": "Bag 12", "detail": "Four", "date": "Nov 21, 2026", "icons": "halal, milk",
            "contents": "2 × Rice; 1 × Oil",
        ],
        "shelf": ["name": "Soups", "icons": "keep-dry, heavy"],
        "contents": [
            "name": "Box 12", "contents": "2 × Rice; 1 × Oil", "date": "Nov 21, 2026",
            "icons": "heavy",
        ],
        "allergens": ["name": "Soup", "icons": "milk, eggs", "detail": "Nov 21"],
        "donation": ["name": "Bread", "source": "Market", "date": "Nov 21, 2026"],
    ]

    @Test(arguments: full.keys.sorted())
    func `a date, a list and icons are on every label that is drawn`(layout: String) throws {
        let fields = try #require(Self.full[layout])
        var drawn: [String] = []
        for media in samples.catalogue.media
        where try samples.catalogue.layout(layout).needs.isMet(by: media) {
            let label: Composition
            do {
                label = try samples.compose(layout, on: media, at: .dpi203, fields: fields)
            } catch LabelFault.textDoesNotFit, LabelFault.codeDoesNotFit { continue }
            drawn.append(media.name)
            let shown = Set(label.texts.map(\.text.style.field))
            let icons = IconNames.split(fields["icons"] ?? "").count
            #expect(shown.isSuperset(of: fields.keys.filter { $0 != "icons" }), "\(media.name)")
            #expect(label.icons.count >= icons, "\(media.name)")
            #expect(label.notes.isEmpty, "\(media.name): \(label.notes)")
        }
        #expect(drawn.contains("50x30") && drawn.count > 12, "\(drawn)")
    }

    @Test func `a field that only larger labels show is refused, unless it may be cut`() throws {
        let fields = ["name": "A3", "date": "2027"]
        let fault = LabelFault.textDoesNotFit(media: "50x30", layout: "made", field: "date")
        #expect(throws: fault) {
            try TestLayouts.compose(
                "{rows: [{text: name}, {text: date, needs: 60x40}]}", fields: fields)
        }
        let label = try TestLayouts.compose(
            "{rows: [{text: name}, {text: date, needs: 60x40, cut: yes}]}", fields: fields)
        #expect(label.notes == [.fieldNotOnLayout(field: "date")])
    }

    @Test func `donations whose names end differently have labels that differ`() throws {
        let names = [
            "Breads and pastries of yesterday, white", "Breads and pastries of yesterday, rye",
        ]
        let drawings = try names.map {
            try samples.draw(["name": $0, "source": "Market", "date": "2027"], layout: "donation")
        }
        #expect(drawings[0].bitmap != drawings[1].bitmap && drawings.allSatisfy(\.notes.isEmpty))
    }

    @Test func `a text that is cut ends after a word, whole, or is left out`() throws {
        let media = try samples.catalogue.media(named: "29x90")
        for words in 1...30 {
            let detail = String(repeating: "Purchased gyps ", count: words)
            let label = try samples.compose(
                "lot", on: media, at: .dpi300,
                fields: [
                    "name": "Black beans, 15 oz can", "date": "Sep 30, 2027", "detail": detail,
                ])
            for (text, across, down) in label.texts where text.style.field == "detail" {
                // All of its ink is drawn: nothing is clipped, so it stands within the margins.
                #expect(down.lowerBound >= 0 && down.upperBound <= label.height - 18)
                #expect(across.upperBound <= label.width - 18)
                #expect(text.extents.lines == text.paragraph.extents().lines)
                #expect(text.extents.height == text.paragraph.extents().height)
            }
        }
        let tight = Media(name: "50x12", width: 50, feed: 12, gap: 3, tracking: .gap)
        let fields = ["name": String(repeating: "Frijoles negros ", count: 9)]
        let label = try TestLayouts.compose("{text: name, cut: yes}", fields: fields, media: tight)
        let text = try #require(label.texts.first)
        #expect(text.text.isCut && text.y.lowerBound >= 11 && text.y.upperBound <= 96 - 11)
        let low = Media(name: "50x5", width: 50, feed: 5, gap: 3, tracking: .gap)
        #expect(throws: LabelFault.labelEmpty(layout: "made")) {
            try TestLayouts.compose("{text: name, cut: yes}", fields: fields, media: low)
        }
    }

    @Test func `a module has four dots where there is room`() throws {
        // Nearly square and narrow, of printers with 300 dots an inch; and those that have no room for 21 such modules and
        // the characters.
        let narrow: Set = ["29", "29x42", "38", "39x48", "50", "58x58"]
        for (layout, media, resolution) in samples.everyCodedLabel
        where resolution == .dpi203 && !narrow.contains(media.name)
            && min(media.width, media.feed) >= 25
        {
            let label = try samples.compose(
                layout, on: media, at: resolution, fields: Samples.fields(layout))
            #expect(try #require(label.symbol).module >= 4, "\(layout) on \(media.name)")
        }
    }

    @Test(arguments: ["box", "lot", "donation", "shelf", "bin"])
    func `it has them on the smallest usual labels too`(layout: String) throws {
        let fields = ["name": "Rice", "source": "Market", "date": "Mar 2027"]
        let known = try samples.catalogue.fields(ofLayout: layout)
        let label = try samples.compose(
            layout, on: samples.catalogue.media(named: "40x30"), at: .dpi203,
            fields: fields.filter { known.contains($0.key) })
        #expect(try #require(label.symbol).module == 4 && label.notes.isEmpty)
    }

    @Test func `on a blank label, the line to write on begins under the QR`() throws {
        for media in samples.catalogue.media
        where try samples.catalogue.layout("roll").needs.isMet(by: media) {
            let label = try samples.compose("roll", on: media, at: .dpi203, fields: [:])
            let line = try #require(label.areas.first)
            let (symbol, module, x, y) = try #require(label.symbol)
            #expect(line.x <= x && line.x + line.width > x, "\(media.name)")
            #expect(line.y >= y + symbol.side * module + 30, "\(media.name)")
        }
    }

    @Test func `icons have their names under them where there is room`() throws {
        let media = try samples.catalogue.media(named: "101.6x50.8")
        let fields = ["name": "Soups", "icons": "keep-dry, heavy"]
        let label = try samples.compose("shelf", on: media, at: .dpi203, fields: fields)
        let names = label.texts.filter { $0.text.style.field == "icons" }
        #expect(names.count == 2)
        for (icon, name) in zip(label.icons, names) {
            #expect(name.y.lowerBound >= icon.y + icon.side)
            #expect(name.x.overlaps(icon.x..<icon.x + icon.side))
        }
    }

    @Test func `on a large label, what to do with the characters stands right below them`() throws {
        let media = try samples.catalogue.media(named: "101.6x152.4")
        for layout in ["lot", "bin", "box", "contents", "transit"] {
            let label = try samples.compose(
                layout, on: media, at: .dpi203, fields: Samples.fields(layout))
            let hint = try #require(label.texts.first { $0.text.style.field == "type-this" })
            let code = try #require(label.texts.first { $0.text.style.field == "code" })
            #expect((0..<40).contains(hint.y.lowerBound - code.y.upperBound), "\(layout)")
            #expect(hint.x.overlaps(code.x), "\(layout)")
        }
    }
}

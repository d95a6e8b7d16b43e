import Printing
import Testing

@testable import Rendering

/// What a label must say is never cut: it stands there whole, or the label is refused.
struct WholeTextTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    private static let dates = [
        "Best by Sep\u{A0}30,\u{A0}2027", "Best by September 30, 2027",
        "Consumir preferentemente antes de 30\u{A0}sept\u{A0}2027",
        "À consommer de préférence avant le 30 septembre 2027", "يفضل استهلاكه قبل ٣٠ سبتمبر ٢٠٢٧",
        "此日期前最佳 2027年9月30日", "Употребить до 30 сентября 2027",
    ]
    private static let names = [
        "A3", "Walk-in cooler, left side, upper shelf", "Frijoles negros enlatados, bajos en sodio",
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "فاصوليا سوداء معلبة ١٢",
        "🥫🥜🍞", "缶詰の黒豆とコーン", "MWMWMWMWMWMWMWMWMW 00000000000000",
        String(repeating: "Carapelli Extra Virgin Olive Oil ", count: 9),
    ]
    private static let eu =
        "gluten crustaceans eggs fish peanuts soybeans milk nuts celery mustard sesame sulphites "
        + "lupin molluscs"
    /// What a label of each layout must not leave out, beside its code.
    private static let must = [
        "lot": ["name", "date"], "bin": ["name"], "box": ["name"], "shelf": ["name"],
        "donation": ["source", "date"], "quarantine": ["name", "detail"], "badge": ["name"],
        "transit": ["to", "name"], "allergens": ["name", "icons"],
        "contents": ["name", "contents"],
    ]

    @Test(arguments: must.keys.sorted())
    func `on every paper, a label says all that it must, or is refused`(layout: String) throws {
        let must = try #require(Self.must[layout])
        let known = try samples.catalogue.fields(ofLayout: layout)
        var drawn = 0
        for (number, media) in samples.catalogue.media.enumerated()
        where try samples.catalogue.layout(layout).needs.isMet(by: media) {
            // Each paper has three of the names, each name papers of every size.
            for (index, name) in Self.names.enumerated() where (index + number) % 3 == 0 {
                let fields = [
                    "name": name, "date": Self.dates[index % Self.dates.count], "to": name,
                    "from": "Northside Hub", "source": name, "detail": "Recalled: wait, please",
                    "icons": Self.eu,
                    "contents": (1...12).map { "\($0) × \(name)" }.joined(
                        separator: ";"),
                ].filter { known.contains($0.key) }
                let label: Composition
                do {
                    label = try samples.compose(
                        layout, on: media, at: .dpi203, fields: fields, code: "MWQ8M2WD")
                } catch LabelFault.textDoesNotFit, LabelFault.codeDoesNotFit { continue }
                drawn += 1
                let place: Comment = "\(layout) on \(media.name): \(name.prefix(12))"
                for field in must {
                    let texts = label.texts.filter { $0.text.style.field == field }
                    #expect(!texts.isEmpty, place)
                    #expect(
                        texts.allSatisfy { !$0.text.isCut }, place)
                }
                if layout == "allergens" { #expect(label.icons.count == 14, place) }
                for (index, one) in label.texts.enumerated() {
                    let isInside =
                        one.x.lowerBound >= 11 && one.x.upperBound <= label.width - 11
                        && one.y.lowerBound >= 11 && one.y.upperBound <= label.height - 11
                    #expect(isInside, place)
                    for other in label.texts[(index + 1)...] {
                        #expect(!(one.x.overlaps(other.x) && one.y.overlaps(other.y)), place)
                    }
                }
            }
        }
        #expect(drawn > 5)
    }

    private func label(
        _ layout: String, _ fields: [String: String], on media: String = "50x30"
    ) throws -> Composition {
        try samples.compose(
            layout, on: samples.catalogue.media(named: media), at: .dpi203, fields: fields)
    }

    @Test func `a long date stands whole on a small label, and the detail makes room`() throws {
        let label = try self.label(
            "lot",
            [
                "name": "Frijoles negros enlatados", "detail": "Comprado",
                "date": "Consumir preferentemente antes de 30\u{A0}sept\u{A0}2027",
            ])
        #expect(Set(label.sizes.keys) == ["name", "date", "code"])
        #expect(label.notes == [.textCut(field: "detail")])
        #expect(throws: LabelFault.textDoesNotFit(media: "50x30", layout: "lot", field: "date")) {
            try self.label(
                "lot", ["name": "Oil", "date": String(repeating: "September", count: 9)])
        }
    }

    @Test func `fourteen allergens are all on the label, or there is no label`() throws {
        let fields = ["name": "Soup", "icons": Self.eu]
        #expect(
            throws: LabelFault.textDoesNotFit(media: "50x30", layout: "allergens", field: "icons")
        ) { _ = try self.label("allergens", fields) }
        #expect(try label("allergens", fields, on: "101.6x50.8").icons.count == 14)
    }

    @Test(arguments: [
        "Contains: milk, soya, wheat, eggs, fish, crustaceans, peanuts, celery",
        "May contain traces of peanuts, almonds, hazelnuts, walnuts and cashews",
        "Alérgenos: leche, soja, trigo, huevos, pescado, crustáceos, cacahuetes, apio",
    ])
    func `allergens that a person wrote in a text are whole, or there is no label`(
        detail: String
    ) throws {
        var (whole, refused) = (0, 0)
        for layout in ["lot", "box", "bin", "shelf"] {
            for media in ["40x30", "50x30", "101.6x152.4"] {
                do {
                    let label = try self.label(
                        layout, ["name": "Soup", "detail": detail], on: media)
                    #expect(label.notes == [], "\(layout) on \(media)")
                    #expect(label.texts.contains { $0.text.style.field == "detail" })
                    whole += 1
                } catch LabelFault.textDoesNotFit(_, _, let field) {
                    #expect(field == "detail")
                    refused += 1
                }
            }
        }
        #expect(whole >= 4 && whole + refused == 12)
    }

    @Test func `places whose names end differently have labels that differ`() throws {
        let shelf = try samples.draw(
            ["name": "Walk-in cooler, left side, upper shelf"], layout: "bin")
        let door = try samples.draw(
            ["name": "Walk-in cooler, left side, upper door"], layout: "bin")
        #expect(shelf.notes.isEmpty && shelf.bitmap != door.bitmap)
    }

    @Test(arguments: ["bin", "shelf"], ["40x30", "50x30", "29x42", "17x54", "62x29"])
    func `places that stand in different ones have labels that differ, or none`(
        layout: String, media: String
    ) throws {
        for resolution in Samples.resolutions {
            let drawings = try ["shelf", "door"].compactMap { end -> Bitmap? in
                let fields = [
                    "name": "Shelf A3", "detail": "Walk-in cooler, left side, upper \(end)",
                ]
                do {
                    let drawing = try samples.renderer.draw(
                        layout, on: samples.catalogue.media(named: media), at: resolution,
                        fields: fields, code: Samples.code)
                    #expect(drawing.notes.isEmpty)
                    return drawing.bitmap
                } catch is LabelFault { return nil }
            }
            #expect(drawings.isEmpty || drawings.count == 2 && drawings[0] != drawings[1])
            #expect(drawings.count == 2 || media != "50x30")
        }
    }

    @Test func `emoji on two lines do not lie on each other`() throws {
        let one = try samples.draw(["name": "🥫🥫🥫"], layout: "bin").bitmap
        let name = try #require(
            label("bin", ["name": "🥫🥫🥫"]).texts.first { $0.text.style.field == "name" })
        #expect(name.text.extents.lines == 2)
        // Between the lines there is a row of white.
        let middle = name.y.dropFirst(name.y.count / 3).dropLast(name.y.count / 3)
        #expect(middle.contains { one.isWhite(x: name.x, y: $0..<$0 + 1) })
    }

    @Test func `a code is whole and no wider than its QR, on every label`() throws {
        let codes = ["7K2M9XRD", "MWMWQWMQ", "UUNDO", "4006381333931", "MMMMWWWW"]
        for (index, (layout, media, resolution)) in samples.everyCodedLabel.enumerated() {
            for code in [codes[index % codes.count]] {
                // No card and no blank label has so long a code.
                if ["command", "roll"].contains(layout), code.count > 8 { continue }
                let label: Composition
                do {
                    label = try samples.compose(
                        layout, on: media, at: resolution, fields: Samples.fields(layout),
                        code: code)
                } catch LabelFault.codeDoesNotFit where media.name == "23x23" {
                    // The widest letters have no room there.
                    continue
                }
                let place: Comment = "\(code), \(layout) on \(media.name) at \(resolution.dpi)"
                let (symbol, module, x, y) = try #require(label.symbol)
                for (text, across, down) in label.texts where text.style.field == "code" {
                    #expect(!text.isCut, place)
                    let isUnder =
                        down.lowerBound >= y + symbol.side * module && across.overlaps(x..<x + 1)
                    guard isUnder, samples.hasCharacters(layout) else { continue }
                    #expect(across.count <= symbol.side * module, place)
                }
            }
        }
    }

    @Test func `a QR of 7,9 mm stands on the smallest labels`() throws {
        for (width, feed) in [(25.0, 25.0), (30, 25)] {
            let media = Media(
                name: "\(width)x\(feed)", width: width, feed: feed, gap: 3, tracking: .gap)
            for layout in ["bin", "lot", "box"] {
                let label = try samples.compose(
                    layout, on: media, at: .dpi203, fields: ["name": "A3", "date": "2027"])
                #expect(try #require(label.symbol).module >= 3)
            }
        }
    }

    /// At 300 dpi, the resolution of the printers that take them.
    private func small(_ layout: String, on media: String, _ fields: [String: String]) throws
        -> Composition
    {
        try samples.compose(
            layout, on: samples.catalogue.media(named: media), at: .dpi300, fields: fields)
    }

    @Test func `the smallest rolls have the labels that they have room for`() throws {
        for (layout, detail) in [("bin", ""), ("box", "Cereal")] {
            let label = try small(layout, on: "23x23", ["name": "A3", "detail": detail])
            #expect(label.symbol?.module == 5 && label.sizes["name"] != nil)
        }
        // Where a place stands is what tells it from another of its name.
        #expect(throws: LabelFault.textDoesNotFit(media: "23x23", layout: "bin", field: "detail")) {
            try small("bin", on: "23x23", ["name": "A3", "detail": "Cereal"])
        }
        #expect(throws: LabelFault.codeDoesNotFit(media: "23x23", layout: "lot")) {
            try small("lot", on: "23x23", Samples.fields("lot"))
        }
        for layout in ["bin", "box", "lot"] {
            #expect(throws: LabelFault.codeDoesNotFit(media: "12", layout: layout)) {
                try small(layout, on: "12", ["name": "A3", "date": "2027"])
            }
        }
        for media in ["12", "23x23"] {
            let test = try small("test", on: media, Samples.fields("test"))
            #expect(test.symbol == nil && test.sizes["name"] != nil)
        }
    }

    @Test(arguments: ["29", "29x42"])
    func `a whole date stands on a narrow roll`(media: String) throws {
        let date = "Best by Sep\u{A0}30,\u{A0}2027"
        let label = try small("lot", on: media, ["name": "Black beans, 15 oz can", "date": date])
        #expect(Set(label.sizes.keys) == ["name", "date", "code"])
        #expect(label.notes.isEmpty)
    }

    @Test func `a long list stands in columns of one size`() throws {
        let things = (1...24).map { "\($0) × Thing" }.joined(separator: ";")
        let label = try self.label(
            "contents", ["name": "Box 12", "contents": things], on: "101.6x152.4")
        let columns = label.texts.filter { $0.text.style.field == "contents" }
        #expect(columns.count > 1 && Set(columns.map(\.text.size)).count == 1)
        #expect(columns.reduce(0) { $0 + $1.text.extents.lines } == 24)
        #expect(label.notes.isEmpty)
    }

    @Test func `the name's capitals begin where the QR does`() throws {
        for layout in ["lot", "box", "donation"] {
            let label = try self.label(layout, Samples.fields(layout))
            let top = label.texts.filter { $0.text.style.field != "code" }.map(\.y.lowerBound).min()
            #expect(try abs(#require(top) - #require(label.symbol).y) <= 2, "\(layout)")
        }
    }

    @Test func `what the label could do without is checked as it is drawn`() throws {
        let media = try samples.catalogue.media(named: "50x30")
        let fields = ["name": "A3", "detail": String(repeating: "Cereal ", count: 40)]
        let notes = try samples.renderer.check(
            "box", on: media, at: .dpi203, fields: fields, code: Samples.code)
        #expect(notes == [.textCut(field: "detail")])
        #expect(try samples.draw(fields, layout: "box").notes == notes)
    }
}

extension Samples {
    /// Whether its QR has characters under it.
    func hasCharacters(_ layout: String) -> Bool { !["roll", "command"].contains(layout) }
}

import Printing
import Testing

@testable import Rendering

/// Large type and two languages, which every layout has without a line of its own.
struct VariantTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    @Test func `in large type the name is larger, the QR as small as can be scanned`() throws {
        let media = try samples.catalogue.media(named: "50x30")
        let fields = ["name": "Rice", "date": "2027", "detail": "Purchased"]
        let usual = try samples.compose("lot", on: media, at: .dpi203, fields: fields)
        let large = try samples.compose("lot-large", on: media, at: .dpi203, fields: fields)
        #expect(try #require(large.sizes["name"]) > #require(usual.sizes["name"]))
        #expect(large.sizes["date"] != nil)
        #expect(large.sizes["detail"] == nil)
        #expect(try #require(large.symbol).module == 3)
    }

    private static let must: [String: Set<String>] = [
        "quarantine": ["name", "detail", "date", "number", "do-not-use"],
        "transit": ["to", "name", "date", "number"],
        "contents": ["name", "contents", "date"], "bag": ["name", "contents", "date"],
        "donation": ["name", "source", "date"], "allergens": ["name", "detail", "icons"],
        "lot": ["name", "date", "number"],
    ]

    @Test(arguments: must.keys.sorted())
    func `large type says all that the layout must say, or there is no label`(
        layout: String
    ) throws {
        let must = try #require(Self.must[layout])
        let all: [String: String] = [
            "name": "Baby formula", "detail": "Recall", "date": "Nov 21, 2026", "to": "St. Mary",
            "source": "Harvest Market", "contents": "2 × Rice; 1 × Oil", "icons": "wheat, milk",
            "number": "L-2026",
        ]
        let known = try samples.catalogue.fields(ofLayout: layout)
        let fields = all.filter { known.contains($0.key) }
        var drawn: [String] = []
        for media in samples.catalogue.media
        where try samples.catalogue.layout(layout).needs.isMet(by: media) {
            let label: Composition
            do {
                label = try samples.compose(
                    layout + "-large", on: media, at: .dpi203, fields: fields)
            } catch LabelFault.textDoesNotFit, LabelFault.codeDoesNotFit { continue }
            drawn.append(media.name)
            let shown = Set(label.texts.map(\.text.style.field))
            #expect(shown.isSuperset(of: must), "\(media.name): \(shown.sorted())")
            if known.contains("icons") { #expect(!label.icons.isEmpty) }
        }
        #expect(drawn.contains("101.6x152.4") && drawn.count > 4, "\(drawn)")
    }

    @Test func `every shipped layout is drawn in large type`() throws {
        var drawn: Set<String> = []
        for (layout, media, resolution) in samples.everyLabel {
            do {
                let label = try samples.compose(
                    layout + "-large", on: media, at: resolution, fields: Samples.fields(layout))
                #expect(!label.items.isEmpty)
            } catch LabelFault.textDoesNotFit where media.name != "101.6x50.8" { continue }
            drawn.insert(layout)
        }
        #expect(drawn.sorted() == samples.catalogue.layoutNames)
    }

    @Test func `a layout of a coordinator's may be called large itself`() throws {
        #expect(
            throws: LabelFault.layoutUnknown(name: "x-large", known: samples.catalogue.layoutNames)
        ) {
            try samples.draw([:], layout: "x-large")
        }
    }

    @Test func `a text in a second language stands below the first, and is no larger`() throws {
        let fields = ["name": "Black beans", "name2": "فاصوليا سوداء", "date": "2027"]
        for layout in ["lot", "box", "bin"] {
            for media in samples.catalogue.media where min(media.width, media.feed) >= 25 {
                let label = try samples.compose(layout, on: media, at: .dpi203, fields: fields)
                let first = try #require(label.texts.first { $0.text.style.field == "name" })
                let second = try #require(label.texts.first { $0.text.style.field == "name2" })
                #expect(first.y.upperBound <= second.y.lowerBound, "\(layout) on \(media.name)")
                #expect(second.text.size <= first.text.size, "\(layout) on \(media.name)")
                #expect(
                    label.notes.allSatisfy { $0 != .fieldNotOnLayout(field: "name2") },
                    "\(layout) on \(media.name)")
            }
        }
    }

    @Test func `a label's own words are in the language it is asked for, or in two`() throws {
        func texts(_ language: String?) throws -> Int {
            var fields = ["name": "Milk"]
            fields["language"] = language
            let media = try samples.catalogue.media(named: "101.6x76.2")
            let label = try samples.compose("quarantine", on: media, at: .dpi203, fields: fields)
            #expect(label.notes.isEmpty)
            return label.texts.filter { $0.text.style.field == "do-not-use" }.count
        }
        #expect(try texts(nil) == 1)
        #expect(try texts("es") == 1)
        #expect(try texts("ar en") == 2)
        #expect(try texts("en en") == 1)
        let tall = try samples.compose(
            "quarantine", on: samples.catalogue.media(named: "101.6x152.4"), at: .dpi203,
            fields: ["name": "Milk", "language": "en es"])
        let sizes = tall.texts.filter { $0.text.style.field == "do-not-use" }.map(\.text.size)
        #expect(sizes.count == 2 && sizes.first == sizes.max())
        let catalogue = samples.catalogue
        #expect(catalogue.word("milk", in: "es") == "leche")
        #expect(catalogue.word("milk", in: "xx") == "milk")
        let english = try samples.draw(["name": "Milk"], layout: "quarantine").bitmap
        let spanish = try samples.draw(
            ["name": "Milk", "language": "es"], layout: "quarantine"
        ).bitmap
        #expect(english != spanish)
    }
}

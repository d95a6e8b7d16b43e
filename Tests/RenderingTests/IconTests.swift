import Printing
import Testing

@testable import Rendering

/// Our own drawings of allergens, diets and how to handle what is in the box.
struct IconTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    /// The 14 of Regulation (EU) 1169/2011, Annex II; and the 9 of the US FALCPA and FASTER Acts.
    @Test func `every allergen that the law of the EU or the USA names has an icon`() {
        let europe = [
            "gluten", "crustaceans", "eggs", "fish", "peanuts", "soybeans", "milk", "nuts",
            "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
        ]
        let america = [
            "milk", "eggs", "fish", "shellfish", "nuts", "peanuts", "wheat", "soybeans", "sesame",
        ]
        #expect(Set(europe + america).isSubset(of: samples.catalogue.iconNames))
    }

    @Test func `every icon has a name in every language that labels speak`() {
        let words = samples.catalogue.vocabulary.words
        let languages = Set(words.values.flatMap(\.keys))
        for name in samples.catalogue.iconNames {
            guard name != "do-not-use" else { continue }
            #expect(Set(words[name, default: [:]].keys) == languages, "\(name)")
        }
    }

    @Test func `no two icons look alike, and none is mostly white or all black at 8 mm`() throws {
        var seen: [Bitmap: String] = [:]
        let alike = ["wheat", "shellfish"]
        for name in samples.catalogue.iconNames where !alike.contains(name) {
            let bitmap = try TestLayouts.draw("{icon: \(name), largest: 8}")
            #expect(seen[bitmap] == nil, "\(name) and \(seen[bitmap] ?? "")")
            seen[bitmap] = name
            let isDrawn = (256...3_300).contains(bitmap.ink)
            #expect(isDrawn, "\(name): \(bitmap.ink)")
        }
    }

    @Test func `no stroke of an icon is thinner than 2 dots at 8 mm`() throws {
        for name in samples.catalogue.iconNames {
            let bitmap = try TestLayouts.draw("{icon: \(name), largest: 8}")
            var lone = 0
            for y in 1..<bitmap.height - 1 {
                for x in 1..<bitmap.width - 1 where bitmap[x, y] {
                    // A dot of a stroke of 2 dots lies in some black square of 2 by 2.
                    let isWide = [(0, 0), (-1, 0), (0, -1), (-1, -1)].contains { dx, dy in
                        bitmap[x + dx, y + dy] && bitmap[x + dx + 1, y + dy]
                            && bitmap[x + dx, y + dy + 1] && bitmap[x + dx + 1, y + dy + 1]
                    }
                    if !isWide { lone += 1 }
                }
            }
            // Tips and corners may end in a single dot.
            #expect(lone <= bitmap.ink / 50 + 4, "\(name): \(lone) of \(bitmap.ink)")
        }
    }

    @Test func `icons of a field stand beside each other, all of one size and none over another`()
        throws
    {
        let label = try TestLayouts.compose(
            "{rows: [{icons: icons, share: 1}]}", fields: ["icons": "Milk, eggs; nuts  milk"])
        #expect(label.icons.count == 3)
        #expect(Set(label.icons.map(\.side)).count == 1)
        for (index, one) in label.icons.enumerated() {
            for other in label.icons[(index + 1)...] {
                let apart =
                    abs(one.x - other.x) >= one.side || abs(one.y - other.y) >= one.side
                #expect(apart)
            }
        }
    }

    @Test
    func `a label is refused where an icon is unknown or has no room, and the fault names it`()
        throws
    {
        for node in ["{rows: [{text: name}, {icons: icons}]}", "{icon_names: icons}"] {
            let fault = LabelFault.iconUnknown(
                field: "icons", names: ["mlik", "cacahuetes"], known: samples.catalogue.iconNames)
            #expect(throws: fault) {
                try TestLayouts.compose(
                    node, fields: ["name": "A", "icons": "mlik, eggs, cacahuetes"])
            }
            #expect(fault.description.contains("asks for \"mlik\", \"cacahuetes\","))
        }
        let crowd = samples.catalogue.iconNames.prefix(20).joined(separator: ",")
        #expect(
            throws: LabelFault.textDoesNotFit(media: "50x30", layout: "made", field: "icons")
        ) {
            _ = try TestLayouts.compose("{icons: icons, smallest: 12}", fields: ["icons": crowd])
        }
    }

    @Test func `the names of icons are a text in the label's language`() throws {
        let node = "{icon_names: icons}"
        let one = try TestLayouts.draw(node, fields: ["icons": "milk", "language": "es"])
        let other = try TestLayouts.draw("{text: name}", fields: ["name": "leche"])
        #expect(one == other)
    }

    @Test(arguments: ["allergens", "bag", "shelf", "contents", "transit"])
    func `no layout leaves off an allergen whose name it does not know`(layout: String) throws {
        for icons in ["peanuts,walnuts", "walnuts", "leche"] {
            let unknown = IconNames.split(icons).filter { $0 != "peanuts" }
            let fault = LabelFault.iconUnknown(
                field: "icons", names: unknown, known: samples.catalogue.iconNames)
            #expect(throws: fault) {
                try samples.draw(["name": "Soup", "to": "A", "icons": icons], layout: layout)
            }
        }
        let long = Array(repeating: "milk", count: 50) + ["mlik"]
        #expect(IconNames.split(long.joined(separator: ",")) == ["milk", "mlik"])
    }

    @Test(arguments: [
        ("40x30", "keep-dry"), ("50x30", "keep-dry"), ("76.2x25.4", "keep-dry"),
        ("76.2x25.4", "keep-dry, heavy"),
    ])
    func `a word stands under each icon, or beside it where the label is low`(
        media: String, icons: String
    ) throws {
        let media = try samples.catalogue.media(named: media)
        for language in ["en", "ar"] {
            let label = try samples.compose(
                "shelf", on: media, at: .dpi203,
                fields: ["name": "Rice", "icons": icons, "language": language])
            let names = label.texts.filter { $0.text.style.field == "icons" }
            #expect(names.count == label.icons.count, "\(media.name) in \(language)")
            for (index, name) in names.enumerated() {
                let icon = label.icons[index]
                #expect(!name.text.isCut && name.x.upperBound <= 8 * Int(media.width))
                let covers =
                    name.x.overlaps(icon.x..<icon.x + icon.side)
                    && name.y.overlaps(icon.y..<icon.y + icon.side)
                #expect(!covers)
                for other in names[(index + 1)...] { #expect(!name.x.overlaps(other.x)) }
            }
        }
    }
}

import Printing
import Testing

@testable import Rendering

/// Letters that reach beyond where they stand, as a J does to its left.
struct OverhangTests {
    private let samples: Samples
    /// It outlives each lock of the fonts, which it takes to let go of them.
    private let typesetter = Typesetter()

    init() throws { samples = try Samples() }

    private static let names = [
        "Jam", "jam", "Jugo", "Jabón", "Jell-O", "Judías verdes", "ĵaŭdo", "𝑓ig", "Ẫm", "لبن",
        "ジャム", "j\u{324}am",
    ]

    @Test(arguments: names)
    func `a row whose first or last letter reaches out of its place stands as any other`(
        name: String
    ) throws {
        for (layout, media, rows) in [
            ("contents", "50x30", ["1 × Bread", "1 × Rice", "2 × " + name]),
            ("contents", "50x30", ["2 × " + name]), ("contents", "50x30", [name, "3 × Rice"]),
            ("bag", "57x32", ["2 × " + name, "1 × Rice"]),
            ("contents", "62x100", ["12 × " + name, "1 × Oil"]),
            ("contents", "50x30", ["12 × \(name), best by Mar 2027"]),
        ] {
            let label = try samples.compose(
                layout, on: samples.catalogue.media(named: media), at: .dpi203,
                fields: ["name": "Box", "contents": rows.joined(separator: ";")])
            #expect(label.notes.isEmpty && label.rowsLeftOut == 0, "\(rows) on \(media)")
        }
    }

    @Test(arguments: 8...16)
    func `a list of so many things has them all, with a J among them or not`(count: Int) throws {
        for name in ["Ham", "Jam"] {
            let things = (1...count).map { $0 == count - 1 ? "2 × \(name)" : "\($0) × Thing" }
            let label = try samples.compose(
                "contents", on: samples.catalogue.media(named: "76.2x50.8"), at: .dpi203,
                fields: ["name": "Box", "contents": things.joined(separator: ";")])
            #expect(label.rowsLeftOut == 0, "\(count) with \(name)")
        }
    }

    private static let texts = [
        "Jam and jelly, jars of June", "Japanese jasmine rice in jute", "WAW fluff off WAWf",
        "Ắp Ẫu jẹ Ỹ",
        "ﻁﻆ لبن جبن خبز ﻁ", "Jj Jj Jj Jj Jj Jj Jj Jj Jj",
    ]

    @Test(arguments: texts)
    func `what stands in some width stands in every larger one, and takes no more`(text: String) {
        FontLock.take()
        defer { FontLock.give() }
        let rows = ListRow.rows(of: text + ";24 × " + text.replacing(",", with: ""))
        for centred in [false, true] {
            var (stood, listStood) = (false, false)
            for width in stride(from: 60, to: 420, by: 2) {
                let box = TextBox(
                    width: width, height: 150, secondLine: .needed, smallest: 30, largest: 30)
                typesetter.begin()
                let style = TextStyle(field: "name", bold: true, centred: centred)
                let fitted = typesetter.paragraph().fit(text, style, in: box)
                let stands = fitted?.isCut == false
                #expect(stands || !stood, "\(width)")
                stood = stood || stands
                let list = typesetter.paragraph().fit(list: rows, style, in: box)
                let listStands = list?.isCut == false
                #expect(listStands || !listStood, "list, \(width)")
                listStood = listStood || listStands
                for one in [fitted, list].compactMap(\.self) where !one.isCut {
                    #expect(one.extents.right - one.extents.left <= width)
                }
            }
            #expect(stood && listStood)
        }
    }
}

import Printing
import Testing

@testable import Rendering

/// What is in a box, one thing a line.
struct ListTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    @Test func `amounts come first or not, and are told from names`() {
        let rows = ListRow.rows(of: "24 × Black beans; 1.5 kg Rice\n3 x 400 g tins;Oil;7 Up;; 2 ×")
        #expect(rows.map(\.parts?.name) == ["Black beans", "Rice", "400 g tins", nil, nil, nil])
        #expect(
            rows.map(\.parts?.amount) == ["×\u{A0}24", "1.5\u{A0}kg", "×\u{A0}3", nil, nil, nil])
    }

    @Test func `amounts are flush with each other`() throws {
        let bitmap = try TestLayouts.draw(
            "{list: contents, largest: 3}", fields: ["contents": "1 × Oil; 11 × Rice; 111 × Tea"])
        // The rightmost ink of each line, and the white between amounts and names.
        let rows = (0..<240).map { y in (0..<400).last { bitmap[$0, y] } }.compactMap(\.self)
        let right = try #require(rows.max())
        let lines = try TestLayouts.compose(
            "{list: contents, largest: 3}", fields: ["contents": "1 × Oil; 11 × Rice; 111 × Tea"]
        ).texts
        let text = try #require(lines.first)
        let height = text.y.count / 3
        for line in 0..<3 {
            let band = text.y.lowerBound + line * height..<text.y.lowerBound + (line + 1) * height
            let ends = band.compactMap { y in (0..<400).last { bitmap[$0, y] } }.max()
            #expect(try right - #require(ends) <= 3, "line \(line)")
        }
    }

    private static let long = "Frijoles negros enlatados, bajos en sodio, de la cosecha de otoño"

    @Test func `a name that goes on leaves the amounts flush in all columns`() throws {
        for media in ["50x30", "101.6x50.8", "101.6x152.4"] {
            let things = (1...24).map { number in
                "\(number) × " + (number == 20 ? Self.long : "Thing \(number)")
            }
            for count in [2, 20, 24] {
                let label = try samples.compose(
                    "contents", on: samples.catalogue.media(named: media), at: .dpi203,
                    fields: ["name": "B", "contents": things.suffix(count).joined(separator: ";")])
                let lists = label.texts.filter { $0.text.style.field == "contents" }
                let rows: [[String]] = lists.flatMap { $0.text.paragraph.lines() }
                let ends: [String] = rows.compactMap(\.last).filter { $0.contains("×") }
                #expect(ends.count > 1)
                #expect(ends.allSatisfy { $0.contains("\t×\u{A0}") }, "\(count), \(media)")
            }
        }
    }

    @Test func `one very long word does not make the other rows small`() throws {
        let things = ["3 × Rice", "12 × " + String(repeating: "Wurst", count: 16), "1 × Oil"]
        let label = try samples.compose(
            "contents", on: samples.catalogue.media(named: "101.6x152.4"), at: .dpi203,
            fields: ["name": "B", "contents": things.joined(separator: ";")])
        #expect(label.notes.isEmpty)
        let size = try #require(label.sizes["contents"])
        let smallest = Resolution.dpi203.fontSize(xHeight: 2)
        #expect(size > 2 * smallest)
    }

    private func contents(_ count: Int, on media: String) throws -> Composition {
        // A name such as 2027 has a year in it, and would stand whole.
        let first = count > 2_000 ? 100_000 : 0
        let things = (1...count).map { "\($0) × Thing \(first + $0)" }.joined(separator: ";")
        return try samples.compose(
            "contents", on: samples.catalogue.media(named: media), at: .dpi203,
            fields: ["name": "Box 12", "contents": things])
    }

    @Test func `where not all fits, the label says how many more there are`() throws {
        let label = try contents(30, on: "50x30")
        #expect(label.notes == [.textCut(field: "contents")])
        let list = label.texts.filter { $0.text.style.field == "contents" }
        let shown = list.reduce(0) { $0 + $1.text.extents.lines }
        #expect(list.count > 1 && shown > 3 && label.symbol != nil)
        #expect(list.allSatisfy { !$0.text.isCut })
        #expect(try contents(4, on: "50x30").notes.isEmpty)
    }

    /// Things shown, and how many more the label speaks of.
    private func told(_ label: Composition) throws -> (shown: Int, more: Int) {
        let lists = label.texts.filter { $0.text.style.field == "contents" }
        let lines: [String] = lists.flatMap { $0.text.paragraph.lines().joined() }
        let last = try #require(lines.first { $0.hasPrefix("and ") })
        let more = last.dropFirst(4).prefix { $0.isNumber }
        return (lines.count { $0.contains("Thing") }, try #require(Int(more)))
    }

    @Test(arguments: [31, 160, 1_000, 5_000], ["50x30", "101.6x152.4"])
    func `however long a list is, the label counts all that it leaves out`(
        count: Int, media: String
    ) throws {
        guard count > 100 || media == "50x30" else { return }
        let (shown, more) = try told(contents(count, on: media))
        #expect(shown > 2 && shown + more == count)
    }

    @Test func `a list that no label of that size holds is refused where it has no code`() throws {
        let things = (1...299).map { "\($0) × T\($0)" }.joined(separator: ";")
        let media = try samples.catalogue.media(named: "101.6x152.4")
        let fault = LabelFault.textDoesNotFit(
            media: "101.6x152.4", layout: "contents", field: "contents")
        #expect(throws: fault) {
            try samples.compose(
                "contents", on: media, at: .dpi203, fields: ["contents": things], code: nil)
        }
    }

    @Test func `without a code to scan, nothing is left out`() throws {
        let things = (1...30).map { "\($0) × Thing \($0)" }.joined(separator: ";")
        #expect(
            throws: LabelFault.textDoesNotFit(media: "50x30", layout: "contents", field: "contents")
        ) {
            try samples.compose(
                "contents", on: samples.catalogue.media(named: "50x30"), at: .dpi203,
                fields: ["name": "Box 12", "contents": things], code: nil)
        }
    }

    @Test(arguments: [
        ("contents", "50x30", 4, ["name": "Box 12", "icons": "nuts, milk"]),
        (
            "contents", "101.6x50.8", 20,
            ["name": "Box 12", "icons": "nuts, milk", "date": "Best by Mar 2027"]
        ),
        ("bag", "50x30", 4, ["name": "Bag 12", "icons": "milk"]),
    ])
    func `no list ends before its end where more columns or the other arrangement hold it`(
        layout: String, media: String, count: Int, fields: [String: String]
    ) throws {
        let things = (1...count).map { "\($0) × Thing \($0)" }.joined(separator: ";")
        let label = try samples.compose(
            layout, on: samples.catalogue.media(named: media), at: .dpi203,
            fields: fields.merging(["contents": things]) { $1 })
        #expect(label.notes.isEmpty && label.rowsLeftOut == 0)
        let lists = label.texts.filter { $0.text.style.field == "contents" }
        let lines: [String] = lists.flatMap { $0.text.paragraph.lines().joined() }
        #expect(lines.count { $0.contains("Thing") } == count && lists.count > 1)
    }

    @Test(arguments: ["50x30", "57x32", "101.6x50.8"])
    func `a list ends with a number or is whole, never with dots alone`(media: String) throws {
        for count in [2, 3, 5, 9, 24] {
            let things = (1...count).map { "Apples from the orchard \($0)" }
            for (layout, detail) in [("bag", "A family of four, no pork"), ("contents", "")] {
                let fields = [
                    "name": "Bag 12", "icons": "milk", "detail": detail, "date": "Mar 2027",
                    "contents": things.joined(separator: ";"),
                ]
                let label: Composition
                do {
                    label = try samples.compose(
                        layout, on: samples.catalogue.media(named: media), at: .dpi203,
                        fields: fields)
                } catch LabelFault.textDoesNotFit { continue }
                let lists = label.texts.filter { $0.text.style.field == "contents" }
                let lines: [String] = lists.flatMap { $0.text.paragraph.lines().joined() }
                #expect(lists.allSatisfy { !$0.text.isCut }, "\(count) of \(layout)")
                #expect(!lines.contains { $0.contains("…") })
                let more = lines.last { $0.hasPrefix("and ") }.flatMap { line in
                    Int(line.dropFirst(4).prefix { $0.isNumber })
                }
                #expect(label.rowsLeftOut == more ?? 0, "\(count) of \(layout)")
            }
        }
    }

    @Test func `of two arrangements that leave something out, the fuller one is drawn`() throws {
        let label = try contents(12, on: "50x30")
        let (shown, more) = try told(label)
        #expect(more == label.rowsLeftOut && shown + more == 12 && shown > 3)
        #expect(label.texts.contains { $0.text.paragraph.lines() == [["Box 12"]] })
    }

    private static let dated = [
        "12 × Beans, white, large", "4 × Rice", "6 × Wheat bread", "3 × Soy sauce",
        "1 × Yoghurt use by 2027-01-01", "4 × Granola, contains nuts",
    ]

    @Test(arguments: ["50x30", "57x32", "101.6x50.8", "101.6x152.4"], [6, 12, 40])
    func `a list leaves off no row with a date or allergens`(media: String, count: Int) throws {
        let others = (0..<count - 6).map { "\($0 + 2) × Thing \($0)" }
        let things = Self.dated.prefix(3) + others + Self.dated.suffix(3)
        let label: Composition
        do {
            label = try samples.compose(
                "contents", on: samples.catalogue.media(named: media), at: .dpi203,
                fields: ["name": "Box 12", "contents": things.joined(separator: ";")])
        } catch LabelFault.textDoesNotFit where media == "50x30" { return }
        let lists = label.texts.filter { $0.text.style.field == "contents" }
        let lines: [String] = lists.flatMap { $0.text.paragraph.lines().joined() }
        let text = lines.joined().filter { !$0.isWhitespace && $0 != "\u{2060}" }
        #expect(text.contains("2027-01-01") && text.contains("containsnuts"), "\(text)")
        #expect(lists.allSatisfy { !$0.text.isCut })
        let more = lines.last { $0.hasPrefix("and ") }.flatMap { line in
            Int(line.dropFirst(4).prefix { $0.isNumber })
        }
        #expect(label.rowsLeftOut == more ?? 0)
        #expect(lines.count { $0.contains("×") } + label.rowsLeftOut == count)
    }

    @Test func `a list whose dated rows do not all fit is refused`() throws {
        let things = (1...20).map { "\($0) × Yoghurt \($0), use by 2027-01-01" }
        #expect(
            throws: LabelFault.textDoesNotFit(media: "50x30", layout: "contents", field: "contents")
        ) {
            try samples.compose(
                "contents", on: samples.catalogue.media(named: "50x30"), at: .dpi203,
                fields: ["name": "Box 12", "contents": things.joined(separator: ";")])
        }
    }

    @Test(arguments: ["57.15x101.6", "62x100", "58.7x101.6"])
    func `a list that has no room is refused for that, and not for its QR`(media: String) throws {
        let things = (1...20).map { "\($0) × Yoghurt \($0), use by 2027-01-01" }
        let fault = LabelFault.textDoesNotFit(media: media, layout: "contents", field: "contents")
        #expect(throws: fault) {
            try samples.compose(
                "contents", on: samples.catalogue.media(named: media), at: .dpi203,
                fields: [
                    "name": "Box 12", "contents": things.joined(separator: ";"),
                    "date": "Use first by Jan 1, 2027",
                ])
        }
    }

    @Test func `many things stand in two columns`() throws {
        let label = try contents(10, on: "101.6x152.4")
        let columns = label.texts.filter { $0.text.style.field == "contents" }
        #expect(columns.count == 2 && columns[0].x.upperBound < columns[1].x.lowerBound)
    }
}

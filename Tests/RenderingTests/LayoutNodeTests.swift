import Printing
import Testing

@testable import Rendering

/// Lines, boxes, lists, conditions and sizes: what a layout can say beside texts and the QR.
struct LayoutNodeTests {
    private static let dot = 25.4 / 203

    @Test func `a line among rows reaches across, as thick as it says`() throws {
        let label = try TestLayouts.compose(
            "{rows: [{text: name}, {line: 0.5}, {text: detail}]}",
            fields: ["name": "A3", "detail": "Cereal"])
        let line = try #require(label.areas.first)
        #expect(label.areas.count == 1)
        #expect(line.width == label.width - 24 && line.x == 12)
        #expect(line.height == 4)
        let (name, detail) = (label.texts[0], label.texts[1])
        #expect(name.y.upperBound <= line.y && line.y + line.height <= detail.y.lowerBound)
    }

    @Test func `a line among columns reaches down as far as its neighbours`() throws {
        let label = try TestLayouts.compose(
            "{rows: [{columns: [{text: name}, {line: 0.25}, {text: detail}]}]}",
            fields: ["name": "A3", "detail": "Cereal"])
        let line = try #require(label.areas.first)
        #expect(line.width == 2)
        #expect(line.height >= label.texts.map(\.y.count).max() ?? 0)
        #expect(label.texts[0].x.upperBound <= line.x)
        #expect(line.x + line.width <= label.texts[1].x.lowerBound)
    }

    @Test func `a line to write on keeps the white above it`() throws {
        let label = try TestLayouts.compose(
            "{rows: [{text: name}, {line: 0.3, above: 6}]}", fields: ["name": "A3"])
        let line = try #require(label.areas.first)
        let name = try #require(label.texts.first)
        #expect(Double(line.y - name.y.upperBound) * Self.dot >= 6)
    }

    @Test func `a box is a frame around its node`() throws {
        let bitmap = try TestLayouts.draw(
            "{box: {text: name, align: middle}, frame: 1, padding: 2}", fields: ["name": "A3"])
        // 12 dots of margin, 8 of frame, 16 of padding.
        #expect((12..<388).allSatisfy { bitmap[$0, 12] && bitmap[$0, 227] })
        #expect((12..<228).allSatisfy { bitmap[12, $0] && bitmap[387, $0] })
        #expect(bitmap.isWhite(x: 20..<36, y: 20..<220))
        #expect(!bitmap.isWhite(x: 36..<364, y: 36..<204))
    }

    @Test func `a filled box is white on black, exactly the other way round`() throws {
        let fields = ["name": "A3"]
        let white = try TestLayouts.draw("{box: {text: name}, frame: 0}", fields: fields)
        let black = try TestLayouts.draw("{box: {text: name}, filled: yes}", fields: fields)
        for y in 0..<240 {
            for x in 0..<400 {
                let isInside = (12..<388).contains(x) && (12..<228).contains(y)
                guard black[x, y] != (white[x, y] != isInside) else { continue }
                Issue.record("\(x), \(y)")
                return
            }
        }
    }

    @Test func `a node is shown only where its field has a text, or the one it asks for`() throws {
        let node = """
            {rows: [{text: name}, {text: detail, when: date}, \
            {line: 1, when: {keep: frozen}}, {text: other, unless: code}]}
            """
        func shown(_ fields: [String: String], code: String? = nil) throws -> (Set<String>, Int) {
            let all = fields.merging(["name": "N", "detail": "D", "other": "O"]) { $1 }
            let label = try TestLayouts.compose(node, fields: all, code: code)
            return (Set(label.sizes.keys), label.areas.count)
        }
        #expect(try shown([:]) == (["name", "other"], 0))
        #expect(try shown(["date": " \n "]) == (["name", "other"], 0))
        #expect(try shown(["date": "2027"]) == (["name", "detail", "other"], 0))
        #expect(try shown(["keep": "Frozen"]) == (["name", "other"], 1))
        #expect(try shown(["keep": "cool"], code: "7K2M9XRD") == (["name"], 0))
    }

    @Test func `a node that needs a larger label is left out, and the drawing says which field`()
        throws
    {
        let node = "{rows: [{text: name}, {text: detail, needs: 60x40, cut: yes}]}"
        let fields = ["name": "A3", "detail": "Cereal"]
        let small = try TestLayouts.compose(node, fields: fields)
        #expect(Set(small.sizes.keys) == ["name"])
        #expect(small.notes == [.fieldNotOnLayout(field: "detail")])
        #expect(small.notes.map(\.description) == ["This label does not show detail."])
        let media = Media(name: "40x60", width: 40, feed: 60, gap: 3, tracking: .gap)
        let large = try TestLayouts.compose(node, fields: fields, media: media)
        #expect(Set(large.sizes.keys) == ["name", "detail"])
        #expect(large.notes.isEmpty)
    }

    @Test func `a list stands one below the other, all of one size`() throws {
        let rows = ["24 × Beans", "Rice", "Oil"]
        for between in [";", "\n", "\r\n", " ; ;"] {
            let label = try TestLayouts.compose(
                "{list: contents}", fields: ["contents": rows.joined(separator: between)])
            #expect(label.texts.count == 1 && label.notes.isEmpty)
            let text = try #require(label.texts.first).text
            #expect(text.extents.lines == 3)
        }
    }

    @Test func `a list that is too long leaves out the last, and the drawing says so`() throws {
        let many = (1...60).map { "Thing \($0)" }.joined(separator: ";")
        let label = try TestLayouts.compose(
            "{list: contents, cut: yes}", fields: ["contents": many])
        #expect(label.notes == [.textCut(field: "contents")])
        #expect(
            label.notes.map(\.description)
                == ["The text of contents is too long for this label and is cut."])
        let fault = LabelFault.textDoesNotFit(media: "50x30", layout: "made", field: "contents")
        #expect(throws: fault) {
            let more = many + ";" + many + ";" + many
            _ = try TestLayouts.compose("{list: contents}", fields: ["contents": more])
        }
        let text = try #require(label.texts.first)
        #expect(text.y.upperBound <= 228 && text.text.extents.lines >= 5)
    }

    @Test func `a layout that needs a larger label is refused with its size`() throws {
        let samples = try Samples()
        let media = try samples.catalogue.media(named: "40x30")
        let fault = LabelFault.mediaTooSmall(media: "40x30", layout: "transit", long: 50, short: 25)
        #expect(throws: fault) {
            try samples.renderer.draw("transit", on: media, at: .dpi203, fields: [:], code: nil)
        }
        #expect(
            fault.description
                == "The layout \"transit\" needs a label of 50 × 25 mm or more; 40x30 is smaller.")
    }

    @Test func `every shipped layout shows its sample whole wherever it is large enough`() throws {
        let samples = try Samples()
        // Nearly square and narrow: details have no room on them.
        let narrow: Set = ["29", "29x42", "38", "39x48", "58x58"]
        for (layout, media, resolution) in samples.everyLabel
        where media.width < 100 && min(media.width, media.feed) >= 25
            && !narrow.contains(media.name)
        {
            let label = try samples.compose(
                layout, on: media, at: resolution, fields: Samples.fields(layout))
            let place: Comment = "\(layout) on \(media.name) at \(resolution.dpi): \(label.notes)"
            let isWhole = label.notes.allSatisfy { note in
                if case .fieldNotOnLayout = note { true } else { false }
            }
            #expect(isWhole, place)
        }
    }
}

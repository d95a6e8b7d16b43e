import Printing
import Rendering
import Storage
import Testing

@testable import Spool

/// What is drawn, and how often.
@Suite struct DrawnLabelsTests {
    private let paper = Media(name: "50x30", width: 50, feed: 30, gap: 2, tracking: .gap)

    private func key(
        _ name: String, on media: Media? = nil, at resolution: Resolution = .dpi203, copies: Int = 1
    ) -> DrawnLabels.Key {
        DrawnLabels.Key(
            .bin(name, copies: copies),
            JobSettings(media: media ?? paper, resolution: resolution, copies: copies))
    }

    /// How many of these labels are drawn, one after the other.
    private func drawings(_ keys: DrawnLabels.Key...) throws -> Int {
        let drawn = DrawnLabels()
        var count = 0
        for key in keys {
            _ = try drawn.drawing(key) { () throws(LabelFault) in
                count += 1
                return Drawing(bitmap: Bitmap(width: 8, height: 8), notes: [])
            }
        }
        return count
    }

    @Test func `a label is drawn once, however many are wanted of it`() throws {
        #expect(try drawings(key("A3"), key("A3"), key("A3", copies: 25)) == 1)
    }

    @Test func `another text, paper or head is another drawing`() throws {
        let wider = Media(
            name: "50x30", width: 50, feed: 30, gap: 2, tracking: .gap, edgeAcross: 2)
        #expect(
            try drawings(
                key("A3"), key("A4"), key("A3", on: wider), key("A3", at: .dpi300), key("A3")) == 4)
    }

    @Test func `only the labels used last are kept`() throws {
        let others = (1..<DrawnLabels.limit).map { key("B\($0)") }
        let drawn = DrawnLabels()
        var names: [String] = []
        func draw(_ key: DrawnLabels.Key, _ name: String) throws {
            _ = try drawn.drawing(key) { () throws(LabelFault) in
                names.append(name)
                return Drawing(bitmap: Bitmap(width: 8, height: 8), notes: [])
            }
        }
        try draw(key("A3"), "A3")
        for (index, other) in others.enumerated() { try draw(other, "B\(index)") }
        try draw(key("A3"), "A3 again")
        try draw(key("C"), "C")
        try draw(others[0], "B0 again")
        try draw(key("A3"), "A3 once more")
        #expect(names.filter { $0.contains(" ") } == ["B0 again"])
    }

    @Test func `a label that cannot be drawn is tried again`() throws {
        let drawn = DrawnLabels()
        #expect(throws: LabelFault.layoutUnknown(name: "banner", known: [])) {
            try drawn.drawing(key("A3")) { () throws(LabelFault) in
                throw .layoutUnknown(name: "banner", known: [])
            }
        }
        var isDrawn = false
        _ = try drawn.drawing(key("A3")) { () throws(LabelFault) in
            isDrawn = true
            return Drawing(bitmap: Bitmap(width: 8, height: 8), notes: [])
        }
        #expect(isDrawn)
    }
}

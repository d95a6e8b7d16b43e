import Printing
import Rendering
import Storage
import Testing

@testable import Spool

/// What is drawn, and how often.
@Suite struct LabelCacheTests {
    private let limit = 8
    private let paper = Media(name: "50x30", width: 50, feed: 30, gap: 2, tracking: .gap)

    private func key(
        _ name: String, on media: Media? = nil, at resolution: Resolution = .dpi203, copies: Int = 1
    ) -> LabelEncoder.DrawingKey {
        LabelEncoder.DrawingKey(
            .bin(name, copies: copies),
            JobSettings(media: media ?? paper, resolution: resolution, copies: copies))
    }

    /// How many of these labels are drawn, one after the other.
    private func drawings(_ keys: LabelEncoder.DrawingKey...) throws -> Int {
        let drawn = LabelCache<LabelEncoder.DrawingKey, Drawing>(limit: limit)
        var count = 0
        for key in keys {
            _ = try drawn.value(key) { () throws(LabelFault) in
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
        let others = (1..<limit).map { key("B\($0)") }
        let drawn = LabelCache<LabelEncoder.DrawingKey, Drawing>(limit: limit)
        var names: [String] = []
        func draw(_ key: LabelEncoder.DrawingKey, _ name: String) throws {
            _ = try drawn.value(key) { () throws(LabelFault) in
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
        let drawn = LabelCache<LabelEncoder.DrawingKey, Drawing>(limit: limit)
        #expect(throws: LabelFault.layoutUnknown(name: "banner", known: [])) {
            try drawn.value(key("A3")) { () throws(LabelFault) in
                throw .layoutUnknown(name: "banner", known: [])
            }
        }
        var isDrawn = false
        _ = try drawn.value(key("A3")) { () throws(LabelFault) in
            isDrawn = true
            return Drawing(bitmap: Bitmap(width: 8, height: 8), notes: [])
        }
        #expect(isDrawn)
    }

    @Test func `values are kept to a size altogether, and one beyond it is not kept at all`() {
        let cache = LabelCache<String, [UInt8]>(limit: 10, size: \.count)
        cache.keep([1, 1, 1, 1], as: "a")
        cache.keep([2, 2, 2, 2], as: "b")
        #expect(cache.find("a") != nil)
        cache.keep([3, 3, 3], as: "c")
        #expect(cache.find("a") != nil && cache.find("b") == nil && cache.find("c") != nil)
        cache.keep([UInt8](repeating: 4, count: 11), as: "d")
        #expect(["a", "c", "d"].allSatisfy { cache.find($0) == nil })
    }
}

import Printing
import Testing

/// The picture that every language is fed.
@Suite struct BitmapTests {
    @Test func `a new bitmap is white paper`() {
        let label = Bitmap(width: 9, height: 2)
        #expect(label.bytesPerRow == 2)
        #expect(label.bytes == [0, 0, 0, 0])
    }

    @Test(arguments: zip([1, 7, 8, 9, 15, 16], [0x80, 0xFE, 0xFF, 0x80, 0xFE, 0xFF] as [UInt8]))
    func `bits beyond the width are cleared in every row`(_ width: Int, _ last: UInt8) {
        let count = (width + 7) / 8
        let label = Bitmap(
            width: width, height: 3, bytes: [UInt8](repeating: 0xFF, count: count * 3))
        for y in 0..<3 {
            #expect(label.row(y).last == last)
            #expect(label.row(y).dropLast().allSatisfy { $0 == 0xFF })
        }
    }

    @Test func `the leftmost dot is the most significant bit and black is 1`() {
        var label = Bitmap(width: 10, height: 2)
        label[0, 0] = true
        label[9, 1] = true
        #expect(label.bytes == [0x80, 0x00, 0x00, 0x40])
        #expect(label[0, 0] && label[9, 1] && !label[1, 0] && !label[9, 0])
        label[0, 0] = false
        #expect(label.bytes == [0x00, 0x00, 0x00, 0x40])
    }

    @Test func `a row is its own bytes, from the top`() {
        let label = Bitmap(width: 16, height: 2, bytes: [1, 2, 3, 4])
        #expect(Array(label.row(0)) == [1, 2])
        #expect(Array(label.row(1)) == [3, 4])
    }

    @Test func `bitmaps that differ only beyond the width are equal`() {
        #expect(
            Bitmap(width: 4, height: 1, bytes: [0xAF]) == Bitmap(width: 4, height: 1, bytes: [0xA0])
        )
    }

    @Test func `a dot off the label traps`() async {
        await #expect(processExitsWith: .failure) {
            let label = Bitmap(width: 9, height: 2)
            _ = label[9, 0]
        }
        await #expect(processExitsWith: .failure) {
            var label = Bitmap(width: 9, height: 2)
            label[-1, 1] = true
        }
    }
}

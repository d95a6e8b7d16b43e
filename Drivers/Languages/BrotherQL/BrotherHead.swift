import Printing

/// One of the two print heads that QL printers have.
struct BrotherHead: Equatable {
    /// Bytes of one row of the whole head.
    let bytesPerRow: Int
    /// Pins before the first one that any roll lies under.
    private let unused: Int

    /// 720 pins: all models but the wide ones.
    static let narrow = BrotherHead(bytesPerRow: 90, unused: 0)
    /// 1,296 pins: QL-1050, 1060N and the 11xx.
    static let wide = BrotherHead(bytesPerRow: 162, unused: 44)

    /// Pins that a roll can lie under.
    var dots: Int { bytesPerRow * 8 - unused }

    private init(bytesPerRow: Int, unused: Int) {
        self.bytesPerRow = bytesPerRow
        self.unused = unused
    }

    /// The smaller one that has so many pins.
    init(reaching dots: Int) { self = dots <= Self.narrow.dots ? .narrow : .wide }

    /// Every row as `g 0 n`, mirrored, for the first pin is at the label's right.
    func rows(of picture: Bitmap, offset: Int) -> [UInt8] {
        let mirrored = picture.mirrored()
            .window(x: -(unused + offset), y: 0, width: bytesPerRow * 8, height: picture.height)
        var rows: [UInt8] = []
        rows.reserveCapacity(picture.height * (3 + bytesPerRow))
        for y in 0..<picture.height {
            rows += [0x67, 0, UInt8(bytesPerRow)]
            rows += mirrored.row(y)
        }
        return rows
    }
}

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

    /// The one of a printer whose widest label has so many dots; where that is not known, the
    /// smaller one that has pins for the label.
    init(widestLabel: Int?, reaching dots: Int) {
        let isWide = widestLabel.map { $0 > KnownModel.narrowBrotherHead } ?? false
        self = isWide || dots > Self.narrow.dots ? .wide : .narrow
    }

    /// Bytes that one row is said in.
    func rowBytes(colours: Int) -> Int { colours * (3 + bytesPerRow) }

    /// Every row, mirrored, for the first pin is at the label's right: `g 0 n`, or on a roll of two
    /// colours `w 1 n` and the same row of the second, `w 2 n`, where nothing is printed.
    func rows(of picture: Bitmap, offset: Int, colours: Int) -> [UInt8] {
        let mirrored = picture.mirrored()
            .window(x: -(unused + offset), y: 0, width: bytesPerRow * 8, height: picture.height)
        var rows: [UInt8] = []
        rows.reserveCapacity(picture.height * rowBytes(colours: colours))
        let white = [UInt8](repeating: 0, count: bytesPerRow)
        for y in 0..<picture.height {
            rows += colours == 1 ? [0x67, 0] : [0x77, 1]
            rows.append(UInt8(bytesPerRow))
            rows += mirrored.row(y)
            if colours > 1 { rows += [0x77, 2, UInt8(bytesPerRow)] + white }
        }
        return rows
    }
}

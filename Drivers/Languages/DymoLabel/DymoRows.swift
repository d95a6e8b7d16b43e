import Printing

/// The rows of a label, each in the fewest bytes.
///
/// `SYN` (16) is followed by a row as it is, `ETB` (17) by its runs: a byte each, bit 7 for black,
/// the rest one less than its dots, to the last dot of `ESC D`.
extension [UInt8] {
    mutating func append(dymoRowsOf label: Bitmap) {
        for y in 0..<label.height { append(dymoRow: label.row(y)) }
    }

    private mutating func append(dymoRow row: ArraySlice<UInt8>) {
        let start = count
        append(0x17)
        var runs = DotRuns()
        for byte in row {
            runs.read(byte, into: &self)
            if count - start > row.count { break }
        }
        runs.finish(into: &self)
        guard count - start > row.count else { return }
        removeLast(count - start)
        append(0x16)
        append(contentsOf: row)
    }
}

/// Runs of equal dots that go on from byte to byte.
private struct DotRuns {
    private var isBlack = false
    private var dots = 0

    /// Takes the dots of a byte, and writes the runs that end in it.
    mutating func read(_ byte: UInt8, into runs: inout [UInt8]) {
        if byte == (isBlack ? 0xFF : 0) {
            dots += 8
            return
        }
        var left = 8
        var rest = byte
        while left > 0 {
            let equal = min(left, (isBlack ? ~rest : rest).leadingZeroBitCount)
            dots += equal
            left -= equal
            guard left > 0 else { return }
            rest <<= UInt8(equal)
            finish(into: &runs)
            isBlack.toggle()
        }
    }

    mutating func finish(into runs: inout [UInt8]) {
        let colour: UInt8 = isBlack ? 0x80 : 0
        while dots > 0 {
            let run = min(dots, 128)
            runs.append(colour | UInt8(run - 1))
            dots -= run
        }
    }
}

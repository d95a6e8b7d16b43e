import Printing

/// The rows of a `^GFA`: hexadecimal, run by run.
///
/// `G`–`Y` repeat the next digit 1 to 19 times, `g`–`z` 20 to 400 times in steps of 20, and they
/// add up; `,` fills a row with white, `:` repeats the row above. `!` (fill with black) is left
/// out: more than one reader takes it for a digit. Source: ZPL II Programming Guide, "Alternative
/// Data Compression Scheme for ~DG and ~DB Commands".
extension [UInt8] {
    mutating func append(compressed rows: Range<Int>, of label: Bitmap) {
        var above: ArraySlice<UInt8>?
        for y in rows {
            let row = label.row(y)
            if row == above {
                append(UInt8(ascii: ":"))
            } else {
                append(compressed: row)
            }
            above = row
        }
    }

    private mutating func append(compressed row: ArraySlice<UInt8>) {
        let inked = row.lastIndex { $0 != 0 }.map { row[...$0] } ?? []
        var digit: UInt8 = 0
        var run = 0
        for place in 0..<2 * inked.count {
            let byte = inked[inked.startIndex + place / 2]
            let next = place % 2 == 0 ? byte >> 4 : byte & 0x0F
            if next != digit {
                append(run: run, of: digit)
                digit = next
                run = 0
            }
            run += 1
        }
        append(run: run, of: digit)
        if inked.count < row.count { append(UInt8(ascii: ",")) }
    }

    private mutating func append(run: Int, of digit: UInt8) {
        guard run > 0 else { return }
        if run > 1 {
            var left = run
            while left > 400 {
                append(UInt8(ascii: "z"))
                left -= 400
            }
            if left >= 20 { append(UInt8(ascii: "f") + UInt8(left / 20)) }
            if left % 20 > 0 { append(UInt8(ascii: "F") + UInt8(left % 20)) }
        }
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
    }
}

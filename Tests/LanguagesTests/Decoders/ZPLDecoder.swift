import Printing

/// Reads a ZPL II format as its programming guide describes it.
struct ZPLDecoder: JobDecoder {
    func decode(_ job: [UInt8], on paper: Paper) throws -> DecodedJob {
        var reader = JobReader(job)
        var size: (width: Int?, height: Int?) = (nil, nil)
        var canvas: DotCanvas?
        var top = 0
        var copies = 1
        var commands: [String] = []
        while !reader.isAtEnd {
            let name = try reader.text(3)
            let parameters = try reader.text(until: [0x5E, 0x7E])
            let values = parameters.split(separator: ",").map { Int($0) }
            switch name {
            case "^PW": size.width = values.first ?? nil
            case "^LL": size.height = values.first ?? nil
            case "^FO": top = try origin(values)
            case "^GF":
                if canvas == nil {
                    guard let width = size.width, let height = size.height
                    else { throw DecodingStopped("a picture before the label's size") }
                    canvas = try DotCanvas(width: width, height: height)
                }
                let field = try GraphicField(parameters)
                try canvas?.draw(try field.rows(), bytesPerRow: field.bytesPerRow, top: top)
                commands.append("^GFA,\(field.total),\(field.total),\(field.bytesPerRow)")
                continue
            case "^PQ": copies = (values.first ?? nil) ?? 0
            case "^XA", "^XZ", "^FS", "^MC", "^PM", "^LR", "^PO", "^LH", "^LS", "^LT", "^MN",
                "^MM", "^PR", "~SD":
                break
            default: throw DecodingStopped("the command \(name)")
            }
            commands.append(name + parameters)
        }
        guard let canvas else { throw DecodingStopped("no picture") }
        return DecodedJob(picture: canvas, copies: copies, commands: commands)
    }

    private func origin(_ values: [Int?]) throws -> Int {
        guard values.count == 2, values[0] == 0, let top = values[1]
        else { throw DecodingStopped("a field that is not at the left edge") }
        return top
    }
}

/// `^GFA,b,c,d,data`.
private struct GraphicField {
    let total: Int
    let bytesPerRow: Int
    private let data: String

    init(_ parameters: String) throws {
        let parts = parameters.split(
            separator: ",", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "A", let sent = Int(parts[1]),
            let total = Int(parts[2]), let bytesPerRow = Int(parts[3]), sent == total,
            (1...99_999).contains(total), bytesPerRow > 0, total % bytesPerRow == 0
        else { throw DecodingStopped("a graphic field with wrong counts") }
        self.total = total
        self.bytesPerRow = bytesPerRow
        data = String(parts[4])
    }

    func rows() throws -> [UInt8] {
        var digits: [UInt8] = []
        var above: [UInt8] = []
        var row: [UInt8] = []
        var times = 0
        func finishRow() {
            digits += row
            above = row
            row = []
        }
        for letter in data.utf8 {
            switch letter {
            case 0x47...0x59: times += Int(letter) - 0x46
            case 0x67...0x7A: times += (Int(letter) - 0x66) * 20
            case 0x30...0x39, 0x41...0x46:
                let digit = letter < 0x41 ? letter - 0x30 : letter - 0x37
                row += [UInt8](repeating: digit, count: max(times, 1))
                times = 0
            case 0x2C where times == 0:
                row += [UInt8](repeating: 0, count: max(0, bytesPerRow * 2 - row.count))
            case 0x3A where times == 0 && row.isEmpty && !above.isEmpty: row = above
            default: throw DecodingStopped("the letter \(letter) in a graphic field")
            }
            guard row.count <= bytesPerRow * 2 else { throw DecodingStopped("a row too long") }
            if row.count == bytesPerRow * 2 { finishRow() }
        }
        guard digits.count == total * 2, row.isEmpty else {
            throw DecodingStopped("\(digits.count) digits for \(total) bytes")
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

import Printing

/// Reads DYMO LabelWriter commands as the technical reference manual of the 450 series describes them.
struct DymoDecoder: JobDecoder {
    func decode(_ job: [UInt8], on paper: Paper) throws -> DecodedJob {
        // Any number of ESC before a command is one.
        guard let start = job.firstIndex(where: { $0 != 0x1B }), start > 156
        else { throw DecodingStopped("fewer ESC than fill up a row") }
        var reader = JobReader(Array(job[(start - 1)...]))
        var labels: [DotCanvas] = []
        var commands: [String] = []
        var bytesPerRow = 84
        var rows: [UInt8] = []
        while !reader.isAtEnd {
            switch try reader.take(1)[0] {
            case 0x16: rows += try reader.take(bytesPerRow)
            case 0x17: rows += try runs(&reader, bytesPerRow)
            case 0x1B:
                let name = try reader.text(1)
                let lengths = [
                    "@": 0, "L": 2, "D": 1, "h": 0, "c": 0, "d": 0, "e": 0, "g": 0, "q": 1,
                ]
                if name == "G" || name == "E" {
                    guard (name == "E") == reader.isAtEnd
                    else { throw DecodingStopped("ESC \(name) at the wrong label") }
                    var label = try DotCanvas(width: paper.width, height: rows.count / bytesPerRow)
                    try label.draw(rows, bytesPerRow: bytesPerRow, top: 0)
                    labels.append(label)
                    rows = []
                    commands.append("ESC \(name)")
                    continue
                }
                guard let length = lengths[name], rows.isEmpty
                else { throw DecodingStopped("ESC \(name)") }
                let values = try reader.take(length)
                if name == "D" { bytesPerRow = Int(values[0]) }
                commands.append("ESC \(name) \(values)")
            case let other: throw DecodingStopped("the command \(other)")
            }
        }
        guard rows.isEmpty else { throw DecodingStopped("a label that does not end") }
        return try DecodedJob(labels: labels, commands: commands)
    }

    /// A byte a run: bit 7 is black, the rest one less than its dots.
    private func runs(_ reader: inout JobReader, _ bytesPerRow: Int) throws -> [UInt8] {
        var row = [UInt8](repeating: 0, count: bytesPerRow)
        var dot = 0
        while dot < bytesPerRow * 8 {
            let run = try reader.take(1)[0]
            let end = dot + Int(run & 0x7F) + 1
            guard end <= bytesPerRow * 8 else { throw DecodingStopped("a row too long") }
            if run & 0x80 != 0 {
                while dot < end {
                    if dot % 8 == 0, end - dot >= 8 {
                        row[dot / 8] = 0xFF
                        dot += 8
                    } else {
                        row[dot / 8] |= 0x80 >> UInt8(dot % 8)
                        dot += 1
                    }
                }
            }
            dot = end
        }
        return row
    }
}

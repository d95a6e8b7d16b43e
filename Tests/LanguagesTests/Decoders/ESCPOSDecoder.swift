import Printing

/// Reads ESC/POS as Epson's command reference describes it; each cut ends a label.
struct ESCPOSDecoder: JobDecoder {
    func decode(_ job: [UInt8], width: Int, resolution: Resolution) throws -> DecodedJob {
        var reader = JobReader(job)
        var labels: [Canvas] = []
        var rows: [UInt8] = []
        var isCut = true
        var commands: [String] = []
        while !reader.isAtEnd {
            let name = try reader.take(2)
            switch name {
            case [0x1B, 0x40]: commands.append("ESC @")
            case [0x1D, 0x76]:
                let field = try reader.take(6)
                let bytesPerRow = Int(field[2]) + Int(field[3]) * 256
                let height = Int(field[4]) + Int(field[5]) * 256
                guard field[0] == 0x30, field[1] == 0, bytesPerRow == (width + 7) / 8, height > 0
                else { throw DecodingStopped("a band of another size or mode") }
                rows += try reader.take(bytesPerRow * height)
                commands.append("GS v 0 \(field)")
                isCut = false
            case [0x1B, 0x64]: commands.append("ESC d \(try reader.take(1))")
            case [0x1D, 0x56]:
                commands.append("GS V \(try reader.take(2))")
                let bytesPerRow = (width + 7) / 8
                var label = try Canvas(width: width, height: rows.count / bytesPerRow)
                try label.draw(rows, bytesPerRow: bytesPerRow, top: 0)
                labels.append(label)
                rows = []
                isCut = true
            default: throw DecodingStopped("the command \(name)")
            }
        }
        guard let first = labels.first, isCut, labels.allSatisfy({ $0 == first })
        else { throw DecodingStopped("no label, labels that differ, or a last one left uncut") }
        return DecodedJob(picture: first, copies: labels.count, commands: commands)
    }
}

import Printing

/// Reads ESC/POS as Epson's command reference describes it; each feed ends a label.
struct ESCPOSDecoder: JobDecoder {
    func decode(_ job: [UInt8], on paper: Paper) throws -> DecodedJob {
        var reader = JobReader(job)
        var labels: [DotCanvas] = []
        var rows: [UInt8] = []
        var commands: [String] = []
        while !reader.isAtEnd {
            let name = try reader.take(2)
            switch name {
            case [0x1B, 0x40]: commands.append("ESC @")
            case [0x1D, 0x76]:
                let field = try reader.take(6)
                let bytesPerRow = Int(field[2]) + Int(field[3]) * 256
                let height = Int(field[4]) + Int(field[5]) * 256
                guard field[0] == 0x30, field[1] == 0, bytesPerRow == (paper.width + 7) / 8,
                    height > 0
                else { throw DecodingStopped("a band of another size or mode") }
                rows += try reader.take(bytesPerRow * height)
                commands.append("GS v 0 \(field)")
            case [0x1B, 0x64]:
                commands.append("ESC d \(try reader.take(1))")
                let bytesPerRow = (paper.width + 7) / 8
                var label = try DotCanvas(width: paper.width, height: rows.count / bytesPerRow)
                try label.draw(rows, bytesPerRow: bytesPerRow, top: 0)
                labels.append(label)
                rows = []
            case [0x1D, 0x56]:
                guard rows.isEmpty else { throw DecodingStopped("a cut through a label") }
                commands.append("GS V \(try reader.take(2))")
            case [0x1D, 0x28]:
                let head = try reader.take(3)
                guard head == [0x48, 6, 0], rows.isEmpty else {
                    throw DecodingStopped("GS ( \(head)")
                }
                commands.append("GS ( H \(try reader.take(6))")
            default: throw DecodingStopped("the command \(name)")
            }
        }
        guard rows.isEmpty else { throw DecodingStopped("a label that is not fed out") }
        return try DecodedJob(labels: labels, commands: commands)
    }
}

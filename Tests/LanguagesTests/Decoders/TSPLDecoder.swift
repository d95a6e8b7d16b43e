import Printing

/// Reads a TSPL job as TSC's programming manual describes it.
struct TSPLDecoder: JobDecoder {
    func decode(_ job: [UInt8], on paper: Paper) throws -> DecodedJob {
        var reader = JobReader(job)
        var size: [Int] = []
        var canvas: DotCanvas?
        var copies = 0
        var commands: [String] = []
        while !reader.isAtEnd {
            let name = try reader.text(until: [0x20, 0x0D])
            if name == "BITMAP" {
                let (field, rows, bytesPerRow) = try bitmap(&reader)
                commands.append(field)
                guard canvas != nil else { throw DecodingStopped("a picture before CLS") }
                try canvas?.draw(rows, bytesPerRow: bytesPerRow, top: 0)
            }
            let rest = try reader.text(until: [0x0D])
            guard try reader.text(2) == "\r\n" else { throw DecodingStopped("a line cut short") }
            switch name {
            case "SIZE":
                size = try rest.dropFirst().split(separator: ",").map {
                    paper.resolution.dots(try millimetres($0))
                }
            case "CLS":
                guard size.count == 2 else { throw DecodingStopped("CLS before SIZE") }
                canvas = try DotCanvas(width: size[0], height: size[1])
            case "PRINT":
                guard rest.hasPrefix(" 1,") else { throw DecodingStopped("more than one set") }
                copies = Int(rest.dropFirst(3)) ?? 0
            case "", "GAP", "BLINE", "DENSITY", "SPEED", "DIRECTION", "REFERENCE", "SET",
                "BITMAP":
                break
            default: throw DecodingStopped("the command \(name)")
            }
            commands.append(name + rest)
        }
        guard let canvas else { throw DecodingStopped("no picture") }
        return DecodedJob(picture: canvas, copies: copies, commands: commands)
    }

    /// `BITMAP x,y,bytes a row,rows,mode,data`: 0 is black.
    private func bitmap(_ reader: inout JobReader) throws -> (String, [UInt8], Int) {
        var numbers: [Int] = []
        _ = try reader.take(1)
        while numbers.count < 5 {
            guard let number = Int(try reader.text(until: [0x2C]))
            else { throw DecodingStopped("a BITMAP without its numbers") }
            numbers.append(number)
            _ = try reader.take(1)
        }
        guard numbers[0] == 0, numbers[1] == 0, (0...1).contains(numbers[4]), numbers[2] > 0
        else { throw DecodingStopped("a BITMAP elsewhere or in another mode") }
        let rows = try reader.take(numbers[2] * numbers[3]).map { $0 ^ 0xFF }
        return ("BITMAP \(numbers)", rows, numbers[2])
    }

    private func millimetres(_ text: Substring) throws -> Double {
        guard text.hasSuffix(" mm"), let length = Double(text.dropLast(3))
        else { throw DecodingStopped("a length that is not in millimetres: \(text)") }
        return length
    }
}

import Printing

/// Reads an EPL2 job as Zebra's programmer's manual describes it.
struct EPL2Decoder: JobDecoder {
    func decode(_ job: [UInt8], on paper: Paper) throws -> DecodedJob {
        var reader = JobReader(job)
        var size: (width: Int?, height: Int?) = (nil, nil)
        var canvas: DotCanvas?
        var copies = 0
        var commands: [String] = []
        while !reader.isAtEnd {
            if reader.next == 0x47 {
                guard let width = size.width, let height = size.height
                else { throw DecodingStopped("a picture before the label's size") }
                let (field, rows, bytesPerRow) = try graphic(&reader)
                canvas = try DotCanvas(width: width, height: height)
                try canvas?.draw(rows, bytesPerRow: bytesPerRow, top: 0)
                commands.append(field)
            }
            let line = try reader.text(until: [0x0D])
            guard try reader.text(2) == "\r\n" else { throw DecodingStopped("a line cut short") }
            let first = line.dropFirst().split(separator: ",").first.flatMap { Int($0) }
            // q and Q clear what has been drawn.
            switch line.first {
            case "q": (size.width, canvas) = (first, nil)
            case "Q": (size.height, canvas) = (first, nil)
            case "P": copies = first ?? 0
            case nil, "N", "S", "D": break
            case "Z" where line == "ZT", "R" where line == "R0,0": break
            default: throw DecodingStopped("the command \(line)")
            }
            commands.append(line)
        }
        guard let canvas else { throw DecodingStopped("no picture") }
        return DecodedJob(picture: canvas, copies: copies, commands: commands)
    }

    /// `GWx,y,bytes a row,rows,data`: 0 is black.
    private func graphic(_ reader: inout JobReader) throws -> (String, [UInt8], Int) {
        guard try reader.text(2) == "GW" else { throw DecodingStopped("no GW") }
        var numbers: [Int] = []
        while numbers.count < 4 {
            guard let number = Int(try reader.text(until: [0x2C]))
            else { throw DecodingStopped("a GW without its numbers") }
            numbers.append(number)
            _ = try reader.take(1)
        }
        guard numbers[0] == 0, numbers[1] == 0, numbers[2] > 0
        else { throw DecodingStopped("a GW elsewhere") }
        let rows = try reader.take(numbers[2] * numbers[3]).map { $0 ^ 0xFF }
        return ("GW \(numbers)", rows, numbers[2])
    }
}

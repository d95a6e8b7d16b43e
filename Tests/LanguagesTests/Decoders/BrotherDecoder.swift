import Printing

/// Reads Brother QL raster as its command reference describes it.
///
/// The first pin is at the right of the label, so a row is read backwards; the head reaches the middle
/// of a die-cut label, and what it does not reach stays white.
struct BrotherDecoder: JobDecoder {
    /// Pins before the paper, and dots across and along that are reached, from the table of page sizes;
    /// width and length in millimetres are the key, the length 0 on a strip.
    private static let pages: [[UInt8]: (pins: Int, across: Int, along: Int)] = [
        [17, 54]: (0, 165, 566), [29, 90]: (6, 306, 991), [62, 29]: (12, 696, 271),
        [62, 100]: (12, 696, 1109), [102, 51]: (12, 1164, 526), [102, 152]: (12, 1164, 1660),
        [103, 164]: (12, 1200, 1822), [62, 0]: (12, 696, 0), [12, 0]: (29, 106, 0),
        [29, 0]: (6, 306, 0),
        [38, 0]: (12, 413, 0), [50, 0]: (12, 554, 0), [54, 0]: (0, 590, 0),
        [102, 0]: (12, 1164, 0),
        [17, 87]: (0, 165, 956), [23, 23]: (42, 202, 202), [29, 42]: (6, 306, 425),
        [38, 90]: (12, 413, 991), [39, 48]: (6, 425, 495), [52, 29]: (0, 578, 271),
        [12, 12]: (113, 94, 94), [24, 24]: (42, 236, 236), [58, 58]: (51, 618, 618),
    ]

    func decode(_ job: [UInt8], on paper: Paper) throws -> DecodedJob {
        guard let start = job.firstIndex(where: { $0 != 0 }), start >= 200
        else { throw DecodingStopped("fewer zeros than fill up a row") }
        var reader = JobReader(Array(job[start...]))
        guard try reader.take(2) == [0x1B, 0x40] else { throw DecodingStopped("no ESC @") }
        var page = BrotherPage()
        var labels: [DotCanvas] = []
        var commands: [String] = []
        while !reader.isAtEnd {
            let command = try reader.take(1)[0]
            switch command {
            case 0x1B:
                commands.append(try page.read(&reader))
            case 0x67:
                let head = try reader.take(2)
                guard head[0] == 0, [90, 162].contains(head[1])
                else { throw DecodingStopped("a row of \(head[1]) bytes") }
                page.rows.append(try reader.take(Int(head[1])))
            case 0x77:
                try page.readColour(&reader)
            case 0x0C, 0x1A:
                guard (command == 0x1A) == reader.isAtEnd
                else { throw DecodingStopped("a last page that is none, or none that is last") }
                commands.append("\(command)")
                labels.append(try page.printed(on: paper, Self.pages[page.size]))
                page = BrotherPage(isFirst: false)
            default: throw DecodingStopped("the command \(command)")
            }
        }
        return try DecodedJob(labels: labels, commands: commands)
    }
}

/// What has been said of a page.
private struct BrotherPage {
    var isFirst = true
    var rows: [[UInt8]] = []
    private(set) var size: [UInt8] = []
    private var announced = -1
    /// Whether `ESC i K` said so.
    private var isTwoColoured = false
    /// Rows of the second colour.
    private var redRows = 0

    init(isFirst: Bool = true) { self.isFirst = isFirst }

    mutating func read(_ reader: inout JobReader) throws -> String {
        guard try reader.take(1) == [0x69] else { throw DecodingStopped("not ESC i") }
        let name = try reader.text(1)
        let lengths = ["a": 1, "z": 10, "M": 1, "A": 1, "K": 1, "d": 2]
        guard let length = lengths[name] else { throw DecodingStopped("ESC i \(name)") }
        let values = try reader.take(length)
        if name == "z" {
            guard [0x0A, 0x0B].contains(values[1]), (values[1] == 0x0A) == (values[3] == 0),
                values[8] == (isFirst ? 0 : 1), values[9] == 0
            else { throw DecodingStopped("print information that cannot be: \(values)") }
            size = [values[2], values[3]]
            announced = (4...7).reversed().reduce(0) { $0 * 256 + Int(values[$1]) }
        }
        if name == "K" { isTwoColoured = values[0] & 1 != 0 }
        return "ESC i \(name) \(values)"
    }

    /// A row of the first colour, or after it one of the second, which must be white.
    mutating func readColour(_ reader: inout JobReader) throws {
        let head = try reader.take(2)
        let row = try reader.take(Int(head[1]))
        guard isTwoColoured, head[1] == 90, head[0] == (rows.count == redRows ? 1 : 2)
        else { throw DecodingStopped("a row of colour \(head[0])") }
        if head[0] == 1 { return rows.append(row) }
        guard row.allSatisfy({ $0 == 0 }) else { throw DecodingStopped("red dots") }
        redRows += 1
    }

    func printed(
        on paper: Paper, _ page: (pins: Int, across: Int, along: Int)?
    ) throws -> DotCanvas {
        guard redRows == (isTwoColoured ? rows.count : 0)
        else { throw DecodingStopped("\(redRows) rows of the second colour") }
        guard rows.count == announced, let row = rows.first,
            rows.allSatisfy({ $0.count == row.count })
        else { throw DecodingStopped("\(rows.count) rows of \(announced)") }
        // The table is one of 300 dots in an inch.
        let known = paper.resolution == .dpi300 ? page : nil
        let across = min(paper.width, known?.across ?? paper.width)
        let along = known.map { $0.along == 0 ? paper.height : $0.along } ?? paper.height
        guard rows.count == min(paper.height, along)
        else { throw DecodingStopped("\(rows.count) rows on paper of \(paper.height)") }
        let pins = (page?.pins ?? 0) + (row.count == 162 ? 44 : 0)
        let left = row.count * 8 - pins - across
        guard left >= 0 else { throw DecodingStopped("a label wider than the head") }
        var canvas = try DotCanvas(width: paper.width, height: paper.height)
        let top = (paper.height - rows.count) / 2
        for (y, row) in rows.enumerated() {
            let seen = row.reversed().map(\.backwards)
            try canvas.draw(
                seen, from: left, dots: across, x: (paper.width - across) / 2, y: top + y)
        }
        return canvas
    }
}

extension UInt8 {
    fileprivate var backwards: UInt8 {
        var value: UInt8 = 0
        for bit in 0..<8 where self & (1 << UInt8(bit)) != 0 { value |= 0x80 >> UInt8(bit) }
        return value
    }
}

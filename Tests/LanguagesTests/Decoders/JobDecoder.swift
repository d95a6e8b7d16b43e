import Printing

/// A printer on paper: it reads a job's bytes and draws what would come out.
///
/// Written from the languages' documents alone; it shares no code with the encoders and refuses every
/// command it does not know.
protocol JobDecoder: Sendable {
    /// Draws what a whole job prints; `width` (dots across the paper) is for a language that does not
    /// say it, `resolution` for one that speaks in millimetres.
    func decode(_ job: [UInt8], width: Int, resolution: Resolution) throws -> DecodedJob
}

/// What came out of a printer on paper.
struct DecodedJob {
    var picture: Canvas
    var copies: Int
    /// Every command with its parameters, without the picture's data.
    var commands: [String]
}

/// Why a printer on paper stopped.
struct DecodingStopped: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

/// Dots as they come out, 1 is black, whole bytes a row.
struct Canvas: Equatable {
    let width: Int
    let height: Int
    private(set) var bytes: [UInt8]

    init(width: Int, height: Int) throws {
        guard width > 0, height > 0 else { throw DecodingStopped("a label of no size") }
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: 0, count: (width + 7) / 8 * height)
    }

    /// Puts rows of whole bytes at the left edge; black beyond an edge is an error.
    mutating func draw(_ rows: [UInt8], bytesPerRow: Int, top: Int) throws {
        let own = (width + 7) / 8
        let height = rows.count / bytesPerRow
        guard bytesPerRow == own, rows.count % own == 0, top >= 0, top + height <= self.height
        else { throw DecodingStopped("a picture of another size than the label") }
        let beyond = width % 8 == 0 ? 0 : UInt8(0xFF) >> UInt8(width % 8)
        for last in stride(from: own - 1, to: rows.count, by: own) where rows[last] & beyond != 0 {
            throw DecodingStopped("black beyond the label's edge")
        }
        for (place, byte) in rows.enumerated() { bytes[top * own + place] |= byte }
    }
}

/// A job's bytes from the first to the last.
struct JobReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }
    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func take(_ count: Int) throws -> [UInt8] {
        guard count >= 0, count <= bytes.count - place else {
            throw DecodingStopped("the job ends too early")
        }
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    mutating func text(_ count: Int) throws -> String {
        String(decoding: try take(count), as: UTF8.self)
    }

    /// What stands before a byte that ends it, or before the job's end.
    mutating func text(until ends: Set<UInt8>) throws -> String {
        let stop = bytes[place...].firstIndex { ends.contains($0) } ?? bytes.count
        return try text(stop - place)
    }
}

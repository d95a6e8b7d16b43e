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

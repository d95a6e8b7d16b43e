/// What an ESC/POS printer sent, taken apart: each kind of response shows in the fixed bits of its
/// first byte.
///
/// Source: Epson ESC/POS Command Reference, "DLE EOT", "GS a" and "GS ( H".
struct ESCPOSResponses {
    /// `GS ( H`: that label of a job, from 1, is out.
    struct Label: Hashable {
        let mark: Int
        let number: Int
    }

    private enum Response {
        case realTime(UInt8)
        /// Four bytes of automatic status, which nobody asked for.
        case automatic
        case label(Label)

        var length: Int {
            switch self {
            case .realTime: 1
            case .automatic: 4
            case .label: 7
            }
        }
    }

    /// The bytes of answers to `DLE EOT`, in order.
    let realTime: [UInt8]

    /// - Returns: Nothing where a byte belongs to no response.
    init?(_ heard: [UInt8]) {
        var realTime: [UInt8] = []
        var rest = heard[...]
        while !rest.isEmpty {
            guard let response = Self.first(of: rest) else { return nil }
            if case .realTime(let byte) = response { realTime.append(byte) }
            rest = rest.dropFirst(response.length)
        }
        self.realTime = realTime
    }

    /// All labels that are said to be out; what is no response is passed over.
    static func labels(in heard: [UInt8]) -> [Label] {
        var labels: [Label] = []
        var rest = heard[...]
        while !rest.isEmpty {
            let response = first(of: rest)
            if case .label(let label) = response { labels.append(label) }
            rest = rest.dropFirst(response?.length ?? 1)
        }
        return labels
    }

    private static func first(of rest: ArraySlice<UInt8>) -> Response? {
        let bytes = Array(rest.prefix(7))
        switch bytes[0] {
        // Bits 0 and 7 are always 0, bits 1 and 4 always 1.
        case let byte where byte & 0b1001_0011 == 0b0001_0010: return .realTime(byte)
        // Bits 0, 1 and 7 are always 0, bit 4 always 1; in the next three, bits 4 and 7 are 0.
        case let byte where byte & 0b1001_0011 == 0b0001_0000:
            let isWhole = bytes.count >= 4 && bytes[1..<4].allSatisfy { $0 & 0b1001_0000 == 0 }
            return isWhole ? .automatic : nil
        // `7`, `"`, two digits of the mark, two of the number, NUL.
        case 0x37 where bytes.count == 7 && bytes[1] == 0x22 && bytes[6] == 0:
            guard let mark = number(bytes[2], bytes[3]), let label = number(bytes[4], bytes[5])
            else { return nil }
            return .label(Label(mark: mark, number: label))
        default: return nil
        }
    }

    /// Two digits in base 64, each a printable byte from a blank on.
    private static func number(_ high: UInt8, _ low: UInt8) -> Int? {
        guard (0x20..<0x60).contains(high), (0x20..<0x60).contains(low) else { return nil }
        return Int(high - 0x20) * 64 + Int(low - 0x20)
    }
}

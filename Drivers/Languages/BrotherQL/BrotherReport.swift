import Printing

/// The 32 bytes in which a Brother QL says how it is: an answer, or word of something that happened.
///
/// Source: Brother QL Series Raster Command Reference, "Status information request".
struct BrotherReport: Hashable {
    /// Byte 18: what the report is about.
    enum Kind: UInt8 {
        case answer = 0, pageIsDone = 1, trouble = 2, switchedOff = 4, notice = 5, phaseChange = 6
    }

    static let length = 32
    /// Head mark, size, and `B`.
    private static let start: [UInt8] = [0x80, 0x20, 0x42]

    let kind: Kind
    /// Byte 19: printing, rather than waiting for data.
    let isPrinting: Bool
    let conditions: Set<PrinterStatus.Condition>
    let loaded: LoadedMedia?
    /// Byte 4, the model, as the widest label that it prints, in dots; nil for a model that is not known.
    let head: Int?

    /// - Returns: Nothing unless these are 32 bytes that a Brother QL could have sent.
    init?(_ bytes: ArraySlice<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.length, bytes.starts(with: Self.start),
            let kind = Kind(rawValue: bytes[18]), bytes[19] <= 1
        else { return nil }
        self.kind = kind
        isPrinting = bytes[19] == 1
        conditions = Self.conditions(kind, bytes)
        head = Self.head(model: bytes[4])
        loaded = Self.loaded(
            width: bytes[10], type: bytes[11], length: bytes[17], text: bytes[25])
    }

    private static func head(model: UInt8) -> Int? {
        switch model {
        // QL-1060N, 1100, 1110NWB, 1115NWB, 1050.
        case 0x34, 0x43, 0x44, 0x45, 0x50: KnownModel.wideBrotherHead
        // 560, 570, 580N, 700, 710W, 720NW, 800, 810W, 820NWB, 600, 500 and 550, 650TD.
        case 0x31...0x33, 0x35...0x39, 0x41, 0x47, 0x4F, 0x51: KnownModel.narrowBrotherHead
        default: nil
        }
    }

    /// All whole reports among what a printer sent, in order; what is none is passed over.
    static func all(in heard: [UInt8]) -> [BrotherReport] {
        var found: [BrotherReport] = []
        var rest = heard[...]
        while rest.count >= length {
            if let report = BrotherReport(rest.prefix(length)) {
                found.append(report)
                rest = rest.dropFirst(length)
            } else {
                rest = rest.dropFirst()
            }
        }
        return found
    }

    private static func conditions(
        _ kind: Kind, _ bytes: [UInt8]
    ) -> Set<PrinterStatus.Condition> {
        let (first, second) = (bytes[8], bytes[9])
        let isOpen = second & 0x10 != 0
        // No roll is seen at all, which is no wonder while the cover is open.
        let isEmpty = bytes[10] == 0 && bytes[11] == 0 && (kind == .answer || kind == .trouble)
        let raised: [(Bool, PrinterStatus.Condition)] = [
            // No media, end of media, media that cannot be fed.
            (
                (isEmpty || first & 0x03 != 0 || second & 0x40 != 0) && !(isEmpty && isOpen),
                .paperOut
            ),
            (first & 0x04 != 0, .cutterJam), (second & 0x01 != 0, .wrongMedia),
            (isOpen, .headOpen),
            (first & 0x20 != 0 || kind == .switchedOff, .offline),
            // Notice 3: it lets its head cool down, and goes on by itself.
            (kind == .notice && bytes[22] == 3, .tooHot),
            // Battery, in use, high voltage, fan; buffers, communication, cancel key, system.
            (first & 0xD8 != 0 || second & 0xAE != 0, .other),
        ]
        let named = Set(raised.filter(\.0).map(\.1))
        return kind == .trouble && named.isEmpty ? [.other] : named
    }

    /// Types 0A and 4A are strips, 0B and 4B die-cut labels; 0 is an empty printer.
    ///
    /// Byte 25 is the
    /// colour of the print: 81 on the roll that also turns red (DK-22251), 01 on a white one, as people
    /// captured both; other values say nothing.
    private static func loaded(
        width: UInt8, type: UInt8, length: UInt8, text: UInt8
    ) -> LoadedMedia? {
        guard width > 0, type != 0 else { return nil }
        let isContinuous: Bool? =
            switch type {
            case 0x0A, 0x4A: true
            case 0x0B, 0x4B: false
            default: nil
            }
        let colours = text == 0x81 ? 2 : text == 0x01 ? 1 : nil
        return LoadedMedia(
            width: Int(width), feed: length > 0 ? Int(length) : nil, isContinuous: isContinuous,
            colours: colours)
    }
}

extension PrinterStatus {
    /// What a report says of the printer at its moment.
    init(_ report: BrotherReport) {
        // While it cools down it is still at its job; after a trouble it has forgotten it.
        self.init(
            conditions: report.conditions,
            busy: report.isPrinting && report.kind != .trouble
                || report.kind == .notice
                    && !report.conditions.isEmpty,
            loaded: report.loaded, head: report.head)
    }
}

import CQRencode

/// A QR code as a square of modules, without its quiet zone (ISO/IEC 18004).
struct QRSymbol: Sendable, Hashable {
    /// Modules that must stay white on every side.
    static let quietZone = 4
    /// Bytes a symbol is asked to hold at most: a short link, not a page.
    static let contentLimit = 300

    /// How much of the symbol may be lost, from the most to the least.
    enum Correction: CaseIterable { case high, quartile, medium, low }

    /// Modules on a side: 21 for eight characters at any correction.
    let side: Int
    /// `side` × `side` modules row by row, true is black.
    let modules: [Bool]

    /// Holds the bytes of `content` in the smallest version that takes them, in alphanumeric mode
    /// where every character allows it.
    ///
    /// - Throws: ``LabelFault/codeLengthOutOfRange(bytes:limit:)`` beyond 1 to 300 bytes.
    init(_ content: String, correction: Correction) throws(LabelFault) {
        let bytes = Array(content.utf8)
        guard (1...Self.contentLimit).contains(bytes.count) else {
            throw .codeLengthOutOfRange(bytes: bytes.count, limit: Self.contentLimit)
        }
        let alphanumeric = bytes.allSatisfy(Self.alphanumeric.contains)
        // Safety: input and code are made, used and freed here; `data` holds width² bytes
        // (qrencode.h).
        let input = unsafe QRinput_new2(0, correction.level)
        defer { unsafe QRinput_free(input) }
        let taken = unsafe QRinput_append(
            input, alphanumeric ? QR_MODE_AN : QR_MODE_8, Int32(bytes.count), bytes)
        guard taken == 0, let code = unsafe QRcode_encodeInput(input) else {
            throw .codeLengthOutOfRange(bytes: bytes.count, limit: Self.contentLimit)
        }
        defer { unsafe QRcode_free(code) }
        side = unsafe Int(code.pointee.width)
        let data = unsafe UnsafeBufferPointer(start: code.pointee.data, count: side * side)
        modules = unsafe data.map { $0 & 1 == 1 }
    }

    subscript(x: Int, y: Int) -> Bool { modules[y * side + x] }

    private static let alphanumeric = Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
}

extension QRSymbol.Correction {
    fileprivate var level: QRecLevel {
        switch self {
        case .high: QR_ECLEVEL_H
        case .quartile: QR_ECLEVEL_Q
        case .medium: QR_ECLEVEL_M
        case .low: QR_ECLEVEL_L
        }
    }
}

/// Takes away from a scan what is not part of the code.
enum ScanSanitizer {
    /// The kind of symbol and what it holds: without control characters, outer blanks and AIM
    /// identifier, and at most ``ScanInterpretation/lengthLimit`` scalars long.
    static func sanitize(
        _ raw: String
    ) throws(ReadFault) -> (symbology: Symbology, payload: Substring) {
        var payload = isPlain(raw) ? raw[...] : trimmed(visible(raw)[...])
        var symbology = Symbology.unnamed
        // More than once, so that what is kept reads the same when it is read again.
        while symbology != .gs1, let (named, rest) = Symbology.identifier(of: payload) {
            if rest.isEmpty { throw .nothingToRead }
            symbology = named
            payload = symbology == .gs1 ? payload : trimmed(rest)
        }
        if payload.utf8.count > ScanInterpretation.lengthLimit,
            payload.unicodeScalars.count > ScanInterpretation.lengthLimit
        {
            throw .tooLong
        }
        if payload.isEmpty { throw .nothingToRead }
        return (symbology, payload)
    }

    /// Four bytes for each scalar that can be kept, and as much again for what is dropped.
    static let rawBytesLimit = ScanInterpretation.lengthLimit * 8

    /// Separates GS1 element strings (FNC1 as it is sent); the one control character that is kept.
    private static let groupSeparator: Unicode.Scalar = "\u{1D}"

    /// Whether there is nothing but visible ASCII, as in nearly every scan.
    static func isPlain(_ raw: String) -> Bool {
        raw.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Drops what cannot be seen: control characters, byte order marks, zero-width and direction marks.
    private static func visible(_ raw: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar != groupSeparator, .format: continue
            default: kept.append(scalar)
            }
        }
        return String(kept)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let scalars = text.unicodeScalars
        func isOuter(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar == groupSeparator
        }
        guard let first = scalars.firstIndex(where: { !isOuter($0) }),
            let last = scalars.lastIndex(where: { !isOuter($0) })
        else { return "" }
        return Substring(scalars[first...last])
    }
}

/// What a person typed, made fit to be drawn in one paragraph: controls and line ends are spaces.
struct PrintableText {
    /// Unicode scalars that are looked at; a label holds far fewer.
    static let limit = 1_000

    let text: String
    /// Whether there was more than ``limit``.
    let wasTooLong: Bool

    init(_ typed: String) {
        var scalars = String.UnicodeScalarView()
        var count = 0
        var spaceBefore = true
        for scalar in typed.unicodeScalars.prefix(Self.limit) {
            count += 1
            let isSpace = Self.isSpace(scalar)
            if !isSpace { scalars.append(scalar) } else if !spaceBefore { scalars.append(" ") }
            spaceBefore = isSpace
        }
        if spaceBefore, !scalars.isEmpty { scalars.removeLast() }
        text = String(scalars)
        wasTooLong = typed.unicodeScalars.dropFirst(count).first != nil
    }

    /// Whether some of it may be drawn in colour by an emoji font.
    var mayHaveColour: Bool {
        text.unicodeScalars.contains { $0.value >= 0x2000 && $0.properties.isEmoji }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
        default: return false
        }
    }
}

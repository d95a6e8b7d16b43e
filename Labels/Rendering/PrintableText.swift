/// What a person typed, made fit to be drawn as one paragraph: controls and line ends are spaces, and
/// what turns the order of letters round is left out.
struct PrintableText {
    /// Unicode scalars that are looked at; a label holds far fewer.
    static let limit = 1_000
    /// Marks that one letter may carry; no living language piles up more.
    static let marksLimit = 4

    let text: String
    /// Whether something of it was left out.
    let isShortened: Bool

    init(_ typed: String) {
        var scalars = String.UnicodeScalarView()
        var looked = 0
        var marks = 0
        var isShortened = false
        var afterSpace = true
        for scalar in typed.unicodeScalars {
            guard looked < Self.limit else {
                isShortened = true
                break
            }
            looked += 1
            let kind = Kind(scalar)
            marks = kind == .mark ? marks + 1 : 0
            switch kind {
            case .space: if !afterSpace { scalars.append(" ") }
            case .mark where marks > Self.marksLimit: isShortened = true
            case .mark, .letter: scalars.append(scalar)
            case .hidden: continue
            }
            afterSpace = kind == .space
        }
        if afterSpace, !scalars.isEmpty { scalars.removeLast() }
        text = String(scalars)
        self.isShortened = isShortened
    }

    /// As much of a text as is looked at, and so much more that it is known to be longer.
    static func beginning(of typed: String) -> String {
        String(typed.unicodeScalars.prefix(limit + 1))
    }

    /// Whether some of it may be drawn in colour by an emoji font.
    var mayHaveColour: Bool { Self.mayHaveColour(text) }

    static func mayHaveColour(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value >= 0x2000 && $0.properties.isEmoji }
    }

    private enum Kind {
        private static let turning: [ClosedRange<Unicode.Scalar>] = [
            "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}",
        ]

        case letter, mark, space, hidden

        init(_ scalar: Unicode.Scalar) {
            if scalar.isASCII {
                self = scalar.value <= 0x20 || scalar.value == 0x7F ? .space : .letter
                return
            }
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: self = .space
            // The two spaces that forbid a line's end keep that meaning.
            case .spaceSeparator:
                self = scalar == "\u{A0}" || scalar == "\u{202F}" ? .letter : .space
            case .nonspacingMark, .enclosingMark: self = .mark
            // Embeddings, overrides and isolates turn round what others read.
            case .format where Self.turning.contains(where: { $0 ~= scalar }): self = .hidden
            default: self = .letter
            }
        }
    }
}

import Foundation

extension String {
    /// The same in small letters and without accents, as people type on keyboards of other languages; nor with what holds
    /// a word together and is not seen.
    var plainLetters: String {
        let small = lowercased()
        guard !small.utf8.allSatisfy({ $0 < 0x80 }) else { return small }
        var scalars = String.UnicodeScalarView()
        for scalar in small.decomposedStringWithCanonicalMapping.unicodeScalars {
            let isJoiner = scalar == "\u{2060}" || scalar == "\u{200B}"
            if scalar.properties.generalCategory != .nonspacingMark, !isJoiner {
                scalars.append(Self.strokes[scalar] ?? scalar)
            }
        }
        return String(scalars)
    }

    /// Letters whose stroke is no accent to Unicode.
    private static let strokes: [Unicode.Scalar: Unicode.Scalar] = [
        "đ": "d", "ł": "l", "ø": "o", "ı": "i",
    ]
}

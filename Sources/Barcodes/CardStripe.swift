/// The magnetic stripe of a person's card, as a keyboard wedge types it: each track between its sentinels, `%…?`, `;…?`, `+…?` or `#…?`.
///
/// Driving licences (AAMVA, annex F), bank cards (ISO/IEC 7813) and members' cards have one; no food does.
enum CardStripe {
    /// What a track begins with.
    static let sentinels: Set<UInt8> = Set("%;+#".utf8)

    /// Whether a text in upper case, which begins with a sentinel, is a track, be its end sent or not.
    static func isTrack(_ text: String) -> Bool {
        let bytes = text.utf8
        if bytes.last == UInt8(ascii: "?"), bytes.count > 10 { return true }
        let rest = bytes.dropFirst()
        let digits = rest.dropFirst(rest.first == UInt8(ascii: "B") ? 1 : 0)
            .prefix(while: PersonalPaper.isDigit)
        switch bytes.first {
        // A state and a city, or a bank card's number; then names, each part ended by `^`.
        case UInt8(ascii: "%"):
            let isState = rest.count > 8 && rest.prefix(2).allSatisfy { (0x41...0x5A).contains($0) }
            return isState && rest.contains(UInt8(ascii: "^"))
                || rest.first == UInt8(ascii: "B") && digits.count > 7
        // The card's number, and behind it when it expires.
        case UInt8(ascii: ";"):
            return (8...19).contains(digits.count)
                && rest.dropFirst(digits.count).first == UInt8(ascii: "=")
        default: return false
        }
    }
}

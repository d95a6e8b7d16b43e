extension Item {
    /// What two names have in common that mean the same item; sources, and places that are typed, are told alike.
    ///
    /// Upper and lower case are one, letters count without their accents and a ligature as its letters, apostrophes not at all, and blanks and
    /// marks between words as one blank. A name of nothing but marks is its own key.
    public static func key(ofName name: String) -> String {
        var key = String.UnicodeScalarView()
        var isBetweenWords = false
        for scalar in name.lowercased().unicodeScalars {
            switch scalar {
            case "'", "’", "‘", "`", "´", "\u{300}"..."\u{36F}": continue
            case ",", ".", ";", ":", "!", "?", "\"", "(", ")", "[", "]", "-", "‐", "–", "—", "_",
                "/", "·",
                "“", "”", "„", "«", "»", "*", "•":
                isBetweenWords = true
            case _ where scalar.properties.isWhitespace: isBetweenWords = true
            default:
                if isBetweenWords, !key.isEmpty { key.append(" ") }
                isBetweenWords = false
                if let letters = ligatures[scalar] {
                    key += letters.unicodeScalars
                } else {
                    key.append(scalar.value < 0xC0 ? scalar : withoutAccent(scalar))
                }
            }
        }
        return key.isEmpty ? name.lowercased() : String(key)
    }

    /// Whether a name is digits and nothing else, whatever stands between them, and as many as a code has: a code that went
    /// into the wrong field.
    public static func isNumber(_ name: String) -> Bool {
        let digits = key(ofName: name).filter { $0 != " " }
        // The shortest numbers of products have four, as PLUs do.
        return digits.count >= 4
            && digits.unicodeScalars.allSatisfy { $0.properties.numericType == .decimal }
    }

    /// Letters that stand for two or three, as people write them who have no such key.
    private static let ligatures: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ĳ": "ij", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi",
        "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    ]

    /// The Latin letter under an accent, found by its Unicode name: `LATIN SMALL LETTER E WITH ACUTE` is an `e`.
    private static func withoutAccent(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let small = "LATIN SMALL LETTER "
        guard (0xC0...0x24F).contains(scalar.value) || (0x1E00...0x1EFF).contains(scalar.value),
            let name = scalar.properties.name, name.hasPrefix(small)
        else { return scalar }
        let words = name.dropFirst(small.count).split(separator: " ")
        guard words.count > 2, words[1] == "WITH", words[0].unicodeScalars.count == 1 else {
            return scalar
        }
        return words[0].lowercased().unicodeScalars.first ?? scalar
    }
}

extension Item {
    /// Whether what a person typed is rather a name than a code, and never a new code unasked: letters without
    /// a number, or with small letters or spaces, but no link and nothing with a scanner's prefix.
    public static func isRatherName(_ typed: String) -> Bool {
        guard typed.contains(where: \.isLetter) else { return false }
        guard typed.contains(where: \.isNumber) else { return true }
        let isSent = typed.prefixMatch(of: #/(?i)(?:\][a-z][0-9]|https?:\/\/)/#) != nil
        return !isSent && typed.contains { $0.isLowercase || $0.isWhitespace }
    }
}

/// Which item a name means.
public struct ItemNames: Sendable {
    private var items: [String: Set<ItemID>] = [:]
    private var names: [ItemID: (key: String, name: String, lowercased: String)] = [:]

    /// No item has a name yet.
    public init() {}

    /// How many items there are.
    public var count: Int { names.count }

    /// An item goes by a name from here on, and by no other.
    public mutating func name(_ item: ItemID, _ name: String) {
        forget(item)
        let key = Item.key(ofName: name)
        names[item] = (key, name, name.lowercased())
        items[key, default: []].insert(item)
    }

    /// An item goes by no name any more, as it was joined with another.
    public mutating func forget(_ item: ItemID) {
        guard let old = names.removeValue(forKey: item) else { return }
        items[old.key]?.remove(item)
        if items[old.key]?.isEmpty == true { items[old.key] = nil }
    }

    /// The items that a name may mean: first those that are written so to the letter, then those that differ in case alone, then
    /// those that are only like it, each in the order in which they were made.
    public func items(named name: String) -> [ItemID] { ranked(name).map(\.item) }

    /// The items that a name means: of those that it may mean the ones that are written most like it, so that a person is asked
    /// where they are several.
    public func items(meantBy name: String) -> [ItemID] {
        let ranked = ranked(name)
        return ranked.prefix { $0.rank == ranked[0].rank }.map(\.item)
    }

    /// The item that a name means: the first of those that it may mean.
    public func item(named name: String) -> ItemID? { items(named: name).first }

    private func ranked(_ name: String) -> [(rank: Int, item: ItemID)] {
        let lowercased = name.lowercased()
        return (items[Item.key(ofName: name)] ?? []).map { item in
            let known = names[item]
            let rank = known?.name == name ? 0 : known?.lowercased == lowercased ? 1 : 2
            return (rank, item)
        }.sorted { ($0.rank, $0.item) < ($1.rank, $1.item) }
    }
}

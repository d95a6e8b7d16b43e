extension Item {
    /// What two names have in common that mean the same item.
    ///
    /// Upper and lower case are one, letters count without their accents, apostrophes not at all, and blanks and
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
                key.append(scalar.value < 0xC0 ? scalar : withoutAccent(scalar))
            }
        }
        return key.isEmpty ? name.lowercased() : String(key)
    }

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

/// Which item a name means.
public struct ItemNames: Sendable {
    private var items: [String: Set<ItemID>] = [:]
    private var keys: [ItemID: String] = [:]

    /// No item has a name yet.
    public init() {}

    /// How many items there are.
    public var count: Int { keys.count }

    /// An item goes by a name from here on, and by no other.
    public mutating func name(_ item: ItemID, _ name: String) {
        let key = Item.key(ofName: name)
        if let old = keys.updateValue(key, forKey: item) {
            items[old]?.remove(item)
            if items[old]?.isEmpty == true { items[old] = nil }
        }
        items[key, default: []].insert(item)
    }

    /// The item that a name means, as ``Item/key(ofName:)`` compares them; of several the first by id.
    public func item(named name: String) -> ItemID? { items[Item.key(ofName: name)]?.min() }
}

/// Names in the order in which people look for them: `A2` before `A10`, whatever their case and accents.
public enum NaturalOrder {
    /// Rows by their names; those of one name stay as they were.
    public static func sorted<Row>(_ rows: [Row], by name: (Row) -> String) -> [Row] {
        rows.enumerated().map {
            (key: key(ofName: name($0.element)), at: $0.offset, row: $0.element)
        }
        .sorted { ($0.key, $0.at) < ($1.key, $1.at) }.map(\.row)
    }

    /// The name with all its numbers of one length.
    private static func key(ofName name: String) -> String {
        var (key, figures) = ("", "")
        for character in Item.key(ofName: name) + " " {
            if character.isASCII, character.isNumber {
                figures.append(character)
                continue
            }
            if !figures.isEmpty {
                let number = figures.drop { $0 == "0" }
                key += String(repeating: "0", count: max(0, longest - number.count)) + number
                figures = ""
            }
            key.append(character)
        }
        return key
    }

    /// Figures of a number that is told as one; a longer one is told by its first figures.
    private static let longest = 18
}

/// The number of a lot, which is whole on a label, be it on two lines.
enum LotNumberText {
    /// The fields that hold one.
    static let fields: Set<String> = ["number", "number2"]

    /// The same with a place after every fourth character where a line may end.
    static func breakable(_ typed: String) -> String {
        typed.enumerated().reduce(into: "") { text, character in
            if character.offset > 0, character.offset % part == 0 { text += "\u{200B}" }
            text.append(character.element)
        }
    }

    private static let part = 4
}

import Rendering

/// What a label will not show as it was asked to, in the visitor's language.
enum NoteWords {
    struct Row: Sendable {
        let noteText: String
    }

    /// - Returns: Nothing where all that was asked for is on the label.
    static func rows(_ notes: [Note], _ speech: Speech) -> Rows<Row>? {
        Rows(notes.map { Row(noteText: text($0, speech)) })
    }

    private static func text(_ note: Note, _ speech: Speech) -> String {
        switch note {
        case .textCut(let field):
            speech.say("labels.notes.cut", ["field": name(of: field, speech)])
        case .charactersMissing(let field, let characters):
            speech.say(
                "labels.notes.missing",
                ["field": name(of: field, speech), "characters": shown(characters)])
        case .iconsUnknown(_, let names):
            speech.say("labels.notes.iconsUnknown", ["names": names])
        case .iconsLeftOut(_, let names):
            speech.say("labels.notes.iconsLeftOut", ["names": names])
        case .fieldNotOnLayout(let field):
            speech.say("labels.notes.notShown", ["field": name(of: field, speech)])
        }
    }

    /// Each with its number, since a browser may not have it either.
    private static func shown(_ characters: String) -> String {
        characters.unicodeScalars
            .map { "\($0) (U+\(String($0.value, radix: 16, uppercase: true)))" }
            .joined(separator: ", ")
    }

    /// What people call a field; one that a coordinator made up is called by its own name.
    static func name(of field: String, _ speech: Speech) -> String {
        let known = [
            "name", "detail", "date", "contents", "source", "from", "to", "hub", "icons", "code",
        ]
        if known.contains(field) { return speech.say("labels.fieldNames.\(field)") }
        guard field.hasSuffix("2"), field.count > 1 else { return field }
        let first = name(of: String(field.dropLast()), speech)
        return speech.say("labels.fieldNames.second", ["field": first])
    }
}

import Hub
import Localization
import Printing
import Rendering
import Stock
import Storage

/// What a label will not show as it was asked to, in the visitor's language.
enum LabelNoteText {
    struct Row: Sendable {
        let noteText: String
    }

    /// - Returns: Nothing where all that was asked for is on the label.
    static func rows(_ notes: [Note], _ localizer: Localizer) -> Rows<Row>? {
        Rows(notes.map { Row(noteText: text($0, localizer)) })
    }

    /// What labels that were taken show less of than the hub has to say, for a page that this stands in the address of; nothing
    /// where they are not there any more.
    static func rows(ofBatch id: String?, _ page: PageRequest) async throws -> Rows<Row>? {
        guard let id = id.flatMap({ PrintBatchID($0) }) else { return nil }
        do {
            let (tally, labels) = try await page.hub.notes(of: id)
            return rows(tally, page.localizer) { labels[$0].fields["name"] ?? labels[$0].layout }
        } catch StorageFault.batchNotFound { return nil }
    }

    /// The same of any labels, each with the name of the first that it is of, and how many they are.
    static func rows(
        _ tally: NoteTally, _ localizer: Localizer, named name: (Int) -> String
    ) -> Rows<Row>? {
        Rows(
            missed(tally).map { line in
                let labels = localizer.text(
                    "labels.notes.onLabels", n: line.labels, ["name": name(line.first - 1)])
                return Row(noteText: "\(text(line.note, localizer)) \(labels)")
            })
    }

    /// Nobody misses what the hub knows and labels of that size do not show.
    static func missed(_ tally: NoteTally) -> [NoteTally.Line] {
        tally.lines.filter { line in
            if case .fieldNotOnLayout = line.note { false } else { true }
        }
    }

    private static func text(_ note: Note, _ localizer: Localizer) -> String {
        switch note {
        case .textCut(let field):
            localizer.text("labels.notes.cut", ["field": name(of: field, localizer)])
        case .charactersMissing(let field, let characters):
            localizer.text(
                "labels.notes.missing",
                ["field": name(of: field, localizer), "characters": shown(characters)])
        case .iconsLeftOut(_, let names):
            localizer.text("labels.notes.iconsLeftOut", ["names": names])
        case .fieldNotOnLayout(let field):
            localizer.text("labels.notes.notShown", ["field": name(of: field, localizer)])
        }
    }

    /// Each with its number, since a browser may not have it either.
    private static func shown(_ characters: String) -> String {
        characters.unicodeScalars
            .map { "\($0) (U+\(String($0.value, radix: 16, uppercase: true)))" }
            .joined(separator: ", ")
    }

    /// What people call a field; one that a coordinator made up is called by its own name.
    static func name(of field: String, _ localizer: Localizer) -> String {
        let known = [
            "name", "detail", "date", "number", "contents", "source", "from", "to", "hub", "icons",
            "code",
        ]
        if known.contains(field) { return localizer.text("labels.fieldNames.\(field)") }
        guard field.hasSuffix("2"), field.count > 1 else { return field }
        let first = name(of: String(field.dropLast()), localizer)
        return localizer.text("labels.fieldNames.second", ["field": first])
    }
}
